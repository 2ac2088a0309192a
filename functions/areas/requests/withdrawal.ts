import type { Ids } from '../../shared/fields/ids.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countRequestIfUnchanged, readMemberCounts } from '../../shared/member-counts/member-counts.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { requestKey, requestsOfMember } from '../../shared/table/keys/members.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { insertStep, statusOf } from './rules.ts';
import type { StoredRequest } from './schema.ts';
import { parseRequest, toItem } from './stored-request.ts';

/**
 * A withdrawal from the services also opens a request of hers of kind `withdrawal`. A new consent answers it, and so does an exit, unless she ever had a case and
 * somebody other than a coordinator records the exit. The request and the answer are written in the transaction of the consent or the exit.
 */

type Stamp = { readonly createdAt: string; readonly createdBy: string };

type Withdrawal = Pick<StoredRequest, 'on' | 'via'>;

/** The id of the claim of a record's exit. A record is exited once. */
export const exitClaimOf = (memberId: string): string => `exit:${memberId}`;

/** The maximum number of requests that one act answers: a transaction has room for a hundred items. */
const maxAnswered = 20;

const isOpenWithdrawal = (request: StoredRequest): boolean =>
  request.kind === 'withdrawal' && request.takenBack === undefined && statusOf(request) === 'open';

/** All requests of some ids. */
const readRequests = async (
  table: Pick<Table, 'query'>,
  ids: readonly string[],
): Promise<StoredRequest[]> => {
  const items = await Promise.all(ids.map((id) => queryAll(table, { partition: requestsOfMember(id) })));
  return items.flat().map(parseRequest);
};

/**
 * Her open requests of kind `withdrawal`.
 * @param ids all ids of hers
 */
const readOpen = async (table: Pick<Table, 'query'>, ids: readonly string[]): Promise<StoredRequest[]> =>
  (await readRequests(table, ids)).filter(isOpenWithdrawal);

/**
 * A request of kind `withdrawal` that somebody answered; undefined if there is none. With such an answer, no further request need tell that she stopped.
 * @param ids all ids of hers
 * @param isTold whether a step is an answer to her present withdrawal
 */
export const findAnsweredWithdrawal = async (
  table: Pick<Table, 'query'>,
  ids: readonly string[],
  isTold: (answer: StoredRequest['steps'][number]) => boolean,
): Promise<StoredRequest | undefined> =>
  (await readRequests(table, ids)).find(
    ({ kind, takenBack, steps }) => kind === 'withdrawal' && takenBack === undefined && steps.some(isTold),
  );

const unlessChanged = ({ version }: StoredRequest) => ({
  condition: 'version = :seen',
  values: { ':seen': version },
});

/**
 * The writes of her request of kind `withdrawal`, for the transaction that writes her record, and the fields of its journal line. If such a request is
 * open already, the only write is a check that it still is. Each write fails if her requests have changed since they were read.
 * @param memberId the one of her ids to which the withdrawal was sent: the request lies under it too, so that both stay together if her records are parted
 */
export const openWithdrawal = async (
  table: Pick<Table, 'get' | 'query'>,
  ids: readonly string[],
  memberId: string,
  { on, via }: Withdrawal,
  stamp: Stamp,
  newId: Ids,
): Promise<{
  readonly writes: readonly Write[];
  readonly opens?: NonNullable<JournalLineOf<'consent_recorded'>['opens']>;
}> => {
  // The counts are read before what they count.
  const counts = await readMemberCounts(table, memberId);
  const [first] = await readOpen(table, ids);
  if (first !== undefined) {
    return { writes: [{ check: requestKey(first.memberId, first.id), ...unlessChanged(first) }] };
  }
  const request: StoredRequest = {
    id: newId(),
    kind: 'withdrawal',
    on,
    via,
    memberId,
    steps: [],
    ...stamp,
    version: 1,
  };
  return {
    writes: [
      { put: toItem(request), condition: 'attribute_not_exists(pk)' },
      countRequestIfUnchanged(memberId, counts),
    ],
    opens: { requestId: request.id, via },
  };
};

/**
 * The writes that answer her open requests of kind `withdrawal`, and the fields of the journal line of the same transaction. Each write fails if its
 * request has changed since it was read.
 * @param answeredOn gives the day of the answer to a request that was made on a day; undefined if this request is not to be answered
 */
export const answerWithdrawals = async (
  table: Pick<Table, 'get' | 'query'>,
  ids: readonly string[],
  answeredOn: (madeOn: string) => string | undefined,
  { createdAt, createdBy }: Stamp,
  newId: Ids,
): Promise<{
  readonly writes: readonly Write[];
  readonly answers?: NonNullable<JournalLineOf<'member_exited'>['answers']>;
}> => {
  const open = await readOpen(table, ids);
  const answered = open.slice(0, maxAnswered).flatMap((request) => {
    const on = answeredOn(request.on);
    const step = { id: newId(), step: 'answered' as const, createdAt, createdBy };
    return on === undefined ? [] : [{ request, step: { ...step, on } }];
  });
  if (answered.length === 0) return { writes: [] };
  return {
    writes: answered.map(
      ({ request, step }): Write => ({
        put: toItem({ ...request, steps: insertStep(request.steps, step), version: request.version + 1 }),
        ...unlessChanged(request),
      }),
    ),
    answers: answered.map(({ request, step }) => ({ requestId: request.id, on: step.on })),
  };
};
