import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { ownerOf } from '../../shared/definition/of-member.ts';
import { storedOf } from '../../shared/definition/schemas.ts';
import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import { InternalError, refused } from '../../shared/errors/errors.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  currentEmergencyAccessKey,
  emergencyAccessKey,
  emergencyAccessList,
} from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { queryChosen } from '../../shared/table/query-chosen.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { maxEventsOfEmergencyAccess } from './case-limits.ts';
import { emergencyAccessFields } from './definition.ts';
import { refusalsToldSince } from './emergency-access-rules.ts';
import { findMemberScopes } from './member-scopes.ts';
import { type EmergencyAccess, emergencyAccess, type StoredEmergencyAccess } from './schema.ts';

/** Stores and lists emergency accesses to cases. grant-emergency-access.ts grants and refuses them, end-emergency-access.ts ends them. */

export const storedEmergencyAccess = storedOf(emergencyAccessFields);

/** A person's newest emergency access to a case, as stored beside the case. */
export const currentAccess = z.object({
  until: z.string(),
  /** When the coordinator ended the access before its time; absent if nobody did. */
  endedAt: z.string().optional(),
});
/** When emergency accesses to a case began (RFC 3339), and whose they were: the latest one, and those that began in the seven days before it. */
export const recentAccess = z.object({ starts: z.array(z.object({ at: z.string(), personId: z.string() })) });

/** The write that stores an emergency access. */
export const putAccess = (access: StoredEmergencyAccess) => {
  checkStored(emergencyAccessFields, access);
  return { put: { ...emergencyAccessKey(access.at, access.id), ...access } };
};

/**
 * The write that increments the counter of events that a person has added to a case by her emergency access, on the condition that the
 * access takes one more. A new access begins with its counter at 0.
 */
export const countEventOfAccess = (caseId: string, personId: string): Write => ({
  update: currentEmergencyAccessKey(caseId, personId),
  set: 'SET added = if_not_exists(added, :none) + :one',
  condition: 'attribute_exists(pk) AND (attribute_not_exists(added) OR added < :max)',
  values: { ':none': 0, ':one': 1, ':max': maxEventsOfEmergencyAccess },
  errorIfFailed: () =>
    refused(
      'too_many',
      `One emergency access adds ${maxEventsOfEmergencyAccess} events. Call the coordinator, who can assign the case.`,
    ),
});

/** Decrypts the reasons. A reason is null if the member is being erased or her key was destroyed. */
const decryptReasons = async (
  { table, vault }: Records,
  stored: readonly StoredEmergencyAccess[],
): Promise<EmergencyAccess[]> => {
  const members = await findMemberScopes(
    table,
    stored.map(({ memberId }) => memberId),
  );
  const opened = await openRecords(
    vault,
    stored.map((record) => ({
      fields: emergencyAccessFields,
      owner: ownerOf(record.memberId),
      key: emergencyAccessKey(record.at, record.id),
      record,
      isErased: !members.has(record.memberId),
    })),
  );
  return opened.map((access) => emergencyAccess.parse(access));
};

/** An emergency access that is known to be stored under a key, with its reason. */
export const readEmergencyAccess = async (records: Records, key: Key): Promise<EmergencyAccess> => {
  const [access] = await decryptReasons(records, [storedEmergencyAccess.parse(await records.table.get(key))]);
  if (access === undefined) {
    // The access was written in the transaction that wrote its claim.
    throw new InternalError('What was accepted is not there.');
  }
  return access;
};

/** Keeps of some emergency accesses those to cases that the caller reaches. */
export type WithinReach = <Access extends Pick<StoredEmergencyAccess, 'memberId'>>(
  accesses: readonly Access[],
) => Promise<readonly Access[]>;

/** All emergency accesses that began at a time or later, granted and refused. */
const readSince = async (table: Table, from: Date): Promise<StoredEmergencyAccess[]> => {
  const items = await queryAll(table, {
    partition: emergencyAccessList,
    // '9' sorts after every instant.
    between: [formatInstant(from), '9'],
  });
  return items.map((item) => storedEmergencyAccess.parse(item));
};

/** The end of a person's emergency access to a case (RFC 3339 UTC); undefined if the person never had one. */
export const findEmergencyAccess = async (
  table: Pick<Table, 'get'>,
  caseId: string,
  personId: string,
): Promise<string | undefined> => {
  const item = await table.get(currentEmergencyAccessKey(caseId, personId));
  return item === undefined ? undefined : currentAccess.parse(item).until;
};

/** The number of requests for emergency access that were refused within the last seven days, of the cases that the caller reaches. */
export const countRefusedAccess = async (table: Table, now: Date, within: WithinReach): Promise<number> => {
  const accesses = await readSince(table, refusalsToldSince(now));
  return (await within(accesses.filter((access) => access.refused !== undefined))).length;
};

/** A page of the emergency accesses to cases that the caller reaches, granted and refused, the latest first. */
export const listEmergencyAccess = async (
  records: Records,
  limit: number,
  after: PageKey | undefined,
  within: WithinReach,
): Promise<{ readonly items: EmergencyAccess[]; readonly next?: PageKey }> => {
  const parse = (item: Item) => storedEmergencyAccess.parse(item);
  const { items, next } = await queryChosen(
    records.table,
    { partition: emergencyAccessList, descending: true, limit },
    after,
    async (batch) => {
      const reached = new Set((await within(batch.map(parse))).map(({ id }) => id));
      return batch.filter((item) => reached.has(parse(item).id));
    },
  );
  return {
    items: await decryptReasons(records, items.map(parse)),
    ...(next === undefined ? {} : { next: storedKey.parse(next) }),
  };
};
