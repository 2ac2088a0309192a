import * as z from 'zod';
import { dateInIndia, formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError, notFound, refused } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { hashDeviceSecret } from '../../shared/http/device-token.ts';
import { isSameText } from '../../shared/http/same-text.ts';
import { type Outcome, record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { markSignInPending } from '../../shared/sign-ins/pending-sign-in.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  deviceKey,
  deviceListIndexKeys,
  devicesOfPerson,
  erasedPersonKey,
  latestRevocationKey,
  personKey,
  personList,
} from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { isOfferedByCopy, promoteNext, secretStanding } from './device-secret.ts';
import {
  type DeviceInput,
  type OwnerStatus,
  ownerStatus,
  type StoredDevice,
  storedDevice,
} from './schema.ts';
import { countWrongTry, isLocked, isNoted, triesLeft, triesToTell } from './try-count.ts';

/** The result of a device's proof of its PIN. `wrongTries`: the number of wrong proofs since the Indian date `since`. */
export type ProofResult =
  | {
      readonly outcome: 'opened';
      readonly share: string;
      readonly wrongTries: number;
      readonly since: string;
      readonly wrongTriesInAll: number;
    }
  /** `isNoted`: the journal notes that many were tried. */
  | { readonly outcome: 'wrong'; readonly triesLeft: number; readonly isNoted: boolean }
  | { readonly outcome: 'locked' }
  /** `isNew`: the copy was found just now. */
  | {
      readonly outcome: 'copied';
      readonly isNew: boolean;
      readonly wrongTries: number;
      readonly since: string;
    };

/** The journal lines of tries to open a device. */
type TryLines = {
  readonly locked: () => JournalLineOf<'device_locked'>;
  readonly tried: (wrongTries: number) => JournalLineOf<'device_tried'>;
  readonly copied: () => JournalLineOf<'device_copied'>;
};

/** Maximum attempts to count one try. An attempt fails if a concurrent try is counted first; a person makes fewer tries at once. */
const maxAttempts = 12;

const signedInOwner = z.object({ id: z.string(), signInName: z.string() });
const listedPerson = ownerStatus.extend({ id: z.string() });

const busy = () =>
  new AppError('unavailable', 'busy', 'This device is being opened at this moment. Try again.');

const shareContext = (id: string) => contextOf(deviceKey(id), 'share');

/**
 * The repository of registered devices: leaders' phones, with the key shares that their PINs unlock. A phone sends a proof of its PIN, of which
 * only a keyed hash is stored, and gets its key share, without which its data stay encrypted.
 */
const findDevice = async (table: Table, id: string): Promise<StoredDevice | undefined> => {
  const item = await table.get(deviceKey(id));
  return item === undefined ? undefined : storedDevice.parse(item);
};

/**
 * A person's devices, the newest first. A device that was registered again under a new key is listed once, under the newest; under
 * an earlier one too if that was revoked.
 */
const readDevices = async (table: Table, personId: string): Promise<StoredDevice[]> => {
  const query = { index: 'gsi1', partition: devicesOfPerson(personId), descending: true } as const;
  return (await queryAll(table, query))
    .map((item) => storedDevice.parse(item))
    .filter(({ replacedBy, revokedAt }) => replacedBy === undefined || revokedAt !== undefined);
};

/** A device, or the one that took its place last. */
const findNewest = async (table: Table, id: string): Promise<StoredDevice | undefined> => {
  const device = await findDevice(table, id);
  if (device?.replacedBy === undefined) {
    return device;
  }
  return (await findNewest(table, device.replacedBy)) ?? device;
};

/**
 * Notes a copy of a device, and deletes its key share, so that nothing but a new sign-in opens the device or the copy.
 * @returns false if it was noted before
 */
const noteCopy = async (table: Table, id: string, line: JournalLineOf<'device_copied'>): Promise<boolean> => {
  const outcome = await record(table, {
    staleIfFailed: [
      {
        update: deviceKey(id),
        set: 'SET copiedAt = :at REMOVE proof, #share',
        condition: 'attribute_not_exists(copiedAt)',
        names: { '#share': 'share' },
        values: { ':at': formatInstant(new Date(line.recordedAt)) },
      },
    ],
    writes: [],
    line,
  });
  return outcome === 'written';
};

/** @throws AppError `not_found` */
export const getDevice = async (table: Table, id: string): Promise<StoredDevice> => {
  const found = await findDevice(table, id);
  if (found === undefined) {
    throw notFound();
  }
  return found;
};

/**
 * The device that calls. A phone that was switched off while it changed its key still calls under its former id. So the device counts
 * as revoked if a later registration of the same phone is.
 * @throws AppError `not_found`
 */
