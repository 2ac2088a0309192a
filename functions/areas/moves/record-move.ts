import * as z from 'zod';
import { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf, refuseUnlessRepeated } from '../../shared/journal/idempotency-claims.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { moveKey } from '../../shared/table/keys/collectives.ts';
import type { StoredMove } from '../accounts/stored-move.ts';
import { type By, journaledMove, lineBaseOf } from './journaled-move.ts';
import { createRefusalCheck, encryptForBoth, limitsAt, resultOf, writesOf } from './move-parts.ts';
import { readBooks } from './read-books.ts';
import { planMove } from './rules.ts';
import type { MoveInput } from './schema.ts';
import { putMove } from './writes.ts';

/**
 * Records a move: reads the books of both groups (read-books.ts), lets the rules decide, and writes if nothing has changed since. reverse-move.ts takes
 * it back, stored-moves.ts reads what was recorded.
 */

const storedId = z.object({ id: z.string() });

/**
 * Moves women, and money of the group's own, to another group.
 * @throws AppError the refusals of `planMove`; `id_reused`
 */
export const recordMove = async (
  { table, vault }: Records,
  fromId: string,
  input: MoveInput,
  stamp: Pick<StoredMove, 'createdAt' | 'createdBy' | 'version'>,
  by: By,
): Promise<'created' | 'repeated'> => {
  const { id, on, to: toId } = input;
  const claim: Claim = {
    id,
    fingerprint: await fingerprintOf(vault, { collectiveId: fromId, move: input }),
    record: moveKey(fromId, on, id),
    // Null: a move is about several women, so one woman's erasure leaves its claim.
    concernsOnly: null,
  };
  const isRefusalSure = createRefusalCheck();
  return table.retry(async () => {
    const kept = await findKept(table, input.members);
    const keptIdOf = (memberId: string): string => storedId.parse(kept.get(memberId) ?? { id: memberId }).id;
    const seen = await readBooks(table, fromId, toId, input.members, keptIdOf);
    // Records were joined or parted between the two reads. If this happens after the second read, the version of her record changes, and the write fails.
    if (!seen.areKeptIdsCurrent) return tryAgain;
    const planned = planMove(input, seen, limitsAt(by.now));
    if (planned instanceof AppError) {
      if (!isRefusalSure(seen)) return tryAgain;
      await refuseUnlessRepeated(table, claim, planned);
      return 'repeated';
    }
    const move = { id, on, from: fromId, to: toId, ...planned.moved, ...stamp };
    const [reasonForFrom, reasonForTo] =
      input.reason === undefined ? [] : await encryptForBoth(vault, move, 'reason', input.reason);
    return resultOf(
      await record(table, {
        claim,
        staleIfFailed: writesOf(seen, planned.plan),
        writes: [putMove(fromId, move, reasonForFrom), putMove(toId, move, reasonForTo)],
        line: { ...lineBaseOf(id, by), type: 'move_recorded', ...journaledMove(move) },
      }),
    );
  });
};
