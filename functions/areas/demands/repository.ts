import { screenedTexts } from '../../shared/definition/define.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { type AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { demandKey } from '../../shared/table/keys/programme.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { demandFields, demandStepFields } from './definition.ts';
import {
  insertStep,
  validateFollowing,
  validateReversal,
  validateStep,
  withFollower,
  withoutFollower,
} from './rules.ts';
import type { DemandInput, DemandReversalInput, DemandStepInput, StoredDemand } from './schema.ts';
import { parseDemand, toItem } from './stored-demand.ts';
import { putDates } from './write-dates.ts';

/** Stores demands on offices of the State. rules.ts has the rules, list-demands.ts lists them. */

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };
type Written = { readonly outcome: 'created' | 'repeated'; readonly demand: StoredDemand };

/** A demand; undefined if there is none with this id. */
export const readDemand = async (
  table: Pick<Table, 'get'>,
  id: string,
): Promise<StoredDemand | undefined> => {
  const item = await table.get(demandKey(id));
  return item && parseDemand(item);
};

/** @throws AppError `not_found` */
export const findDemand = async (table: Pick<Table, 'get'>, id: string): Promise<StoredDemand> => {
  const found = await readDemand(table, id);
  if (found === undefined) throw notFound();
  return found;
};

/**
 * The write of a changed demand, its version raised by 1, for `staleIfFailed` of `record`: it fails if somebody else has written the demand since it was read.
 */
const changeOf = (changed: StoredDemand): Write => ({
  put: toItem(changed),
  condition: 'version = :seen',
  values: { ':seen': changed.version - 1 },
});

const claimOf = async (
  { vault }: Records,
  id: string,
  demandId: string,
  content: object,
): Promise<Claim> => ({
  id,
  fingerprint: await fingerprintOf(vault, { demandId, ...content }),
  record: demandKey(demandId),
  // A demand is about no member.
  concernsOnly: null,
});

/**
 * Stores a new demand, and adds it to the request for information that it follows.
 * @throws AppError `not_an_rti`, `before_demand`, `too_many`; `invalid_name` if the title has a member's full name; `id_reused`, or `refusal`
 */
export const addDemand = async (
  records: Records,
  input: DemandInput,
  stamp: Stamp,
  {
    refusal,
    mayFollow,
    writer,
  }: {
    readonly refusal: AppError | undefined;
    readonly writer: Writer;
    /** Whether the caller reaches a demand, which hers may then follow. */
    readonly mayFollow: (demand: StoredDemand) => boolean;
  },
  line: JournalLineOf<'demand_recorded'>,
): Promise<Written> => {
  const { table } = records;
  const value: StoredDemand = { ...input, steps: [], followedBy: [], appeals: [], ...stamp };
  const claim = await claimOf(records, input.id, input.id, { demand: input });
  const nameRefusal = await validateNames(records, screenedTexts(demandFields, value), writer);
  return table.retry(async () => {
    // To the caller, a demand that she does not reach is one that does not exist.
    const named = input.follows === undefined ? undefined : await readDemand(table, input.follows);
    const followed = named !== undefined && mayFollow(named) ? named : undefined;
    const followRefusal = input.follows === undefined ? undefined : validateFollowing(followed, value);
    const changedFollowed = followed === undefined ? [] : [withFollower(followed, value)];
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated: refusal ?? followRefusal ?? nameRefusal,
      staleIfFailed: changedFollowed.map(changeOf),
      writes: [
        { put: toItem(value) },
        ...[value, ...changedFollowed].map(putDates),
        // A person may record only so many demands a month.
        countSetting(line.actor, 'demands', line.recordedAt),
      ],
      line,
    });
    if (outcome === 'written') return { outcome: 'created', demand: value };
    return 'stale' in outcome ? tryAgain : { outcome: 'repeated', demand: await findDemand(table, input.id) };
  });
};

/**
 * Records a step.
 * @throws AppError `not_found`, `already_reversed`, `before_demand`, `too_many`, `id_reused`
 */
export const addStep = async (
  records: Records,
  demandId: string,
  input: DemandStepInput,
  { createdAt, createdBy }: Stamp,
  line: JournalLineOf<'demand_step'>,
): Promise<Written> => {
  const { table, vault } = records;
  const key = demandKey(demandId);
  // Wrapped, so that the step's text is bound to the step's id too, as it is among the demand's `steps`. By itself, it would be bound to the demand alone.
  const { step } = await sealRecord(
    { step: { one: demandStepFields, told: 'listed' } },
    { step: { ...input, createdAt, createdBy } },
    (boundTo, text) => vault.encrypt('organisation', contextOf(key, boundTo), text),
  );
  const claim = await claimOf(records, input.id, demandId, { step: input });
  return table.retry(async () => {
    const current = await findDemand(table, demandId);
    const changed = {
      ...current,
      steps: insertStep(current.steps, step),
      version: current.version + 1,
    };
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated: validateStep(current, step),
      staleIfFailed: [changeOf(changed)],
      writes: [putDates(changed)],
      line,
    });
    if (outcome === 'written') return { outcome: 'created', demand: changed };
    return 'stale' in outcome ? tryAgain : { outcome: 'repeated', demand: await findDemand(table, demandId) };
  });
};

/**
 * Takes a demand back, and removes it from the request for information that it follows.
 * @throws AppError `not_found`, `already_reversed`, `followed`; `invalid_name` if the reason has a member's full name; `id_reused`
 */
export const reverseDemand = async (
  records: Records,
  demandId: string,
  { id, reason }: DemandReversalInput,
  mark: { readonly at: string; readonly by: string },
  line: JournalLineOf<'demand_reversed'>,
  writer: Writer,
): Promise<Written> => {
  const { table } = records;
  const claim = await claimOf(records, id, demandId, { reversal: { id, reason } });
  const nameRefusal = await validateNames(records, { reason }, writer);
  return table.retry(async () => {
    const current = await findDemand(table, demandId);
    const followed = current.follows === undefined ? undefined : await readDemand(table, current.follows);
    if (current.follows !== undefined && followed === undefined) {
      throw new InternalError('A demand follows one that is not stored.');
    }
    const changed = { ...current, reversed: { id, reason, ...mark }, version: current.version + 1 };
    const changedDemands = [
      changed,
      ...(followed === undefined ? [] : [withoutFollower(followed, demandId)]),
    ];
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated: validateReversal(current) ?? nameRefusal,
      staleIfFailed: changedDemands.map(changeOf),
      writes: changedDemands.map(putDates),
      line,
    });
    if (outcome === 'written') return { outcome: 'created', demand: changed };
    return 'stale' in outcome ? tryAgain : { outcome: 'repeated', demand: await findDemand(table, demandId) };
  });
};
