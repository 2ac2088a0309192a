import { isDeepStrictEqual } from 'node:util';
import type { DueTalk } from '../../shared/due-talks/due-talk.ts';
import { dueTalkWrites } from '../../shared/due-talks/due-talks-of-group.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import type { OptimisticOutcome } from '../../shared/journal/append.ts';
import { countedPerSheet, recordLimits } from '../../shared/kinds/book-limits.ts';
import type { Write } from '../../shared/table/client.ts';
import { moveKey } from '../../shared/table/keys/collectives.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { EncryptedText } from '../../shared/vault/encrypted-text.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { allowedBy } from '../accounts/allowance.ts';
import { entryAllowance } from '../accounts/room-in-group.ts';
import type { StoredMove } from '../accounts/stored-move.ts';
import type { Limits, Plan, SeenGroup } from './plan.ts';
import { changeMoney, womanWrites } from './writes.ts';

/** What recording a move and taking it back have in common: limits, writes, texts and outcomes. */

export const limitsAt = (now: Date): Limits => ({
  // `recordLimits` is for sheets that stand. Reversals, reversed sheets and moves are records too, so a group may have `countedPerSheet` times as many.
  records: (collectiveId) => countedPerSheet * allowedBy(recordLimits, collectiveId, now),
  entries: (collectiveId) => allowedBy(entryAllowance, collectiveId, now),
});

/** The writes of a plan. Each fails if its item has changed since it was read. */
export const writesOf = (
  {
    from,
    to,
    dueTalks,
  }: { readonly from: SeenGroup; readonly to: SeenGroup; readonly dueTalks: readonly DueTalk[] },
  plan: Plan,
): Write[] => [
  changeMoney(from, plan.from),
  changeMoney(to, plan.to),
  ...plan.women.flatMap(womanWrites),
  // The day from which a talk with a woman is due moves with her.
  ...dueTalkWrites(
    plan.women.map(({ seen, collectiveId }) => {
      const before = dueTalks.find(({ memberId }) => memberId === seen.memberId);
      return { before, after: before && { ...before, collectiveId } };
    }),
  ),
];

/** A text encrypted twice, for the books of each of a move's groups, with that group's key. */
export const encryptForBoth = async (
  vault: Vault,
  { id, on, from, to }: Pick<StoredMove, 'id' | 'on' | 'from' | 'to'>,
  field: string,
  text: string,
): Promise<readonly [forFrom: EncryptedText, forTo: EncryptedText]> => {
  const encrypt = (collectiveId: string) =>
    vault.encrypt(`collective:${collectiveId}`, contextOf(moveKey(collectiveId, on, id), field), text);
  return [await encrypt(from), await encrypt(to)];
};

/**
 * Makes a check whether a refusal is sure. The books are read in a batch, which may see half of a join. If two readings in a row saw the same, it was so
 * at one instant between them.
 */
export const createRefusalCheck = () => {
  let before: unknown;
  return (seen: unknown): boolean => {
    const isSame = isDeepStrictEqual(seen, before);
    before = seen;
    return isSame;
  };
};

/** What a write came to; `tryAgain` if nothing was written, because something has changed since it was read. */
export const resultOf = (outcome: OptimisticOutcome) => {
  if (outcome === 'written') return 'created';
  return 'earlierRecord' in outcome ? 'repeated' : tryAgain;
};
