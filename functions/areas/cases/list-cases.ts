import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import type { OfWoman } from './case-reach.ts';
import {
  type CaseSource,
  type Choose,
  isInSource,
  type OrderedSource,
  type Position,
  readBatch,
} from './case-sources.ts';
import { isOverdue } from './due-dates.ts';
import type { CaseQuery, CaseRecord } from './schema.ts';

/** Makes the pages of lists of cases. case-sources.ts reads the cases. */

/** A case in a list has what a position needs. */
type Listable = Required<Position>;

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
    // The last case of the batch, whether it is on the page or not.
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
  // From here on, all waiting cases are on this page or on earlier ones.
  const remaining = limit - waitingPage.items.length;
  // If they just fill the page, the next one begins with the first case of the rest.
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
