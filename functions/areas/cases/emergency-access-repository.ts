import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { storedOf } from '../../shared/definition/define.ts';
import { ownerOf, sealOfMember } from '../../shared/definition/of-member.ts';
import { checkStored, openRecords } from '../../shared/definition/seal.ts';
import { AppError, InternalError, notFound, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { PageKey } from '../../shared/fields/cursor.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import {
  caseKey,
  claimKey,
  currentEmergencyAccessKey,
  emergencyAccessKey,
  emergencyAccessList,
  type Key,
  recentEmergencyAccessKey,
} from '../../shared/table/keys.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { queryChosen } from '../../shared/table/query-chosen.ts';
import { storedKey } from '../../shared/table/stored-key.ts';
import { maxEventsOfEmergencyAccess } from './case-limits.ts';
import { emergencyAccessFields } from './definition.ts';
import {
  emergencyAccessLimit,
  frequencyRefusals,
  recentStarts,
  refusalsToldSince,
  validateFrequency,
} from './emergency-access-rules.ts';
import { findMemberScopes } from './member-scopes.ts';
import {
  type EmergencyAccess,
  type EmergencyAccessInput,
  emergencyAccess,
  type StoredEmergencyAccess,
} from './schema.ts';

/** Grants, ends and lists emergency accesses to cases. emergency-access-rules.ts says when one is refused. */

const storedEmergencyAccess = storedOf(emergencyAccessFields);

/** A person's newest emergency access to a case, as stored beside the case. */
const currentAccess = z.object({
  until: z.string(),
  /** When the coordinator ended the access before its time; absent if nobody did. */
  endedAt: z.string().optional(),
});
/** When emergency accesses to a case began (RFC 3339), and whose they were: the latest one, and those that began in the seven days before it. */
const recentAccess = z.object({ starts: z.array(z.object({ at: z.string(), personId: z.string() })) });

const storedClaim = z.object({ record: storedKey });

const accessOver = () => refused('access_over', 'This emergency access is over.');

/** The record of a refused emergency access. It stands in the list like a granted one, but ends when it begins. */
const refusedAccess = (access: Omit<EmergencyAccess, 'reason'>, refusal: AppError) => ({
  ...access,
  until: access.at,
  refused: emergencyAccessFields.refused.is.parse(refusal.code),
});

