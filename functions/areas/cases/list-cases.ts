import * as z from 'zod';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { hasStopped } from '../../shared/services/withdrawn.ts';
import type { Item, Page, Table } from '../../shared/table/client.ts';
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
import { findMemberScopes } from './member-scopes.ts';
import { type CaseQuery, type CaseRecord, type UnassignedCase, unassignedCase } from './schema.ts';
import { parseCase } from './stored-case.ts';
import { waitedAt } from './waiting-period.ts';

/**
 * The cases that a list is made of: all, or those of an assignee, of the person who opened them, or of a member. Lists are sorted by id, which
 * is the order in which the ids were made. Only the list of all begins with the waiting (unassigned urgent) cases, by opening date.
 * `districts`: if the list is to have those of women in these districts alone, no others are read.
 */
export type CaseSource =
  | { readonly of: 'all'; readonly districts?: readonly string[] | undefined }
  | { readonly of: 'assignee'; readonly personId: string }
  | { readonly of: 'opener'; readonly personId: string }
  | { readonly of: 'member'; readonly ids: readonly string[] };

/**
 * A source that is read from one index.
 * - `waiting`: the cases that wait now or, with `began`, those that waited at that instant (RFC 3339 with milliseconds).
 * - `rest`: the cases that did not wait at the instant `began`, of some districts or of all.
 *
 * The list of all cases has first `waiting`, then `rest`; `began` is when its first page was asked for.
 */
type IndexedSource =
  | {
      readonly of: 'waiting';
      readonly began?: string;
      readonly districts?: readonly string[] | undefined;
    }
  | {
      readonly of: 'rest';
      readonly began: string;
      readonly districts?: readonly string[] | undefined;
    }
  | Exclude<CaseSource, { readonly of: 'all' }>;

/** The position in a list: the last case that was read. */
type Position = Pick<CaseRecord, 'id' | 'openedOn'>;

/** A page of cases; `last` is absent on the last page. */
type ListedPage = { readonly items: OfWoman<CaseRecord>[]; readonly last?: Position };

/** Filters cases. It gets a whole batch, so that it can read all their members in one call. */
export type ChooseCases = (cases: readonly CaseRecord[]) => Promise<readonly OfWoman<CaseRecord>[]>;

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
/** Maximum number of cases that are read from one source to fill a page. A page may stay shorter than `limit`. */
const maxRead = 1000;

/** An entry in an opener's or a member's list of cases. */
const listEntry = z.object({ caseId: z.string() });
const compareById = (a: CaseWithProgress, b: CaseWithProgress): number =>
  a.record.id < b.record.id ? -1 : 1;

/**
 * Pages of several lists as one page in the order of the cases' ids. Where a list has more, the page ends with that list's last case, since others of
 * that list may come before those that follow in another.
 */
const firstOf = (pages: readonly Page[], limit: number | undefined): Page => {
  const [only] = pages;
  if (only !== undefined && pages.length === 1) return only;
  const caseIdOf = (item: Item): string => listEntry.parse(item).caseId;
  const end = pages
    .flatMap(({ items, next }) => (next === undefined ? [] : items.slice(-1).map(caseIdOf)))
    .toSorted()[0];
  const all = pages.flatMap(({ items }) => items).toSorted((a, b) => (caseIdOf(a) < caseIdOf(b) ? -1 : 1));
  const items = all.filter((item) => end === undefined || caseIdOf(item) <= end).slice(0, limit);
  const last = items.at(-1);
  return { items, ...(items.length < all.length || end !== undefined ? { next: last ?? {} } : {}) };
};

/** Entries for the cases of all women in some districts, in the order of the cases' ids: those after `last`, up to `limit`. */
const queryDistricts = async (
  table: Table,
  districts: readonly string[],
  last: Position | undefined,
  limit: number | undefined,
): Promise<Page> => {
  const ids = await caseIdsOfDistricts(table, districts);
  const after = ids.filter((id) => last === undefined || id > last.id);
  const items = after.slice(0, limit).map((caseId) => ({ caseId }));
  return { items, ...(items.length < after.length ? { next: items.at(-1) ?? {} } : {}) };
};

