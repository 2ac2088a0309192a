import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf, refuseUnlessRepeated } from '../../shared/journal/idempotency-claims.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { moveKey } from '../../shared/table/keys/collectives.ts';
import { type By, journaledMove, lineBaseOf } from './journaled-move.ts';
import { createRefusalCheck, encryptForBoth, limitsAt, resultOf, writesOf } from './move-parts.ts';
import { readBooks } from './read-books.ts';
import { planReversal } from './reversal-rules.ts';
import type { MoveReversalInput } from './schema.ts';
import { findMove } from './stored-moves.ts';
import { markReversed } from './writes.ts';

/** Takes a move back: reads the books of both groups, lets the rules decide, and writes if nothing has changed since. */

/**
 * Takes a move back, in the books of both groups.
 * @throws AppError the refusals of `planReversal`; `id_reused`, `not_found`
 */
export const reverseMove = async (
  { table, vault }: Records,
  collectiveId: string,
  moveId: string,
  sent: MoveReversalInput,
  by: By,
): Promise<'created' | 'repeated'> => {
  const fingerprint = await fingerprintOf(vault, { moveId, reversal: sent });
  const isRefusalSure = createRefusalCheck();
  return table.retry(async () => {
    const move = await findMove(table, collectiveId, moveId);
    const claim: Claim = {
      id: sent.id,
      fingerprint,
      record: moveKey(move.from, move.on, move.id),
      concernsOnly: null,
    };
    // The move has the ids of the kept records. A woman whose record has been joined to another since is refused, as no longer in the group.
    const memberIds = move.women.map(({ memberId }) => memberId);
    const seen = await readBooks(table, move.from, move.to, memberIds);
    const plan = planReversal(move, seen, limitsAt(by.now));
    if (plan instanceof AppError) {
      if (!isRefusalSure(seen)) return tryAgain;
      await refuseUnlessRepeated(table, claim, plan);
      return 'repeated';
    }
    const reversedBy = { id: sent.id, at: formatInstant(by.now), by: by.personId };
    const [forFrom, forTo] = await encryptForBoth(vault, move, 'reversed.reason', sent.reason);
    return resultOf(
      await record(table, {
        claim,
        staleIfFailed: [
          markReversed(move.from, move, { ...reversedBy, reason: forFrom }),
          markReversed(move.to, move, { ...reversedBy, reason: forTo }),
          ...writesOf(seen, plan),
        ],
        writes: [],
        line: {
          ...lineBaseOf(sent.id, by),
          type: 'move_reversed',
          // The journal writes each instant with milliseconds. A record's stamp leaves `.000` out.
          moveRecordedAt: new Date(move.createdAt).toISOString(),
          ...journaledMove(move),
        },
      }),
    );
  });
};
