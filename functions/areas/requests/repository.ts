import * as z from 'zod';
import { latestBirthYear, tooEarlyError } from '../../shared/calendar/before-five.ts';
import { dueOnOf } from '../../shared/calendar/request-deadline.ts';
import { memberErasedError, ownerOf } from '../../shared/definition/of-member.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { invalidCursorError, type PageKey } from '../../shared/fields/cursor.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countOfMember } from '../../shared/member-counts/member-counts.ts';
import { findKept, idsOf } from '../../shared/one-woman/records.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import {
  memberKey,
  type RequestState,
  requestAuditIndexKeys,
  requestAuditList,
  requestKey,
  requestList,
  requestListIndexKeys,
} from '../../shared/table/keys/members.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { requestFields, stepFields } from './definition.ts';
import { insertStep, maySee, validateStep } from './rules.ts';
import type { Request, RequestInput, StepInput, StoredRequest } from './schema.ts';
import { decryptRequests, parseRequest, toItem } from './stored-request.ts';

/** Stores and lists members' requests about their data, and grievances. withdrawal.ts opens and answers those of kind `withdrawal`. */

/** The fields of a member that decide who may see her. */
const memberScope = z.object({
  id: z.string(),
  code: z.string(),
  collectiveId: z.string(),
  district: z.string(),
  ...storedWithdrawal.shape,
  /** The ids of all her records. */
  ids: z.array(z.string()),
});
export type MemberScope = z.infer<typeof memberScope>;

type Stamp = { readonly createdAt: string; readonly createdBy: string; readonly version: number };

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

/**
 * The members of some ids, by these ids; those of erased members are left out. The id of a joined record leads to the member of the kept record
 * (shared/one-woman).
 */
const findMembers = async (table: Table, ids: readonly string[]): Promise<Map<string, MemberScope>> => {
  const keptItems = await findKept(table, ids);
  return new Map([...keptItems].map(([id, item]) => [id, memberScope.parse({ ...item, ids: idsOf(item) })]));
};

/** A request by the id under which it was recorded. */
const readRequest = async (
  table: Table,
  memberId: string,
  requestId: string,
): Promise<StoredRequest | undefined> => {
  const item = await table.get(requestKey(memberId, requestId));
  return item && parseRequest(item);
};

/** A request of a member, whichever of her ids it was recorded under. */
export const findRequest = async (
  table: Table,
  memberId: string,
  requestId: string,
): Promise<StoredRequest | undefined> => {
  const found = await readRequest(table, memberId, requestId);
  if (found !== undefined) return found;
  const ids = (await findMembers(table, [memberId])).get(memberId)?.ids ?? [];
  const requests = await Promise.all(
    ids.filter((id) => id !== memberId).map((id) => readRequest(table, id, requestId)),
  );
  return requests.find((request) => request !== undefined);
};

/** Requests as the API shows them, with the members’ codes; the texts of erased members are null. */
export const openRequests = async (
  { table, vault }: Records,
  requests: readonly StoredRequest[],
): Promise<Request[]> => {
  const members = await findMembers(
    table,
    requests.map(({ memberId }) => memberId),
  );
  const opened = await decryptRequests(vault, requests, (memberId) => !members.has(memberId));
  return opened.map((request) => {
    const member = members.get(request.memberId);
    return member === undefined ? request : { ...request, memberId: member.id, memberCode: member.code };
  });
};

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

const encryptWith = (vault: Vault, memberId: string, key: Key) => (boundTo: string, text: string) =>
  vault.encrypt(ownerOf(memberId), contextOf(key, boundTo), text);

/** The member of an id: for a joined record, the kept one. @throws AppError `not_found` */
export const findMember = async (table: Table, memberId: string): Promise<MemberScope> => {
  const scope = (await findMembers(table, [memberId])).get(memberId);
  if (scope === undefined) {
    throw notFound();
  }
  return scope;
};