/** @param limit the maximum number of cases; undefined for as many as one call reads, which is 1 MB */
const queryCases = async (
  table: Table,
  source: IndexedSource,
  last: Position | undefined,
  limit: number | undefined,
): Promise<Page> => {
  /** @param keysAt gives the keys of the case that was read last, after which the query goes on */
  const query = (partition: string, keysAt: (position: Position) => Item, index?: 'gsi1' | 'gsi2') =>
    table.query({
      partition,
      ...(limit === undefined ? {} : { limit }),
      ...(index === undefined ? {} : { index }),
      ...(last === undefined ? {} : { after: keysAt(last) }),
    });
  switch (source.of) {
    case 'waiting':
      return query(
        waitingCases,
        ({ id, openedOn }) => ({ ...caseKey(id), ...waitingCaseIndexKeys(openedOn, id) }),
        'gsi2',
      );
    case 'rest':
      if (source.districts !== undefined) return queryDistricts(table, source.districts, last, limit);
      return query(caseList, ({ id }) => ({ ...caseKey(id), ...caseListIndexKeys(id) }), 'gsi1');
    case 'assignee':
      return query(
        casesOfAssignee(source.personId),
        ({ id }) => ({ ...caseKey(id), ...assignedCaseIndexKeys(source.personId, id) }),
        'gsi2',
      );
    case 'opener':
      return query(casesOfOpener(source.personId), ({ id }) => openedCaseKey(source.personId, id));
    case 'member':
      return firstOf(
        await Promise.all(
          source.ids.map((memberId) =>
            query(casesOfMember(memberId), ({ id }) => memberCaseKey(memberId, id)),
          ),
        ),
        limit,
      );
  }
};

/** The cases of some districts that wait, in the order of those of all: those after `last`, up to `limit`. */
const readWaitingOfDistricts = async (
  table: Table,
  districts: readonly string[],
  last: Position | undefined,
  limit: number | undefined,
) => {
  const keyOf = ({ id, openedOn }: Position): string => `${openedOn}#${id}`;
  const waiting = (await readCasesOfDistricts(table, districts, 'isWaiting'))
    .filter(({ record }) => last === undefined || keyOf(record) > keyOf(last))
    .sort((a, b) => compareTexts(keyOf(a.record), keyOf(b.record)));
  const cases = waiting.slice(0, limit);
  return { cases, hasMore: cases.length < waiting.length };
};

const readBatch = async (
  table: Table,
  source: IndexedSource,
  last: Position | undefined,
  limit?: number,
): Promise<{ readonly cases: CaseWithProgress[]; readonly hasMore: boolean }> => {
  if (source.of === 'waiting' && source.districts !== undefined) {
    return readWaitingOfDistricts(table, source.districts, last, limit);
  }
  const { items, next } = await queryCases(table, source, last, limit);
  const hasMore = next !== undefined;
  const isOfEntries =
    source.of === 'opener' ||
    source.of === 'member' ||
    (source.of === 'rest' && source.districts !== undefined);
  if (!isOfEntries) {
    return { cases: items.map(parseCase), hasMore };
  }
  const keys = items.map((item) => caseKey(listEntry.parse(item).caseId));
  return { cases: (await table.getMany(keys)).map(parseCase).sort(compareById), hasMore };
};

const isInSource = (source: IndexedSource, { waiting }: CaseWithProgress): boolean => {
  switch (source.of) {
    case 'waiting':
      return source.began === undefined || waitedAt(waiting, source.began);
    case 'rest':
      return !waitedAt(waiting, source.began);
    default:
      return true;
  }
};

