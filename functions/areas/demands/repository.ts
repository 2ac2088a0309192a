import { screenedTexts } from '../../shared/definition/define.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { type AppError, InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { demandKey, demandList, demandListIndexKeys } from '../../shared/table/keys.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { demandFields, demandStepFields } from './definition.ts';
import {
  insertStep,
  statusOf,
  validateFollowing,
  validateReversal,
  validateStep,
  withFollower,
  withoutFollower,
} from './rules.ts';
import type {
  DemandInput,
  DemandQuery,
  DemandReversalInput,
  DemandStepInput,
  StoredDemand,
} from './schema.ts';
import { parseDemand, toItem } from './stored-demand.ts';
import { putDates } from './write-dates.ts';

/** Stores and lists demands on offices of the State. rules.ts has the rules. */

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

/** The write of a changed demand, its version raised by 1. It fails if somebody else has written the demand since it was read. */
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

/** The maximum number of queries for one page of a list. */
const maxQueries = 20;
/** The number of demands that each of these queries reads. */
const batchSize = 100;

const isOpen = (demand: StoredDemand): boolean =>
  demand.reversed === undefined && statusOf(demand) === 'open';

/** Makes the filter of a list. */
const matches =
  (
    { open, about, district }: Pick<DemandQuery, 'open' | 'about' | 'district'>,
    isWithin: (demand: StoredDemand) => boolean,
  ) =>
  (demand: StoredDemand): boolean =>
    (open === undefined || isOpen(demand) === (open === 'true')) &&
    (about === undefined || demand.about === about) &&
    (district === undefined || demand.district === district) &&
    isWithin(demand);

type Position = Pick<StoredDemand, 'id' | 'on'>;

/** The position in a cursor. @throws AppError `invalid_cursor` */
const positionOf = ({ id, on }: PageKey): Position => {
  if (id === undefined || on === undefined) throw invalidCursorError();
  return { id, on };
};

/**
 * A page of the demands that match, the newest first. It is full unless it is the last page, or took `maxQueries` queries.
 * @param cursor the day and id of the demand after which the page begins
 * @param isWithin whether the caller reaches a demand
 * @throws AppError `invalid_cursor`
 */
export const listDemands = async (
  table: Pick<Table, 'query'>,
  filters: Pick<DemandQuery, 'open' | 'about' | 'district'>,
  limit: number,
  cursor: PageKey | undefined,
  isWithin: (demand: StoredDemand) => boolean,
): Promise<{ readonly items: StoredDemand[]; readonly next?: Position }> => {
  const found: StoredDemand[] = [];
  let after = cursor && positionOf(cursor);
  for (let queries = 0; queries < maxQueries; queries += 1) {
    const { items, next } = await table.query({
      index: 'gsi1',
      partition: demandList,
      descending: true,
      limit: batchSize,
      ...(after === undefined
        ? {}
        : { after: { ...demandKey(after.id), ...demandListIndexKeys(after.on, after.id) } }),
    });
    const demands = items.map(parseDemand);
    found.push(...demands.filter(matches(filters, isWithin)));
    const lastOnPage = found[limit - 1];
    // A match beyond this page shows that there is a next one.
    if (found.length > limit && lastOnPage !== undefined) {
      return { items: found.slice(0, limit), next: { id: lastOnPage.id, on: lastOnPage.on } };
    }
    const lastRead = demands.at(-1);
    if (next === undefined || lastRead === undefined) return { items: found };
    after = { id: lastRead.id, on: lastRead.on };
  }
  return { items: found, ...(after === undefined ? {} : { next: after }) };
};
