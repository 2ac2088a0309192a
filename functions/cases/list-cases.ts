import * as z from 'zod';
import { invalidCursor, type PageKey } from '../domain/cursor.ts';
import type { Page, Table } from '../table/client.ts';
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
} from '../table/keys.ts';
import type { CaseState } from './case-state.ts';
import { isOverdue } from './due-dates.ts';
import type { MemberScopes } from './member-scopes.ts';
import { type CaseQuery, type CaseRecord, type UnassignedCase, unassignedCase } from './schema.ts';
import { parseCase } from './stored-case.ts';
import { waitedAt } from './waiting-period.ts';

/**
 * The source of a list of cases. Every list begins with waiting cases, oldest first; the others follow in the
 * order of their ids' creation.
 */
export type CaseSource =
  | { readonly of: 'all' }
  | { readonly of: 'assignee'; readonly personId: string }
  | { readonly of: 'opener'; readonly personId: string }
  | { readonly of: 'member'; readonly memberId: string };

/** The list of all cases is read as two: those that waited when the list began, and the rest. */
type PlainSource =
  | { readonly of: 'waiting'; readonly began?: string }
  | { readonly of: 'rest'; readonly began: string }
  | { readonly of: 'every' }
  | Exclude<CaseSource, { readonly of: 'all' }>;

/** The last case of a page. */
type Last = Pick<CaseRecord, 'id' | 'openedOn'>;

type ListedPage = { readonly items: CaseRecord[]; readonly last?: Last };

/** Filters a batch of cases. It gets a whole batch, so that what it needs is read at once. */
export type ChooseCases = (cases: readonly CaseRecord[]) => Promise<readonly CaseRecord[]>;

/** Whether a case matches the filters of a list. */
export const matches = (
  record: CaseRecord,
  { status, kind, code, overdue }: Pick<CaseQuery, 'status' | 'kind' | 'code' | 'overdue'>,
  today: string,
): boolean =>
  (status === undefined || record.status === status) &&
  (kind === undefined || record.kind === kind) &&
  (code === undefined || record.code === code.toUpperCase()) &&
  (overdue === undefined || String(isOverdue(record, today)) === overdue);

const batchSize = 100;
/** Cases that one request reads at most to fill a page. */
const maxWalked = 1000;

const namedCase = z.object({ caseId: z.string() });
const byId = (a: CaseState, b: CaseState): number => (a.record.id < b.record.id ? -1 : 1);

