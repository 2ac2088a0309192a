import { ownerOf } from '../../shared/definition/of-member.ts';
import { sealRecord } from '../../shared/definition/seal.ts';
import { forbidden, InternalError, notFound } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { concernedMember } from '../../shared/journal/concerned-member.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { mayTakeBack } from '../../shared/reach/may-take-back.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { memberKey, requestKey } from '../../shared/table/keys/members.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import { requestFields } from './definition.ts';
import { maySee, takenBackError, withdrawalStandsError } from './rules.ts';
import type { StoredRequest } from './schema.ts';
import { parseRequest, toItem } from './stored-request.ts';

/** The body of the reversal; `of` is the id of the request that is taken back. */
type Reversal = { readonly id: string; readonly of: string; readonly reason: string };
type ReversalStamp = { readonly createdAt: string; readonly createdBy: string };

/** The id of a member under which a request was recorded; the first if there is none. A member with one id needs no read. */
const findHolder = async (table: Table, ids: readonly string[], of: string): Promise<string> => {
  const [first = '', ...others] = ids;
  if (others.length === 0) return first;
  const items = await Promise.all(ids.map((id) => table.get(requestKey(id, of))));
  return ids.find((_, index) => items[index] !== undefined) ?? first;
};

/** The check that a request to stop is not taken back while she has stopped. */
const checkNotWithdrawn = ({ kind, memberId }: StoredRequest): Write[] =>
  kind === 'withdrawal'
    ? [
        {
          check: memberKey(memberId),
          condition: 'attribute_not_exists(withdrawnOn)',
          errorIfFailed: withdrawalStandsError,
        },
      ]
    : [];

/**
 * Takes a member's request back, for the route that takes back any entry of a member.
 * @param ids all ids of the member
 * @throws AppError `not_found`, also for a grievance unless the caller is the auditor; `forbidden` (`mayTakeBack`); `already_taken_back`, `withdrawal_stands`, `id_reused`
 */
export const reverseRequest = async (
  { table, vault }: Records,
  caller: Caller,
  ids: readonly string[],
  { id, of, reason }: Reversal,
  { on, createdAt, createdBy }: ReversalStamp & { readonly on: string },
  line: Omit<JournalLineOf<'member_entry_reversed'>, 'kind'>,
): Promise<{
  readonly outcome: 'created' | 'repeated';
  readonly takenBack: ReversalStamp & { readonly on: string };
}> => {
  const memberId = await findHolder(table, ids, of);
  const key = requestKey(memberId, of);
  const claim = {
    id,
    fingerprint: await vault.fingerprint(canonicalJson({ memberId, id, of, reason, reversal: true })),
    record: key,
    concernsOnly: concernedMember(memberId),
  };
  return table.retry(async () => {
    const item = await table.get(key);
    const found = item && parseRequest(item);
    if (found === undefined || !maySee(caller, found)) {
      throw notFound();
    }
    if (!mayTakeBack(caller, found)) {
      throw forbidden();
    }
    const { takenBack } = await sealRecord(
      requestFields,
      { takenBack: { id, on, reason, createdAt, createdBy } },
      (boundTo, text) => vault.encrypt(ownerOf(memberId), contextOf(key, boundTo), text),
    );
    const outcome = await record(table, {
      claim,
      // `record` throws this error, unless the request repeats the accepted reversal.
      errorUnlessRepeated: found.takenBack === undefined ? undefined : takenBackError(),
      staleIfFailed: [
        {
          put: toItem({ ...found, takenBack, version: found.version + 1 }),
          condition: 'version = :seen',
          values: { ':seen': found.version },
        },
      ],
      writes: checkNotWithdrawn(found),
      line: { ...line, memberId, kind: 'request' },
    });
    if (outcome === 'written') {
      return { outcome: 'created', takenBack };
    }
    if ('stale' in outcome) {
      // Somebody else has changed the request since it was read.
      return tryAgain;
    }
    const current = await table.get(key);
    const earlier = current && parseRequest(current).takenBack;
    if (earlier === undefined) {
      throw new InternalError('A reversal is not there.');
    }
    return { outcome: 'repeated', takenBack: earlier };
  });
};