const putAccess = (access: StoredEmergencyAccess) => {
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

const readEmergencyAccess = async (records: Records, key: Key): Promise<EmergencyAccess> => {
  const [access] = await decryptReasons(records, [storedEmergencyAccess.parse(await records.table.get(key))]);
  if (access === undefined) {
    // The access was written in the transaction that wrote its claim.
    throw new InternalError('What was accepted is not there.');
  }
  return access;
};

/** The emergency access that an earlier request was granted. @throws AppError the refusal, if that request was refused */
const readGranted = async (records: Records, key: Key): Promise<EmergencyAccess> => {
  const access = await readEmergencyAccess(records, key);
  if (access.refused !== undefined) {
    throw frequencyRefusals[access.refused]();
  }
  return access;
};

/** Filters the emergency accesses whose cases the caller reaches. */
export type WithinReach = <Access extends Pick<StoredEmergencyAccess, 'memberId'>>(
  accesses: readonly Access[],
) => Promise<readonly Access[]>;

/** The granted emergency access with an id, unless it began so long ago that it must be over. */
const findGranted = async (
  table: Table,
  accessId: string,
  now: Date,
): Promise<StoredEmergencyAccess | undefined> => {
  const claim = await table.get(claimKey(accessId));
  const key = claim && storedClaim.parse(claim).record;
  const item = key?.pk === emergencyAccessList ? await table.get(key) : undefined;
  const found = item && storedEmergencyAccess.parse(item);
  const isGranted = found?.id === accessId && found.refused === undefined;
  return isGranted && found.at >= formatInstant(emergencyAccessLimit(now)) ? found : undefined;
};

/** The accesses of the same person to the same case that still run. */
const findRunning = async (
  table: Table,
  { caseId, personId }: StoredEmergencyAccess,
  now: Date,
): Promise<StoredEmergencyAccess[]> => {
  const { starts } = recentAccess.parse(
    (await table.get(recentEmergencyAccessKey(caseId))) ?? { starts: [] },
  );
  const earliestStart = formatInstant(emergencyAccessLimit(now));
  const ownStarts = new Set(
    starts.filter((start) => start.personId === personId && start.at >= earliestStart).map(({ at }) => at),
  );
  // The list is sorted by start, so that each of these few accesses is found by its start.
  const found = await Promise.all(
    [...ownStarts].map((at) => queryAll(table, { partition: emergencyAccessList, prefix: `${at}#` })),
  );
  return found
    .flat()
    .map((item) => storedEmergencyAccess.parse(item))
    .filter(
      (access) =>
        access.refused === undefined &&
        access.caseId === caseId &&
        access.personId === personId &&
        access.until > formatInstant(now),
    );
};

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

/** The writes that let a granted access run, and that count it. They fail if another access was granted since `seen` was read. */
const startWrites = (
  { caseId, personId, at, until }: Pick<EmergencyAccess, 'caseId' | 'personId' | 'at' | 'until'>,
  seen: {
    readonly starts: z.infer<typeof recentAccess>['starts'];
    readonly until: string | undefined;
  },
  now: Date,
): Write[] => [
  {
    put: {
      ...recentEmergencyAccessKey(caseId),
      starts: [...recentStarts(seen.starts, now), { at, personId }],
    },
    condition: 'attribute_not_exists(pk) OR starts = :seen',
    values: { ':seen': seen.starts },
  },
  {
    put: { ...currentEmergencyAccessKey(caseId, personId), until },
    condition: 'attribute_not_exists(pk) OR #until = :seen',
    names: { '#until': 'until' },
    // No stored `until` is empty. So if no access was read, the write fails if there is one now.
    values: { ':seen': seen.until ?? '' },
  },
];

/**
 * Grants a person emergency access to a case. If emergency access is too frequent, refuses it and records the refusal, which is shown to the
 * coordinator and the auditor.
 * @throws AppError `not_found` unless the case is urgent; `refused` `too_often` or `ended_by_coordinator`
 */
export const grantEmergencyAccess = async (
  records: Records,
  access: Omit<EmergencyAccess, 'reason'>,
  content: EmergencyAccessInput,
  lines: { granted: JournalLineOf<'glass_broken'>; refused: JournalLineOf<'glass_refused'> },
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly access: EmergencyAccess }> => {
  const { table, vault } = records;
  const { id, caseId, personId, at } = access;
  const now = new Date(lines.granted.recordedAt);
  const key = emergencyAccessKey(at, id);
  const sealed = await sealOfMember(vault, access.memberId, key, emergencyAccessFields, {
    reason: content.reason,
  });
  const fingerprint = await fingerprintOf(vault, { access: content, personId });
  const write = async () => {
    const [recentItem, currentItem] = await Promise.all([
      table.get(recentEmergencyAccessKey(caseId)),
      table.get(currentEmergencyAccessKey(caseId, personId)),
    ]);
    const starts = recentAccess.parse(recentItem ?? { starts: [] }).starts;
    const current = currentItem && currentAccess.parse(currentItem);
    const refusal = validateFrequency(starts, personId, current?.endedAt, now);
    const recorded = refusal === undefined ? access : refusedAccess(access, refusal);
    const outcome = await record(table, {
      claim: { id, fingerprint, record: key, concernsOnly: concernedMember(access.memberId) },
      errorUnlessRepeated: sealed instanceof AppError ? sealed : undefined,
      staleIfFailed: refusal === undefined ? startWrites(access, { starts, until: current?.until }, now) : [],
      writes: [
        {
          check: caseKey(caseId),
          condition: 'priority = :urgent',
          values: { ':urgent': 'urgent' },
          errorIfFailed: notFound,
        },
        ...(sealed instanceof AppError ? [] : [putAccess({ ...recorded, ...sealed })]),
        ...(refusal === undefined
          ? []
          : [
              {
                ...countSetting(personId, 'refusedAccesses', lines.refused.recordedAt),
                // A refusal beyond the maximum is not recorded; the answer is the same.
                errorIfFailed: () => refusal,
              },
            ]),
      ],
      line: refusal === undefined ? lines.granted : lines.refused,
    });
    return { outcome, refusal };
  };
  const { outcome, refusal } = await table.retry(async () => {
    const written = await write();
    const isStale = typeof written.outcome === 'object' && 'stale' in written.outcome;
    return isStale ? tryAgain : written;
  });
  if (typeof outcome === 'object' && 'earlierRecord' in outcome) {
    return { outcome: 'repeated', access: await readGranted(records, outcome.earlierRecord) };
  }
  if (refusal !== undefined) {
    throw refusal;
  }
  return { outcome: 'created', access: { ...access, reason: content.reason } };
};

/**
 * Ends an emergency access, and every other one of the same person to the same case that still runs.
 * @returns the access with the id `accessId`, as it is afterwards
 * @throws AppError `not_found`; `refused` `access_over` if it is over
 */
export const endEmergencyAccess = async (
  { table, vault }: Records,
  accessId: string,
  now: Date,
  endLine: Pick<JournalLineOf<'glass_ended'>, 'id' | 'recordedAt' | 'actor'>,
  within: WithinReach,
): Promise<{ readonly outcome: 'written' | 'repeated'; readonly access: StoredEmergencyAccess }> => {
  const at = formatInstant(now);
  const granted = await findGranted(table, accessId, now);
  // Undefined also if the caller does not reach the access's case.
  const [named] = granted === undefined ? [] : await within([granted]);
  const running = named === undefined ? [] : await findRunning(table, named, now);
  const overError = named !== undefined && named.until <= at ? accessOver() : undefined;
  const refusal = named === undefined ? notFound() : overError;
  // If there is no such access, `record` writes nothing, but still recognises a repetition. The ids below then stand only for the types.
  const recordKey = emergencyAccessKey(named?.at ?? at, accessId);
  const { caseId = accessId, memberId = accessId, personId = accessId } = named ?? {};
  const outcome = await record(table, {
    claim: {
      id: endLine.id,
      fingerprint: await fingerprintOf(vault, { end: accessId, id: endLine.id }),
      record: recordKey,
      concernsOnly: null,
    },
    errorUnlessRepeated: refusal,
    writes: [
      { put: { ...currentEmergencyAccessKey(caseId, personId), until: at, endedAt: at } },
      ...running.map((access) => ({
        ...putAccess({ ...access, until: at, endedAt: at }),
        condition: '#until = :seen',
        names: { '#until': 'until' },
        values: { ':seen': access.until },
        errorIfFailed: accessOver,
      })),
    ],
    line: { ...endLine, type: 'glass_ended', caseId, memberId, personId },
  });
  const stored = await table.get(outcome === 'written' ? recordKey : outcome.earlierRecord);
  return {
    outcome: outcome === 'written' ? 'written' : 'repeated',
    access: storedEmergencyAccess.parse(stored),
  };
};

/**
 * The access that a request was granted before, although it would be refused now.
 * @throws AppError `refusal` if the same request was not accepted before; `id_reused` if another request had the id
 */
export const repeatEmergencyAccess = async (
  records: Records,
  content: EmergencyAccessInput,
  personId: string,
  refusal: AppError,
  line: JournalLineOf<'glass_broken'>,
): Promise<EmergencyAccess> => {
  const fingerprint = await fingerprintOf(records.vault, { access: content, personId });
  const key = emergencyAccessKey(line.recordedAt, content.id);
  const claim = {
    id: content.id,
    fingerprint,
    record: key,
    concernsOnly: concernedMember(line.memberId),
  };
  const outcome = await record(records.table, { claim, errorUnlessRepeated: refusal, writes: [], line });
  if (outcome === 'written') {
    // `record` writes nothing when there is a refusal.
    throw new InternalError('A refusal was written.');
  }
  return readGranted(records, outcome.earlierRecord);
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
