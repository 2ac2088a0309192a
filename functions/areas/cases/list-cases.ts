import * as z from 'zod';
import { InternalError } from '../../shared/errors/errors.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
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
} from '../../shared/table/keys.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { OfWoman } from './case-reach.ts';
import type { CaseWithProgress } from './case-state.ts';
import { caseIdsOfDistricts, readCasesOfDistricts } from './cases-of-districts.ts';
import { isOverdue } from './due-dates.ts';
import type { CaseQuery, CaseRecord } from './schema.ts';
import { parseCase } from './stored-case.ts';
import { waitedAt } from './waiting-period.ts';

/**
 * The cases that a list is made of: all, or those of an assignee, of the person who opened them, or of a member. Lists are sorted by id, which
 * is the order in which the ids were made. Only the list of all begins with the waiting (unassigned urgent) cases, by opening date.
 * `districts`: if given, the list has only the cases of women in these districts, and no others are read.
 */
export type CaseSource =
  | { readonly of: 'all'; readonly districts?: readonly string[] | undefined }
  | { readonly of: 'assignee'; readonly personId: string }
  | { readonly of: 'opener'; readonly personId: string }
  | { readonly of: 'member'; readonly ids: readonly string[] };

/**
 * A source that is read in one order. The list of all cases has two such parts, `waiting` and then `rest`. `began` is the instant at which its first
 * page was asked for (RFC 3339 with milliseconds).
 * - `waiting`: of the cases that wait now those that waited at the instant `began`.
 * - `rest`: the cases that did not wait at the instant `began`.
 */
type OrderedSource =
  | {
      readonly of: 'waiting';
      readonly began: string;
      readonly districts?: readonly string[] | undefined;
    }
  | {
      readonly of: 'rest';
      readonly began: string;
      readonly districts?: readonly string[] | undefined;
    }
  | Exclude<CaseSource, { readonly of: 'all' }>;

/** The position in a source: the last case that was read. `openedOn` is needed among waiting cases alone, which are sorted by it. */
type Position = { readonly id: string; readonly openedOn?: string };

/** A case in a list has what a position needs. */
type Listable = Required<Position>;

/** Filters cases, and makes of each what a list shows. It gets a whole batch, so that it can read all their members in one call. */
type Choose<Chosen> = (cases: readonly CaseRecord[]) => Promise<readonly Chosen[]>;
export type ChooseCases = Choose<OfWoman<CaseRecord>>;

/** Whether a case matches the filters in the query of a list of cases. */
export const matches = (
  record: CaseRecord,
  { status, kind, code, overdue }: Pick<CaseQuery, 'status' | 'kind' | 'code' | 'overdue'>,
  today: string,
): boolean =>
  (status === undefined || record.status === status) &&
  (kind === undefined || record.kind === kind) &&
  (code === undefined || record.code === code.toUpperCase()) &&
  // In a query, `overdue` is the text `true` or `false`.
  (overdue === undefined || String(isOverdue(record, today)) === overdue);

const batchSize = 100;
/** The maximum number of batches that are read from one source to fill a page. The page may then stay shorter than `limit`. */
const maxBatches = 10;

/** Cases that follow one another in a source. */
type Batch = { readonly cases: CaseWithProgress[]; readonly hasMore: boolean };
/** The ids of such cases. */
type BatchOfIds = { readonly ids: readonly string[]; readonly hasMore: boolean };

/** An entry in an opener's or a member's list of cases. */
const listEntry = z.object({ caseId: z.string() });

/**
 * The sorted ids of several lists as one list. What a list has after its batch is not known, so the merged batch ends where the first such batch ends.
 */
