import * as z from 'zod';
import { dueOnOf } from '../../shared/calendar/request-deadline.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import type { Table } from '../../shared/table/client.ts';
import {
  type RequestState,
  requestAuditIndexKeys,
  requestAuditList,
  requestKey,
  requestList,
  requestListIndexKeys,
} from '../../shared/table/keys/members.ts';
import { findMembers, type MemberScope } from './find-requests.ts';
import { maySee } from './rules.ts';
import type { StoredRequest } from './schema.ts';
import { parseRequest } from './stored-request.ts';

/** Lists requests by the day on which they are due. */

/** The maximum number of queries for one page of a list. */
const maxQueries = 20;

/**
 * The content of a list's cursor. The page begins in `state`, after the request that the other fields name. If they are absent, it begins with the
 * first request of the state.
 */
const listCursor = z.strictObject({
  state: z.enum(['open', 'closed']),
  dueOn: z.string().optional(),
  memberId: z.string().optional(),
  id: z.string().optional(),
});

/** The place of a request in the list of its state. */
type Place = { readonly dueOn: string; readonly memberId: string; readonly id: string };

const placeOf = ({ on, memberId, id }: StoredRequest): Place => ({ dueOn: dueOnOf(on), memberId, id });

/**
 * Reads requests of one state, sorted by the day on which they are due. Grievances are only in the auditor's index, `gsi2`.
 * @param after the request after which the page begins; undefined for the first page
 */
const readPage = async (
  table: Table,
  state: RequestState,
  withGrievances: boolean,
  limit: number,
  after: Place | undefined,
): Promise<{ readonly requests: StoredRequest[]; readonly isLast: boolean }> => {
  const keysOf = withGrievances ? requestAuditIndexKeys : requestListIndexKeys;
  const { items, next } = await table.query({
    ...(withGrievances
      ? { index: 'gsi2', partition: requestAuditList(state) }
      : { index: 'gsi1', partition: requestList(state) }),
    limit,
    ...(after === undefined
      ? {}
      : { after: { ...requestKey(after.memberId, after.id), ...keysOf(state, after.dueOn, after.id) } }),
  });
  return { requests: items.map(parseRequest), isLast: next === undefined };
};

/**
 * Where a page begins: in the list of `state`, after the request `after`; if that is undefined, with the first request.
 * @throws AppError `invalid_cursor`
 */
const startOf = (
  cursor: PageKey | undefined,
  states: readonly RequestState[],
): { readonly state: RequestState | undefined; readonly after: Place | undefined } => {
  if (cursor === undefined) return { state: states[0], after: undefined };
  const { success, data } = listCursor.safeParse(cursor);
  if (!success) throw invalidCursorError();
  const { state, dueOn, memberId, id } = data;
  const namesRequest = dueOn !== undefined && memberId !== undefined && id !== undefined;
  return { state, after: namesRequest ? { dueOn, memberId, id } : undefined };
};

/**
 * A page of requests, first by state in the order of `states`, then by the day on which they are due. Only the auditor's
 * pages have grievances. A page is full unless it is the last or took `maxQueries` queries, so that its length does not show how many requests the
 * caller may not see.
 * @param isWithin whether the caller sees the requests of a member; undefined stands for an erased member
 * @throws AppError `invalid_cursor`
 */
export const listRequests = async (
  table: Table,
  caller: Caller,
  states: readonly RequestState[],
  limit: number,
  cursor: PageKey | undefined,
  isWithin: (member: MemberScope | undefined) => boolean,
): Promise<{ readonly items: StoredRequest[]; readonly next?: PageKey }> => {
  // The next query reads requests in `state`, after the request `after`.
  let { state, after } = startOf(cursor, states);
  const withGrievances = maySee(caller, { kind: 'grievance' });
  /** The requests that the caller sees, each with the state in whose list it was read. They may be of several states. */
  const found: { readonly request: StoredRequest; readonly readIn: RequestState }[] = [];
  for (let queries = 0; state !== undefined && queries < maxQueries; queries += 1) {
    // One more than fits on the page shows that there is a next one.
    const { requests, isLast } = await readPage(table, state, withGrievances, limit + 1, after);
    const members = await findMembers(
      table,
      requests.map((request) => request.memberId),
    );
    for (const request of requests) {
      if (isWithin(members.get(request.memberId))) found.push({ request, readIn: state });
    }
    const lastOnFullPage = found.length > limit ? found[limit - 1] : undefined;
    if (lastOnFullPage !== undefined) {
      const { request, readIn } = lastOnFullPage;
      return {
        items: found.slice(0, limit).map((one) => one.request),
        next: { state: readIn, ...placeOf(request) },
      };
    }
    const lastRead = requests.at(-1);
    if (isLast || lastRead === undefined) {
      // This state is read to its end. After the last state, `state` becomes undefined.
      state = states[states.indexOf(state) + 1];
      after = undefined;
    } else {
      after = placeOf(lastRead);
    }
  }
  return {
    items: found.map(({ request }) => request),
    ...(state === undefined ? {} : { next: { state, ...after } }),
  };
};