export const createCaseListing = (table: Table, findMembers: MemberScopes) => {
  const queryCases = (source: PlainSource, last: Last | undefined): Promise<Page> => {
    const query = (partition: string, place: (last: Last) => object, index?: 'gsi1' | 'gsi2') =>
      table.query({
        partition,
        limit: batchSize,
        ...(index === undefined ? {} : { index }),
        ...(last === undefined ? {} : { after: { ...place(last) } }),
      });
    switch (source.of) {
      case 'waiting':
        return query(
          waitingCases,
          ({ id, openedOn }) => ({ ...caseKey(id), ...waitingCaseIndexKeys(openedOn, id) }),
          'gsi2',
        );
      case 'rest':
      case 'every':
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
        return query(casesOfMember(source.memberId), ({ id }) => memberCaseKey(source.memberId, id));
    }
  };

  const readBatch = async (
    source: PlainSource,
    last: Last | undefined,
  ): Promise<{ readonly cases: CaseState[]; readonly more: boolean }> => {
    const { items, next } = await queryCases(source, last);
    const cases =
      source.of === 'opener' || source.of === 'member'
        ? (await table.getMany(items.map((item) => caseKey(namedCase.parse(item).caseId))))
            .map(parseCase)
            .sort(byId)
        : items.map(parseCase);
    return { cases, more: next !== undefined };
  };

  const isOf = (source: PlainSource, { waiting }: CaseState): boolean => {
    switch (source.of) {
      case 'waiting':
        return source.began === undefined || waitedAt(waiting, source.began);
      case 'rest':
        return !waitedAt(waiting, source.began);
      default:
        return true;
    }
  };

  /** Up to `limit` of the cases that `choose` keeps, and the last one read if there may be more. */
  const walk = async (
    source: PlainSource,
    limit: number,
    after: Last | undefined,
    choose: ChooseCases,
  ): Promise<ListedPage> => {
    const found: CaseRecord[] = [];
    let from = after;
    for (let walked = 0; walked < maxWalked; walked += batchSize) {
      const { cases, more } = await readBatch(source, from);
      const ofSource = cases.filter((one) => isOf(source, one)).map(({ record }) => record);
      found.push(...(await choose(ofSource)));
      const last = found[limit - 1];
      if (found.length > limit && last !== undefined) {
        return { items: found.slice(0, limit), last };
      }
      if (!more) {
        return { items: found };
      }
      from = cases.at(-1)?.record ?? from;
    }
    return { items: found, ...(from === undefined ? {} : { last: from }) };
  };

  const lastOf = ({ id, openedOn }: PageKey, isWaiting: boolean): Last => {
    if (id === undefined || (openedOn === undefined) === isWaiting) {
      throw invalidCursor();
    }
    return { id, openedOn: openedOn ?? '' };
  };

  /**
   * All cases. A list over several pages shows each case once: those that waited when it began come first,
   * whatever happens to them in between.
   */
  const listAll = async (
    limit: number,
    after: PageKey | undefined,
    choose: ChooseCases,
    now: string,
  ): Promise<{ readonly items: CaseRecord[]; readonly next?: PageKey }> => {
    const began = after === undefined ? now : after.began;
    if (began === undefined) {
      throw invalidCursor();
    }
    const isAtHead = after === undefined || after.openedOn !== undefined;
    const head: ListedPage = isAtHead
      ? await walk({ of: 'waiting', began }, limit, after && lastOf(after, true), choose)
      : { items: [] };
    if (head.last !== undefined) {
      const { id, openedOn } = head.last;
      return { items: head.items, next: { began, id, openedOn } };
    }
    const left = limit - head.items.length;
    if (left === 0) {
      return { items: head.items, next: { began } };
    }
    const from = isAtHead || after?.id === undefined ? undefined : lastOf(after, false);
    const rest = await walk({ of: 'rest', began }, left, from, choose);
    return {
      items: [...head.items, ...rest.items],
      ...(rest.last === undefined ? {} : { next: { began, id: rest.last.id } }),
    };
  };

  return {
    /** All cases of a source that `choose` keeps. */
    readEvery: async (source: CaseSource, choose: ChooseCases): Promise<CaseRecord[]> => {
      const plain: PlainSource = source.of === 'all' ? { of: 'every' } : source;
      const found: CaseRecord[] = [];
      let last: Last | undefined;
      do {
        const { cases, more } = await readBatch(plain, last);
        found.push(...(await choose(cases.map(({ record }) => record))));
        last = more ? cases.at(-1)?.record : undefined;
      } while (last !== undefined);
      return found;
    },

    /**
     * A page of cases: up to `limit` of those that `choose` keeps.
     * @param now the time of the request, RFC 3339 with milliseconds
     */
    list: async (
      source: CaseSource,
      limit: number,
      after: PageKey | undefined,
      choose: ChooseCases,
      now: string,
    ): Promise<{ readonly items: CaseRecord[]; readonly next?: PageKey }> => {
      if (source.of === 'all') {
        return listAll(limit, after, choose, now);
      }
      const { items, last } = await walk(source, limit, after && lastOf(after, false), choose);
      return { items, ...(last === undefined ? {} : { next: { id: last.id } }) };
    },

    /** A page of waiting cases of members of some districts, oldest first. */
    listUnassigned: async (
      districts: readonly string[],
      limit: number,
      after: PageKey | undefined,
    ): Promise<{ readonly items: UnassignedCase[]; readonly next?: PageKey }> => {
      const districtOf = new Map<string, string>();
      const choose: ChooseCases = async (cases) => {
        const members = await findMembers(cases.map(({ memberId }) => memberId));
        return cases.filter(({ id, memberId }) => {
          const district = members.get(memberId)?.district;
          if (district === undefined || !districts.includes(district)) {
            return false;
          }
          districtOf.set(id, district);
          return true;
        });
      };
      const { items, last } = await walk({ of: 'waiting' }, limit, after && lastOf(after, true), choose);
      return {
        items: items.map(({ id, code, openedOn }) =>
          unassignedCase.parse({ id, code, openedOn, district: districtOf.get(id) }),
        ),
        ...(last === undefined ? {} : { next: { id: last.id, openedOn: last.openedOn } }),
      };
    },
  };
};