export const findCallingDevice = async (table: Table, id: string): Promise<StoredDevice> => {
  const device = await findDevice(table, id);
  if (device === undefined) {
    throw notFound();
  }
  let newest = device;
  // Follows the registrations until one is revoked or the newest is reached.
  while (newest.replacedBy !== undefined && newest.revokedAt === undefined) {
    const next = await findDevice(table, newest.replacedBy);
    if (next === undefined) break;
    newest = next;
  }
  return newest.revokedAt === undefined ? device : { ...device, revokedAt: newest.revokedAt };
};

/** Whether a device, or the same one under a later key, was revoked or has ended. */
export const isShut = async (table: Table, id: string): Promise<boolean> => {
  const [device, newest] = await Promise.all([findDevice(table, id), findNewest(table, id)]);
  return [device, newest].some((one) => one?.revokedAt !== undefined || one?.endedAt !== undefined);
};

/**
 * Notes which of its secrets a device used. Its next one takes the place of the present one at its first use. With a former one there
 * is a copy.
 * @param makeLine makes the line of the first use of a copy
 * @returns whether a copy was found just now
 * @throws AppError `unavailable` if the secret was replaced while the call was on its way
 */
export const acceptSecret = async (
  table: Table,
  device: StoredDevice,
  secretHash: string,
  now: Date,
  makeLine: () => JournalLineOf<'device_copied'>,
): Promise<boolean> => {
  const standing = secretStanding(device, secretHash, now);
  if (standing === 'current' || device.copiedAt !== undefined) {
    return false;
  }
  if (standing === 'late') {
    throw busy();
  }
  if (standing === 'next') {
    // If it fails, a concurrent call has done the same, or a copy has changed the secret: the next call will tell.
    await table.transact([
      {
        update: deviceKey(device.id),
        set: 'SET secretHash = :next, formerSecretHashes = :former, secretChangedAt = :at REMOVE nextSecretHash, toldTries, toldSince',
        condition: 'nextSecretHash = :next',
        values: { ':next': secretHash, ':former': promoteNext(device), ':at': formatInstant(now) },
      },
    ]);
    return false;
  }
  return noteCopy(table, device.id, makeLine());
};

/**
 * Registers a device. If it replaces an earlier registration, the key share of that one is deleted.
 * @param stamp `createdBy` is the owner
 * @param signedInAt when she typed her password for this session
 * @throws AppError `refused`: `unknown_device` if the replaced device is not hers, `revoked_device` if it was revoked or ended,
 * `sign_in_again` if a device of hers was revoked since she signed in; `id_reused`
 */
export const addDevice = async (
  { table, vault }: Records,
  { id, secret, pin, replaces }: DeviceInput,
  stamp: { readonly createdAt: string; readonly createdBy: string; readonly version: number },
  signedInAt: string | undefined,
  line: JournalLineOf<'device_added'>,
): Promise<'created' | 'repeated'> => {
  const put = {
    ...deviceKey(id),
    ...deviceListIndexKeys(stamp.createdBy, stamp.createdAt, id),
    id,
    ...stamp,
    seenOn: dateInIndia(new Date(stamp.createdAt)),
    secretHash: hashDeviceSecret(secret),
    // Without a PIN the means to unlock the phone is on the phone alone.
    ...(pin === undefined
      ? {}
      : {
          proof: await vault.fingerprint(pin.proof),
          share: await vault.encrypt('organisation', shareContext(id), pin.share),
        }),
    formerSecretHashes: [],
    wrongTries: 0,
    wrongTriesInAll: 0,
    wrongTriesThatDay: 0,
  };
  const outcome = await record(table, {
    claim: {
      id,
      fingerprint: await vault.fingerprint(canonicalJson({ id, secret, pin, replaces })),
      record: deviceKey(id),
      // The fingerprint is a hash of random values, so an erasure need not overwrite it.
      concernsOnly: null,
    },
    writes: [
      { put },
      ...(replaces === undefined
        ? []
        : [
            {
              update: deviceKey(replaces),
              set: 'SET replacedAt = :at, replacedBy = :next REMOVE proof, #share',
              condition:
                'createdBy = :owner AND attribute_not_exists(revokedAt) AND attribute_not_exists(endedAt)',
              // DynamoDB reserves the word `share`.
              names: { '#share': 'share' },
              values: { ':at': stamp.createdAt, ':next': id, ':owner': stamp.createdBy },
              errorIfFailed: (stored: Item | undefined) =>
                stored?.createdBy === stamp.createdBy
                  ? refused('revoked_device', 'This device was ended.', 'replaces')
                  : refused('unknown_device', 'There is no such device of yours.', 'replaces'),
            },
          ]),
      {
        check: latestRevocationKey(stamp.createdBy),
        condition: 'attribute_not_exists(pk) OR revokedAt < :signedInAt',
        values: { ':signedInAt': signedInAt ?? '' },
        errorIfFailed: () =>
          refused('sign_in_again', 'A phone of yours was ended since you signed in. Sign in again.'),
      },
    ],
    line,
  });
  return outcome === 'written' ? 'created' : 'repeated';
};

