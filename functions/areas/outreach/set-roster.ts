import * as z from 'zod';
import { type AppError, refused } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { maxOnRoster } from '../../shared/kinds/outreach-words.ts';
import { composeWomen, findKept } from '../../shared/one-woman/records.ts';
import { validateChangeCount } from '../../shared/reach/change-limit.ts';
import type { MemberScope } from '../../shared/reach/reach.ts';
import { checkNoneWithdrawn, readWithdrawals } from '../../shared/services/withdrawals.ts';
import { consentWithdrawn, hasStopped, storedWithdrawal } from '../../shared/services/withdrawn.ts';
import type { Table } from '../../shared/table/client.ts';
import { outreachKey } from '../../shared/table/keys/programme.ts';
import { alreadyReversed, readOutreachAt } from './repository.ts';
import type { Outreach, RosterInput } from './schema.ts';

/** Sets the roster of outreach: which members took part. repository.ts stores the outreach itself. */

/** What is read of a member for a roster: her place, and whether she has withdrawn her consent to the services. */
const onRoster = z.object({
  id: z.string(),
  collectiveId: z.string(),
  district: z.string(),
  ...storedWithdrawal.shape,
});
type OnRoster = z.infer<typeof onRoster>;

/**
 * Reads the women on a roster. A transaction, which holds a hundred items, has no room to check each of them. So the programme's count of withdrawals is
 * read before the women, and the roster is written only if the count has not changed.
 * @returns `withdrawals`, the count; `findWoman`, which gives a woman of the roster by any of her ids
 */
const readOnRoster = async (table: Table, participants: RosterInput['participants']) => {
  const withdrawals = await readWithdrawals(table);
  const keptItemByAskedId = await findKept(
    table,
    participants.map(({ memberId }) => memberId),
  );
  const items = await composeWomen(table, [...new Set(keptItemByAskedId.values())]);
  const womanByKeptId = new Map(items.map((item) => onRoster.parse(item)).map((woman) => [woman.id, woman]));
  const findWoman = (memberId: string): OnRoster | undefined => {
    const keptItem = keptItemByAskedId.get(memberId);
    return keptItem && womanByKeptId.get(String(keptItem.id));
  };
  return { withdrawals, findWoman };
};

/**
 * Refuses a roster with an unknown member, or with a woman who has withdrawn her consent to the services. A member beyond the caller's reach is unknown,
 * unless the caller saw her on the roster before.
 */
const validateOnRoster = (
  seen: Outreach,
  participants: RosterInput['participants'],
  findWoman: (memberId: string) => OnRoster | undefined,
  isKnown: (member: MemberScope) => boolean,
): AppError | undefined => {
  const previousIds = new Set(seen.roster?.participants.map(({ memberId }) => memberId));
  const pathsOf = (isWrong: (memberId: string) => boolean) =>
    participants.flatMap(({ memberId }, index) =>
      isWrong(memberId) ? [`participants.${index}.memberId`] : [],
    );
  const unknownPaths = pathsOf((id) => {
    if (previousIds.has(id)) return false;
    const woman = findWoman(id);
    return woman === undefined || !isKnown(woman);
  });
  if (unknownPaths.length > 0) return refused('unknown_member', 'There is no such member.', ...unknownPaths);
  const stoppedPaths = pathsOf((id) => hasStopped(findWoman(id) ?? {}));
  return stoppedPaths.length === 0 ? undefined : consentWithdrawn(...stoppedPaths);
};

const validateRoom = ({ participants }: RosterInput): AppError | undefined =>
  participants.length > maxOnRoster
    ? refused('too_many', `A roster holds ${maxOnRoster}, and takes no more.`, 'participants')
    : undefined;

/**
 * Replaces a roster, if the outreach still has the version that was read.
 * @param seen the outreach as the caller sees it
 * @param isKnown whether the caller reaches a member. Any other may stay only if the caller saw her on the roster before.
 * @param unseen the rows of the roster that the caller does not see; they stay
 * @throws AppError `already_reversed`, `unknown_member`, `consent_withdrawn`, `too_many`
 */
export const setRoster = (
  table: Table,
  seen: Outreach,
  { participants }: RosterInput,
  { isKnown, unseen }: { isKnown: (member: MemberScope) => boolean; unseen: RosterInput['participants'] },
  line: JournalLineOf<'roster_set'>,
): Promise<'written' | { readonly stale: Outreach }> =>
  table.retry(async () => {
    const roster = { participants: [...participants, ...unseen] };
    const { withdrawals, findWoman } = await readOnRoster(table, participants);
    const refusal =
      seen.reversed === undefined
        ? (validateOnRoster(seen, participants, findWoman, isKnown) ??
          validateRoom(roster) ??
          validateChangeCount(seen, 'all'))
        : alreadyReversed();
    const outcome = await record(table, {
      errorUnlessRepeated: refusal,
      staleIfFailed: [
        {
          update: outreachKey(seen.on, seen.id),
          set: 'SET roster = :roster, version = version + :one',
          condition: 'version = :seen',
          values: { ':roster': roster, ':one': 1, ':seen': seen.version },
        },
        checkNoneWithdrawn(withdrawals),
      ],
      writes: [],
      line,
    });
    // For the types only: without a claim there is never an earlier record.
    if (outcome === 'written' || 'earlierRecord' in outcome) return 'written';
    const current = await readOutreachAt(table, outreachKey(seen.on, seen.id));
    // If the outreach is unchanged, it was the count of withdrawals that changed.
    return current.version === seen.version ? tryAgain : { stale: current };
  });
