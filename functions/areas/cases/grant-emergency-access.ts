import type * as z from 'zod';
import { sealOfMember } from '../../shared/definition/of-member.ts';
import { AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Write } from '../../shared/table/client.ts';
import {
  caseKey,
  currentEmergencyAccessKey,
  emergencyAccessKey,
  recentEmergencyAccessKey,
} from '../../shared/table/keys/cases.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { emergencyAccessFields } from './definition.ts';
import {
  currentAccess,
  putAccess,
  readEmergencyAccess,
  recentAccess,
} from './emergency-access-repository.ts';
import { frequencyRefusals, recentStarts, validateFrequency } from './emergency-access-rules.ts';
import type { EmergencyAccess, EmergencyAccessInput } from './schema.ts';

/** Grants emergency access to a case, or records its refusal. emergency-access-rules.ts says when it is refused. */

/** The record of a refused emergency access. It stands in the list like a granted one, but ends when it begins. */
const refusedAccess = (access: Omit<EmergencyAccess, 'reason'>, refusal: AppError) => ({
  ...access,
  until: access.at,
  refused: emergencyAccessFields.refused.is.parse(refusal.code),
});

/** The emergency access that an earlier request was granted. @throws AppError the refusal, if that request was refused */
const readGranted = async (records: Records, key: Key): Promise<EmergencyAccess> => {
  const access = await readEmergencyAccess(records, key);
  if (access.refused !== undefined) {
    throw frequencyRefusals[access.refused]();
  }
  return access;
};

/**
 * The writes that let a granted access run, and that count it. They fail if another access was granted since `seen` was read.
 * @param seen `starts`: the recent accesses to the case; `until`: the end of this person's latest one, undefined if she had none
 */
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
 * @param access as it is if it is granted
 * @param content the request's body: a repetition of the request is recognised by it
 * @param lines the journal lines for either outcome; one of them is written
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
      // The reason can't be encrypted if the member was erased. Then nothing below is written.
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
                // Only so many refusals of a person are recorded in a month. Beyond them this write fails, and the answer is the same refusal.
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
  // The refusal was written: only now is it thrown.
  if (refusal !== undefined) {
    throw refusal;
  }
  return { outcome: 'created', access: { ...access, reason: content.reason } };
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
