import * as z from 'zod';
import { AppError, refused } from '../errors/errors.ts';
import type { Reach } from '../reach/roles.ts';
import type { Table, Write } from '../table/client.ts';
import { memberCountsKey } from '../table/keys.ts';

/**
 * How many cases and requests of a member were ever recorded, in one item, which the transaction that records one raises. So they have an end, and
 * a later year of birth, to which all of them must fit, is written only if none was recorded since they were read.
 */

const memberCounts = z.object({ cases: z.int().default(0), requests: z.int().default(0) });
export type MemberCounts = z.infer<typeof memberCounts>;

/**
 * The maximum of each, many times what a woman ever needs. The coordinator and the auditor have room beyond that, so that nobody fills a woman's record until
 * she gets no help.
 */
export const maxOfMember = { byOthers: 1_000, byReachOfAll: 2_000 } as const;

const words: Readonly<Record<keyof MemberCounts, string>> = {
  cases: 'cases, and takes no more. Go on in one of these, or ask the coordinator.',
  requests: 'requests, and takes no more. Ask the coordinator.',
};

/** The write that counts one more. It fails with `too_many`. @param reach of whoever records it */
export const countOfMember = (memberId: string, counted: keyof MemberCounts, reach: Reach): Write => {
  const max = reach === 'all' ? maxOfMember.byReachOfAll : maxOfMember.byOthers;
  return {
    update: memberCountsKey(memberId),
    set: 'ADD #counted :one',
    condition: 'attribute_not_exists(#counted) OR #counted < :max',
    names: { '#counted': counted },
    values: { ':one': 1, ':max': max },
    errorIfFailed: () => refused('too_many', `Her record has ${max} ${words[counted]}`),
  };
};

/**
 * The write that counts a request that follows from another act, without a limit. It fails if the counts are no longer as they were seen: then a request was
 * recorded meanwhile.
 */
export const countRequestIfUnchanged = (memberId: string, seen: MemberCounts): Write => ({
  update: memberCountsKey(memberId),
  set: 'ADD requests :one',
  condition: seen.requests === 0 ? 'attribute_not_exists(requests) OR requests = :seen' : 'requests = :seen',
  values: { ':one': 1, ':seen': seen.requests },
});

/** The counts as they are now, read consistently: before what they count. */
export const readMemberCounts = async (table: Pick<Table, 'get'>, memberId: string): Promise<MemberCounts> =>
  memberCounts.parse((await table.get(memberCountsKey(memberId))) ?? {});

/** The write that fails with 503 `busy`, so that the request is sent again, if a case or a request was recorded since the counts were read. */
export const checkNoneAdded = (memberId: string, seen: MemberCounts): Write => ({
  check: memberCountsKey(memberId),
  condition: (['cases', 'requests'] as const)
    .map((name) =>
      seen[name] === 0 ? `(attribute_not_exists(${name}) OR ${name} = :${name})` : `${name} = :${name}`,
    )
    .join(' AND '),
  values: { ':cases': seen.cases, ':requests': seen.requests },
  errorIfFailed: () =>
    new AppError('unavailable', 'busy', 'Something was recorded of her at this moment. Send it again.'),
});