/** Reads batches until the page has `limit` cases that `choose` keeps, or the source ends, or `maxRead` cases were read. */
const fillPage = async (
  table: Table,
  source: IndexedSource,
  limit: number,
  after: Position | undefined,
  choose: ChooseCases,
): Promise<ListedPage> => {
  const found: OfWoman<CaseRecord>[] = [];
  let position = after;
  for (let readCount = 0; readCount < maxRead; readCount += batchSize) {
    const { cases, hasMore } = await readBatch(table, source, position, batchSize);
    const inSource = cases.filter((state) => isInSource(source, state)).map(({ record }) => record);
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

/** The position that a cursor names among waiting cases, which are sorted by opening date. */
const positionInWaiting = ({ id, openedOn }: PageKey): Position => {
  if (id === undefined || openedOn === undefined) {
    throw invalidCursorError();
  }
  return { id, openedOn };
};

/** The position that a cursor names in a list by id, where the opening date does not matter. */
const positionById = ({ id, openedOn }: PageKey): Position => {
  if (id === undefined || openedOn !== undefined) {
    throw invalidCursorError();
  }
  return { id, openedOn: '' };
};

/**
 * A page of all cases. Over several pages no case is listed twice: the cases that waited when the first page was asked for come first. One that is
 * taken before its page was read is on no page; whoever took it has it, and the next reading of the list shows it.
 * @param after has `began`. With `openedOn` and `id`, the page begins after that waiting case; with `id` alone, after that case of the
 * rest; with neither, with the first case of the rest.
 */
const listAll = async (
  table: Table,
  districts: readonly string[] | undefined,
  limit: number,
  after: PageKey | undefined,
  choose: ChooseCases,
  now: string,
): Promise<{ readonly items: OfWoman<CaseRecord>[]; readonly next?: PageKey }> => {
  const began = after === undefined ? now : after.began;
  if (began === undefined) {
    throw invalidCursorError();
  }
  const isAmongWaiting = after === undefined || after.openedOn !== undefined;
  const waitingPage: ListedPage = isAmongWaiting
    ? await fillPage(
        table,
        { of: 'waiting', began, districts },
        limit,
        after && positionInWaiting(after),
        choose,
      )
    : { items: [] };
  if (waitingPage.last !== undefined) {
    const { id, openedOn } = waitingPage.last;
    return { items: waitingPage.items, next: { began, id, openedOn } };
  }
  const remaining = limit - waitingPage.items.length;
  // The waiting cases have just filled the page: the next page begins with the rest.
  if (remaining === 0) {
    return { items: waitingPage.items, next: { began } };
  }
  const position = isAmongWaiting || after?.id === undefined ? undefined : positionById(after);
  const restPage = await fillPage(table, { of: 'rest', began, districts }, remaining, position, choose);
  return {
    items: [...waitingPage.items, ...restPage.items],
    ...(restPage.last === undefined ? {} : { next: { began, id: restPage.last.id } }),
  };
};

/** All cases of a source that `choose` keeps. It takes one call for each 1 MB of cases, which is a thousand cases or more. */
export const readCases = async <Chosen>(
  table: Table,
  source: Exclude<CaseSource, { readonly of: 'all' }>,
  choose: (cases: readonly CaseRecord[]) => Promise<readonly Chosen[]>,
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

/**
 * A page of cases: up to `limit` of those that `choose` keeps.
 * @param now the time of the request, RFC 3339 with milliseconds
 */
export const listCases = async (
  table: Table,
  source: CaseSource,
  limit: number,
  after: PageKey | undefined,
  choose: ChooseCases,
  now: string,
): Promise<{ readonly items: OfWoman<CaseRecord>[]; readonly next?: PageKey }> => {
  if (source.of === 'all') {
    return listAll(table, source.districts, limit, after, choose, now);
  }
  const { items, last } = await fillPage(table, source, limit, after && positionById(after), choose);
  return { items, ...(last === undefined ? {} : { next: { id: last.id } }) };
};

/** A page of the cases that wait in some districts, oldest first. */
export const listUnassignedCases = async (
  table: Table,
  districts: readonly string[],
  limit: number,
  after: PageKey | undefined,
): Promise<{ readonly items: UnassignedCase[]; readonly next?: PageKey }> => {
  const districtOf = new Map<string, string>();
  const choose: ChooseCases = async (cases) => {
    const members = await findMemberScopes(
      table,
      cases.map(({ memberId }) => memberId),
    );
    return cases.flatMap((record) => {
      const { id, memberId } = record;
      const member = members.get(memberId);
      if (member === undefined || hasStopped(member, id) || !districts.includes(member.district)) {
        return [];
      }
      districtOf.set(id, member.district);
      return [{ ...record, womanId: member.id, hasStopped: false }];
    });
  };
  const { items, last } = await fillPage(
    table,
    { of: 'waiting', districts },
    limit,
    after && positionInWaiting(after),
    choose,
  );
  return {
    items: items.map(({ id, code, openedOn }) =>
      unassignedCase.parse({ id, code, openedOn, district: districtOf.get(id) }),
    ),
    ...(last === undefined ? {} : { next: { id: last.id, openedOn: last.openedOn } }),
  };
};
