import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Table } from '../../shared/table/client.ts';
import type { OfWoman } from './case-reach.ts';
import type { CaseSource, Choose, Position } from './case-sources.ts';
import { isOverdue } from './due-dates.ts';
import { type FilledPage, fillPage } from './fill-page.ts';
import type { CaseQuery, CaseRecord } from './schema.ts';

/** Makes the pages of lists of cases. read-cases.ts reads the cases. */

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