/** The status of a device's owner; undefined if she no longer exists. */
export const findOwnerStatus = async (
  table: Table,
  { createdBy }: StoredDevice,
): Promise<OwnerStatus | undefined> => {
  const person = await table.get(personKey(createdBy));
  return person === undefined ? undefined : ownerStatus.parse(person);
};

/** A page of the leaders who are not disabled, with their devices. It may be shorter than `limit`, because other people are skipped. */
export const listLeaders = async (table: Table, limit: number, after: PageKey | undefined) => {
  const { items, next } = await table.query({
    index: 'gsi1',
    partition: personList,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const leaders = items
    .map((item) => listedPerson.parse(item))
    .filter(({ role, disabled }) => role === 'leader' && !disabled);
  const withDevices = leaders.map(async ({ id }) => ({ id, devices: await readDevices(table, id) }));
  return { items: await Promise.all(withDevices), next };
};

/** A person's devices, as `readDevices` gives them. @throws AppError `not_found` if there is no such person */
export const listDevices = async (table: Table, personId: string): Promise<StoredDevice[]> => {
  if ((await table.get(personKey(personId))) === undefined) {
    throw notFound();
  }
  return readDevices(table, personId);
};

/**
 * Revokes a person's device and deletes its key share; if it has taken another key meanwhile, under that too. It also marks her sign-in as
 * pending: she will be signed out everywhere. The line's id is the request's.
 * @throws AppError `not_found` if the device is not hers; `refused` `already_revoked`
 */
export const revokeDevice = async (
  { table, vault }: Records,
  personId: string,
  deviceId: string,
  line: JournalLineOf<'device_revoked'>,
): Promise<Outcome> => {
  const device = await findDevice(table, deviceId);
  const person = signedInOwner.optional().parse(await table.get(personKey(personId)));
  const newest = (await findNewest(table, deviceId)) ?? device;
  const isHers = device?.createdBy === personId;
  const revokedAt = formatInstant(new Date(line.recordedAt));
  const revocation = {
    set: 'SET revokedAt = :at REMOVE proof, #share',
    names: { '#share': 'share' },
    values: { ':at': revokedAt },
  };
  return record(table, {
    claim: {
      id: line.id,
      fingerprint: await vault.fingerprint(canonicalJson({ personId, deviceId, revocation: line.id })),
      record: deviceKey(deviceId),
      // Only the owner's erasure overwrites the claim's fingerprint.
      concernsOnly: { id: personId, erasedKey: erasedPersonKey(personId) },
    },
    // `record` throws this error, unless the request repeats one that was accepted.
    errorUnlessRepeated: isHers && person !== undefined ? undefined : notFound(),
    writes: [
      {
        update: deviceKey(deviceId),
        ...revocation,
        condition: 'attribute_not_exists(revokedAt) AND attribute_not_exists(endedAt)',
        errorIfFailed: () => refused('already_revoked', 'This device was ended before.'),
      },
      ...(newest === undefined || newest.id === deviceId
        ? []
        : [
            {
              update: deviceKey(newest.id),
              ...revocation,
              condition: 'attribute_not_exists(replacedBy)',
              errorIfFailed: busy,
            },
          ]),
      { put: { ...latestRevocationKey(personId), revokedAt } },
      ...(person === undefined ? [] : [markSignInPending(person, line.id)]),
    ],
    line,
  });
};

/** Records the Indian date of a contact, once a day. */
export const recordContact = async (
  table: Table,
  { id, seenOn }: StoredDevice,
  today: string,
): Promise<void> => {
  if (seenOn !== today) {
    await table.transact([
      { update: deviceKey(id), set: 'SET seenOn = :today', values: { ':today': today } },
    ]);
  }
};

/** Ends a device and deletes its key share. If a concurrent call ended it, `record` returns `stale`, and nothing is left to do. */
export const endDevice = async (
  table: Table,
  { id }: StoredDevice,
  line: JournalLineOf<'device_ended'>,
): Promise<void> => {
  await record(table, {
    staleIfFailed: [
      {
        update: deviceKey(id),
        set: 'SET endedAt = :at REMOVE proof, #share',
        condition: 'attribute_not_exists(endedAt)',
        names: { '#share': 'share' },
        values: { ':at': line.recordedAt },
      },
    ],
    writes: [],
    line,
  });
};

/**
 * Checks a device's proof of its PIN. Each try is counted before it is answered, so that concurrent tries do not escape the limit. The
 * right proof also promises the device its next secret; whoever offers another after that shows a copy.
 * @param used hashes: of the secret with which the device calls, and of the one that it offers as its next
 * @param today the Indian date
 * @param lines make the journal lines of a try that locks the device, or that is noted; called only for such a try
 * @throws AppError `unavailable` for too many concurrent tries
 */
export const tryProof = async (
  { table, vault }: Records,
  id: string,
  proof: string,
  used: { readonly secretHash: string; readonly nextSecretHash: string },
  today: string,
  lines: TryLines,
): Promise<ProofResult> => {
  const sentHash = await vault.fingerprint(proof);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const device = await findDevice(table, id);
    if (device?.copiedAt !== undefined) {
      return { outcome: 'copied', isNew: false, ...triesToTell(device) };
    }
    if (device?.proof === undefined || device.share === undefined || isLocked(device)) {
      return { outcome: 'locked' };
    }
    if (!isSameText(device.secretHash, used.secretHash)) {
      // Its next secret was used meanwhile.
      throw busy();
    }
    if (isOfferedByCopy(device, used.nextSecretHash)) {
      return {
        outcome: 'copied',
        isNew: await noteCopy(table, id, lines.copied()),
        ...triesToTell(device),
      };
    }
    if (isSameText(device.proof, sentHash)) {
      if ((await table.transact([openWrite(device, used.nextSecretHash, today)])) !== null) {
        // Another try was counted first, so the device is read again.
        continue;
      }
      const share = await vault.decrypt('organisation', shareContext(id), device.share);
      // Null would mean that the organisation's key was destroyed, which never happens.
      return share === null
        ? { outcome: 'locked' }
        : {
            outcome: 'opened',
            share,
            ...triesToTell(device),
            wrongTriesInAll: device.wrongTriesInAll,
          };
    }
    const counted = countWrongTry(device, today);
    const write = wrongTryWrite(device, counted);
    const left = triesLeft(counted);
    const noted = left > 0 && isNoted(counted);
    const line = left === 0 ? lines.locked() : noted ? lines.tried(counted.wrongTriesInAll) : undefined;
    // `transact` returns null if all was written.
    const isCounted =
      line === undefined
        ? (await table.transact([write])) === null
        : (await record(table, { staleIfFailed: [write], writes: [], line })) === 'written';
    if (isCounted) {
      return left === 0 ? { outcome: 'locked' } : { outcome: 'wrong', triesLeft: left, isNoted: noted };
    }
  }
  throw busy();
};

/** The condition that nobody has tried to open the device since it was read. */
const untried = ({ wrongTries, wrongTriesInAll }: StoredDevice) => ({
  condition: 'wrongTries = :seen AND wrongTriesInAll = :seenInAll',
  values: { ':seen': wrongTries, ':seenInAll': wrongTriesInAll },
});

const wrongTryWrite = (device: StoredDevice, counted: ReturnType<typeof countWrongTry>): Write => {
  const { condition, values } = untried(device);
  return {
    update: deviceKey(device.id),
    set: 'SET wrongTries = :tries, wrongTriesInAll = :inAll, triedOn = :day, wrongTriesThatDay = :thatDay',
    condition,
    values: {
      ...values,
      ':tries': counted.wrongTries,
      ':inAll': counted.wrongTriesInAll,
      ':day': counted.triedOn,
      ':thatDay': counted.wrongTriesThatDay,
    },
  };
};

/** The write of a right proof: it ends the count of tries in a row, and promises the device its next secret, unless it was promised another. */
const openWrite = (device: StoredDevice, nextSecretHash: string, today: string): Write => {
  const { condition, values } = untried(device);
  const { wrongTries, since } = triesToTell(device);
  const unpromised = '(attribute_not_exists(nextSecretHash) OR nextSecretHash = :next)';
  return {
    update: deviceKey(device.id),
    set: 'SET wrongTries = :zero, openedOn = :today, nextSecretHash = :next, toldTries = :told, toldSince = :since',
    condition: `${condition} AND secretHash = :secret AND ${unpromised}`,
    values: {
      ...values,
      ':secret': device.secretHash,
      ':zero': 0,
      ':today': today,
      ':next': nextSecretHash,
      ':told': wrongTries,
      ':since': since,
    },
  };
};