const mergeLists = (lists: readonly BatchOfIds[], limit: number | undefined): BatchOfIds => {
  const earliestLastId = lists.flatMap(({ ids, hasMore }) => (hasMore ? ids.slice(-1) : [])).toSorted()[0];
  const allIds = lists.flatMap(({ ids }) => ids).toSorted();
  const ids = allIds.filter((id) => earliestLastId === undefined || id <= earliestLastId).slice(0, limit);
  return { ids, hasMore: earliestLastId !== undefined || ids.length < allIds.length };
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
const readBatch = async (
  table: Table,
  source: OrderedSource,
  last: Position | undefined,
  limit?: number,
): Promise<Batch> => {
  /** @param keysAt gives the keys of the case `last`, after which the query goes on */
  const query = (partition: string, keysAt: (position: Position) => Item, index?: 'gsi1' | 'gsi2') =>
    table.query({
      partition,
      ...(limit === undefined ? {} : { limit }),
      ...(index === undefined ? {} : { index }),
      ...(last === undefined ? {} : { after: keysAt(last) }),
    });
  /** For an index, which has the cases themselves. */
  const readIndex = async (
    partition: string,
    keysAt: (position: Position) => Item,
    index: 'gsi1' | 'gsi2',
  ): Promise<Batch> => {
    const { items, next } = await query(partition, keysAt, index);
    return { cases: items.map(parseCase), hasMore: next !== undefined };
  };
  /** For a list, which has only the cases' ids. */
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

/** Whether a case that was read belongs to a source, which for the parts of the list of all depends on `began`. */
const isInSource = (source: OrderedSource, { waiting }: CaseWithProgress): boolean => {
  switch (source.of) {
    case 'waiting':
      return waitedAt(waiting, source.began);
    case 'rest':
      return !waitedAt(waiting, source.began);
    default:
      return true;
  }
};

/** A page of a source. The next page begins after `last`, which is absent on the last page. */
type FilledPage<Chosen> = { readonly items: Chosen[]; readonly last?: Position };

/** Reads batches until the page has `limit` cases that `choose` keeps, or the source ends, or `maxBatches` were read. */
const fillPage = async <Chosen extends Listable>(
  table: Table,
  source: OrderedSource,
  { limit, after }: { readonly limit: number; readonly after: Position | undefined },
  choose: Choose<Chosen>,
): Promise<FilledPage<Chosen>> => {
  const found: Chosen[] = [];
  let position = after;
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const { cases, hasMore } = await readBatch(table, source, position, batchSize);
    const inSource = cases.filter((one) => isInSource(source, one)).map(({ record }) => record);
    found.push(...(await choose(inSource)));
    const lastOnPage = found[limit - 1];
    // One case more than `limit` shows that there is a next page.
    if (found.length > limit && lastOnPage !== undefined) {
      return { items: found.slice(0, limit), last: lastOnPage };
    }
    if (!hasMore) {
      return { items: found };
    }
    position = cases.at(-1)?.record ?? position;
  }
  return { items: found, ...(position === undefined ? {} : { last: position }) };
};

/** The position that a cursor names among waiting cases. @throws AppError `invalid_cursor` */
const positionInWaiting = ({ id, openedOn }: PageKey): Position => {
  if (id === undefined || openedOn === undefined) {
    throw invalidCursorError();
  }
  return { id, openedOn };
};

/** The position that a cursor names in a list by id. @throws AppError `invalid_cursor` */
const positionById = ({ id, openedOn }: PageKey): Position => {
  if (id === undefined || openedOn !== undefined) {
    throw invalidCursorError();
  }
  return { id };
};

/** The cursor's content for a position. */
const pageKeyOf = ({ id, openedOn }: Position): PageKey =>
  openedOn === undefined ? { id } : { id, openedOn };

/** A page of a list of cases, as asked for. */
type AskedPage = {
  readonly limit: number;
  /** The cursor's content; undefined for the first page. */
  readonly after: PageKey | undefined;
  /** The time of the request, RFC 3339 with milliseconds. */
  readonly now: string;
};
type PageOfCases = { readonly items: OfWoman<CaseRecord>[]; readonly next?: PageKey };

/**
 * Where a page of the list of all cases begins. Its cursor always has `began`. With `openedOn` and `id`, the page begins after that waiting case;
 * with `id` alone, after that case of the rest; with neither, with the first case of the rest.
 * @throws AppError `invalid_cursor`
 */
const startInAll = ({
  after,
  now,
}: AskedPage): {
  readonly began: string;
  readonly part: 'waiting' | 'rest';
  readonly position: Position | undefined;
} => {
  if (after === undefined) return { began: now, part: 'waiting', position: undefined };
  const { began, id, openedOn } = after;
  if (began === undefined) throw invalidCursorError();
  if (openedOn !== undefined) return { began, part: 'waiting', position: positionInWaiting(after) };
  return { began, part: 'rest', position: id === undefined ? undefined : { id } };
};

/**
 * A page of all cases. Over several pages no case is listed twice: the cases that waited when the first page was asked for come first. A case that is
 * taken before its page is read is on no page; whoever took it has it, and the next reading of the list shows it.
 */
const listAll = async (
  table: Table,
  districts: readonly string[] | undefined,
  asked: AskedPage,
  choose: ChooseCases,
): Promise<PageOfCases> => {
  const { limit } = asked;
  const { began, part, position } = startInAll(asked);
  const waitingPage: FilledPage<OfWoman<CaseRecord>> =
    part === 'waiting'
      ? await fillPage(table, { of: 'waiting', began, districts }, { limit, after: position }, choose)
      : { items: [] };
  if (waitingPage.last !== undefined) {
    return { items: waitingPage.items, next: { began, ...pageKeyOf(waitingPage.last) } };
  }
  const remaining = limit - waitingPage.items.length;
  // The waiting cases have just filled the page: the next page begins with the rest.
  if (remaining === 0) {
    return { items: waitingPage.items, next: { began } };
  }
  const restPage = await fillPage(
    table,
    { of: 'rest', began, districts },
    { limit: remaining, after: part === 'rest' ? position : undefined },
    choose,
  );
  return {
    items: [...waitingPage.items, ...restPage.items],
    ...(restPage.last === undefined ? {} : { next: { began, id: restPage.last.id } }),
  };
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

/** A page of cases: up to `limit` of those that `choose` keeps. @throws AppError `invalid_cursor` */
export const listCases = async (
  table: Table,
  source: CaseSource,
  asked: AskedPage,
  choose: ChooseCases,
): Promise<PageOfCases> => {
  if (source.of === 'all') {
    return listAll(table, source.districts, asked, choose);
  }
  const { limit, after } = asked;
  const { items, last } = await fillPage(
    table,
    source,
    { limit, after: after && positionById(after) },
    choose,
  );
  return { items, ...(last === undefined ? {} : { next: { id: last.id } }) };
};
