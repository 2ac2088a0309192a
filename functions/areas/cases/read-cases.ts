import * as z from 'zod';
import { InternalError } from '../../shared/errors/errors.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import {
  assignedCaseIndexKeys,
  caseKey,
  caseList,
  caseListIndexKeys,
  casesOfAssignee,
  casesOfMember,
  casesOfOpener,
  memberCaseKey,
  openedCaseKey,
  waitingCaseIndexKeys,
  waitingCases,
} from '../../shared/table/keys/cases.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { CaseWithProgress } from './case-progress.ts';
import type { CaseSource, Choose, OrderedSource, Position } from './case-sources.ts';
import { caseIdsOfDistricts, readCasesOfDistricts } from './cases-of-districts.ts';
import { parseCase } from './stored-case.ts';

/** Reads the cases of a source, batch by batch or whole. */

/** Cases that follow one another in a source. */
type Batch = { readonly cases: CaseWithProgress[]; readonly hasMore: boolean };
/** The ids of such cases. */
type BatchOfIds = { readonly ids: readonly string[]; readonly hasMore: boolean };

/** An entry in an opener's or a member's list of cases. */
const listEntry = z.object({ caseId: z.string() });

/** The sorted ids of several lists as one batch. */
const mergeLists = (lists: readonly BatchOfIds[], limit: number | undefined): BatchOfIds => {
  // If a list goes on after its batch, its next ids are not known. So the merged batch ends where the first such batch ends.
  const batchesThatGoOn = lists.filter(({ hasMore }) => hasMore);
  const [end] = batchesThatGoOn.flatMap(({ ids }) => ids.slice(-1)).toSorted();
  const allIds = lists.flatMap(({ ids }) => ids).toSorted();
  const ids = allIds.filter((id) => end === undefined || id <= end).slice(0, limit);
  return { ids, hasMore: end !== undefined || ids.length < allIds.length };
};

/** The cases with some ids, sorted by id. */
const readByIds = async (table: Table, { ids, hasMore }: BatchOfIds): Promise<Batch> => {
  const cases = (await table.getMany(ids.map(caseKey))).map(parseCase);
  return { cases: cases.sort((a, b) => compareTexts(a.record.id, b.record.id)), hasMore };
};

/** The ids of the cases of all women in some districts, sorted: those after `last`, up to `limit`. */
const listIdsOfDistricts = async (
  table: Table,
  districts: readonly string[],
  last: Position | undefined,
  limit: number | undefined,
): Promise<BatchOfIds> => {
  const all = await caseIdsOfDistricts(table, districts);
  const following = all.filter((id) => last === undefined || id > last.id);
  const ids = following.slice(0, limit);
  return { ids, hasMore: ids.length < following.length };
};

/** The waiting cases of some districts, by opening date, then by id: those after `last`, up to `limit`. */
const readWaitingOfDistricts = async (
  table: Table,
  districts: readonly string[],
  last: Position | undefined,
  limit: number | undefined,
): Promise<Batch> => {
  const placeOf = ({ id, openedOn }: Position): string => `${openedOn}#${id}`;
  const following = (await readCasesOfDistricts(table, districts, 'isWaiting'))
    .filter(({ record }) => last === undefined || placeOf(record) > placeOf(last))
    .sort((a, b) => compareTexts(placeOf(a.record), placeOf(b.record)));
  const cases = following.slice(0, limit);
  return { cases, hasMore: cases.length < following.length };
};

/** The keys after which a query of the waiting cases goes on. */
const keysAmongWaiting = ({ id, openedOn }: Position): Item => {
  if (openedOn === undefined) {
    throw new InternalError('A position among waiting cases has no opening date.');
  }
  return { ...caseKey(id), ...waitingCaseIndexKeys(openedOn, id) };
};

/**
 * Reads the cases of a source after `last`.
 * @param limit the maximum number of cases; undefined for as many as one call reads, which is 1 MB
 */
export const readBatch = async (
  table: Table,
  source: OrderedSource,
  last: Position | undefined,
  limit?: number,
): Promise<Batch> => {
  /** @param keysAt gives the keys of a position. The query goes on after the keys of `last`. */
  const query = (partition: string, keysAt: (position: Position) => Item, index?: 'gsi1' | 'gsi2') =>
    table.query({
      partition,
      ...(limit === undefined ? {} : { limit }),
      ...(index === undefined ? {} : { index }),
      ...(last === undefined ? {} : { after: keysAt(last) }),
    });
  /** Reads a batch from an index, which has the cases themselves. */
  const readIndex = async (
    partition: string,
    keysAt: (position: Position) => Item,
    index: 'gsi1' | 'gsi2',
  ): Promise<Batch> => {
    const { items, next } = await query(partition, keysAt, index);
    return { cases: items.map(parseCase), hasMore: next !== undefined };
  };
  /** Reads a batch from a list of its own, which has only the cases' ids. */
  const readList = async (partition: string, keysAt: (position: Position) => Item): Promise<BatchOfIds> => {
    const { items, next } = await query(partition, keysAt);
    return { ids: items.map((item) => listEntry.parse(item).caseId), hasMore: next !== undefined };
  };
  switch (source.of) {
    case 'waiting':
      return source.districts === undefined
        ? readIndex(waitingCases, keysAmongWaiting, 'gsi2')
        : readWaitingOfDistricts(table, source.districts, last, limit);
    case 'rest':
      return source.districts === undefined
        ? readIndex(caseList, ({ id }) => ({ ...caseKey(id), ...caseListIndexKeys(id) }), 'gsi1')
        : readByIds(table, await listIdsOfDistricts(table, source.districts, last, limit));
    case 'assignee': {
      const { personId } = source;
      return readIndex(
        casesOfAssignee(personId),
        ({ id }) => ({ ...caseKey(id), ...assignedCaseIndexKeys(personId, id) }),
        'gsi2',
      );
    }
    case 'opener': {
      const { personId } = source;
      return readByIds(
        table,
        await readList(casesOfOpener(personId), ({ id }) => openedCaseKey(personId, id)),
      );
    }
    case 'member': {
      const lists = await Promise.all(
        source.ids.map((memberId) =>
          readList(casesOfMember(memberId), ({ id }) => memberCaseKey(memberId, id)),
        ),
      );
      return readByIds(table, mergeLists(lists, limit));
    }
  }
};

/** All cases of a source that `choose` keeps. It takes one call for each 1 MB of cases, which is a thousand cases or more. */
export const readCases = async <Chosen>(
  table: Table,
  source: Exclude<CaseSource, { readonly of: 'all' }>,
  choose: Choose<Chosen>,
): Promise<Chosen[]> => {
  const found: Chosen[] = [];
  let last: Position | undefined;
  do {
    const { cases, hasMore } = await readBatch(table, source, last);
    found.push(...(await choose(cases.map(({ record }) => record))));
    last = hasMore ? cases.at(-1)?.record : undefined;
  } while (last !== undefined);
  return found;
};