/** Records a request. @throws AppError `not_found` if the member was erased meanwhile; `too_many`, `id_reused` */
export const addRequest = async (
  { table, vault }: Records,
  memberId: string,
  input: RequestInput,
  stamp: Stamp,
  line: JournalLineOf<'request_recorded'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly request: StoredRequest }> => {
  const key = requestKey(memberId, input.id);
  const sealed = await sealRecord(requestFields, input, encryptWith(vault, memberId, key));
  const value: StoredRequest = { ...sealed, memberId, steps: [], ...stamp };
  const outcome = await record(table, {
    claim: {
      id: input.id,
      fingerprint: await fingerprintOf(vault, { memberId, request: input }),
      record: key,
      concernsOnly: concernedMember(memberId),
    },
    writes: [
      {
        check: memberKey(memberId),
        condition: 'attribute_exists(pk) AND birthYear <= :latest',
        values: { ':latest': latestBirthYear(input.on) },
        errorIfFailed: (stored) => (stored === undefined ? notFound() : tooEarlyError('on')),
      },
      ...countOfMember(memberId, input.kind === 'grievance' ? 'grievances' : 'requests', line.actor),
      { put: toItem(value) },
    ],
    line,
  });
  return outcome === 'written'
    ? { outcome: 'created', request: value }
    : { outcome: 'repeated', request: (await readRequest(table, memberId, input.id)) ?? value };
};

/**
 * Appends a step. A step without a text is accepted after the member's erasure too, so that the request for the erasure can be answered.
 * @throws AppError `already_taken_back`, `before_request`, `too_many`, `member_erased`, `id_reused`
 */
export const addStep = async (
  { table, vault }: Records,
  seen: StoredRequest,
  input: StepInput,
  { createdAt, createdBy }: Stamp,
  line: JournalLineOf<'request_step'>,
): Promise<{ readonly outcome: 'created' | 'repeated'; readonly request: StoredRequest }> => {
  const { memberId, id } = seen;
  const { text, ...fields } = input;
  const isErased = !(await findMembers(table, [memberId])).has(memberId);
  const claim: Claim = {
    id: input.id,
    fingerprint: await fingerprintOf(vault, { requestId: id, step: input }),
    record: requestKey(memberId, id),
    // Null after the member's erasure: the step has no text then, and a repetition must be recognised, so this claim must not be emptied with hers.
    concernsOnly: isErased ? null : concernedMember(memberId),
  };
  // A text about an erased member can't be encrypted. A step with such a text is refused below.
  const sealable = text === undefined || isErased ? fields : { ...fields, text };
  // As an entry of a record, so that its text is bound to the step's id, as the texts of the request's earlier steps are.
  const { step } = await sealRecord(
    { step: { one: stepFields, told: 'listed' } },
    { step: { ...sealable, createdAt, createdBy } },
    encryptWith(vault, memberId, requestKey(memberId, id)),
  );
  let isFirstAttempt = true;
  return table.retry(async () => {
    // The first attempt takes the request as the caller read it; a further attempt reads it again.
    const current = isFirstAttempt ? seen : await readRequest(table, memberId, id);
    isFirstAttempt = false;
    if (current === undefined) {
      throw notFound();
    }
    const changed = {
      ...current,
      steps: insertStep(current.steps, step),
      version: current.version + 1,
    };
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated:
        (text !== undefined && isErased ? memberErasedError('text') : undefined) ??
        validateStep(current, input.on),
      staleIfFailed: [
        {
          put: toItem(changed),
          condition: 'version = :seen',
          values: { ':seen': current.version },
        },
      ],
      writes: [],
      line,
    });
    if (outcome === 'written') {
      return { outcome: 'created', request: changed };
    }
    // `stale`: somebody else has written the request since it was read.
    if ('stale' in outcome) return tryAgain;
    return { outcome: 'repeated', request: (await readRequest(table, memberId, id)) ?? current };
  });
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
  const parsed = cursor === undefined ? undefined : listCursor.safeParse(cursor);
  if (parsed?.success === false) {
    throw invalidCursorError();
  }
  const withGrievances = maySee(caller, { kind: 'grievance' });
  /** The requests that the caller sees, each with the state in whose list it was read. They may be of several states. */
  const found: { readonly request: StoredRequest; readonly readIn: RequestState }[] = [];
  // The next query reads requests in `state`, after the request `after`.
  let state = parsed?.data.state ?? states[0];
  const { dueOn, memberId, id } = parsed?.data ?? {};
  const namesRequest = dueOn !== undefined && memberId !== undefined && id !== undefined;
  let after: Place | undefined = namesRequest ? { dueOn, memberId, id } : undefined;
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
