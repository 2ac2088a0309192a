/** The keys of people with access: how they sign in, their devices, what two of them approve, and how often they did what is limited. */
import type { Gsi1, Key } from './key.ts';

export const personKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'PERSON' });

/** The partition in `gsi1` of all people with access, by id. */
export const personList = 'PEOPLE';
export const personListIndexKeys = (personId: string): Gsi1 => ({ gsi1pk: personList, gsi1sk: personId });

/**
 * The table's key (`pk`, `sk`) of a leader or staff member whose erasure was approved: one transaction moves her item from `personKey` to here, out of
 * every index.
 */
export const erasedPersonKey = (personId: string): Key => ({ pk: `PERSON#${personId}`, sk: 'ERASED' });

/**
 * The table's key (`pk`, `sk`) of a name with which somebody signs in; its item leads to her id. It stays for ever, so that no name is
 * given twice.
 */
export const signInNameKey = (name: string): Key => ({ pk: `SIGN_IN_NAME#${name}`, sk: 'SIGN_IN_NAME' });

/**
 * The table's key (`pk`, `sk`) of a person's way in, by the name with which she signs in (functions/shared/sign-ins/way-in.ts). The
 * authorizer reads this item alone. It is gone once she is erased.
 */
export const wayInKey = (signInName: string): Key => ({ pk: `WAY_IN#${signInName}`, sk: 'WAY_IN' });

/**
 * The table's key (`pk`, `sk`) of the item that names the first two people of a stage before they are recorded. Only
 * `npm run first-people` writes it.
 */
export const firstPeopleKey: Key = { pk: 'FIRST_PEOPLE', sk: 'FIRST_PEOPLE' };

/** The table's key (`pk`, `sk`) of who made a person's passwords (functions/shared/sign-ins/credentials.ts). The item has only ids and times. */
export const credentialsKey = (personId: string): Key => ({
  pk: `CREDENTIALS#${personId}`,
  sk: 'CREDENTIALS',
});

/** The table's key (`pk`, `sk`) of when a person last signed in (functions/shared/sign-ins/newest-sign-in.ts). The item has only a time. */
export const newestSignInKey = (personId: string): Key => ({ pk: `SIGNED_IN#${personId}`, sk: 'SIGNED_IN' });

/**
 * The table's partition (`pk`) of the administrators, coordinators and auditors whom somebody disabled alone, by time (RFC 3339). For a week the other
 * administrators, coordinators and auditors see who was disabled.
 */
export const disabledTrustedList = 'DISABLED_TRUSTED';
export const disabledTrustedKey = (at: string, personId: string): Key => ({
  pk: disabledTrustedList,
  sk: `${at}#${personId}`,
});

/** The table's partition (`pk`) of pending sign-ins: the people whose sign-in at the identity provider doesn't agree with their record yet. */
export const signInList = 'SIGN_INS';
export const signInKey = (personId: string): Key => ({ pk: signInList, sk: personId });

// Devices

/** The table's key (`pk`, `sk`) of a registered device. */
export const deviceKey = (deviceId: string): Key => ({ pk: `DEVICE#${deviceId}`, sk: 'DEVICE' });

/** The partition in `gsi1` of a person's devices, in the order in which they were registered. */
export const devicesOfPerson = (personId: string): string => `DEVICES#${personId}`;
export const deviceListIndexKeys = (personId: string, registeredAt: string, deviceId: string): Gsi1 => ({
  gsi1pk: devicesOfPerson(personId),
  gsi1sk: `${registeredAt}#${deviceId}`,
});

/** The table's key (`pk`, `sk`) of the latest revocation of a person's devices. */
export const latestRevocationKey = (personId: string): Key => ({ pk: `DEVICES#${personId}`, sk: 'REVOKED' });

// Two-person approvals

export const approvalKey = (id: string): Key => ({ pk: `APPROVAL#${id}`, sk: 'APPROVAL' });

/** The partition in `gsi1` of open approvals, by the time of the request; closed ones leave the list. */
export const approvalList = 'APPROVALS';
export const approvalListIndexKeys = (askedAt: string, id: string): Gsi1 => ({
  gsi1pk: approvalList,
  gsi1sk: `${askedAt}#${id}`,
});

// Acts of which a person may do only so many in a day or a month

/**
 * The table's key (`pk`, `sk`) of the numbers of cases that a person has handed to others on an Indian day: in the item, `cases` counts the urgent cases
 * and `assigned` the others.
 */
export const urgentCountKey = (personId: string, day: string): Key => ({
  pk: `URGENT#${personId}`,
  sk: day,
});

/** The table's key (`pk`, `sk`) of the numbers, by kind, of the programme's settings that a person has recorded in an Indian month (`YYYY-MM`). */
export const settingCountsKey = (personId: string, month: string): Key => ({
  pk: `SETTINGS#${personId}`,
  sk: month,
});

/** The table's key (`pk`, `sk`) of the number of lists that a person has exported on an Indian day. */
export const exportCountKey = (personId: string, day: string): Key => ({
  pk: `EXPORTS#${personId}`,
  sk: day,
});
