import type { StoredMove } from '../accounts/stored-move.ts';

/** A move as the lines of the journal have it. */

/** The fields of a move for its journal lines. */
export const journaledMove = ({ id, on, from, to, women, borrowings, ...money }: StoredMove) => ({
  collectiveId: from,
  toCollectiveId: to,
  moveId: id,
  on,
  members: women.map(({ memberId, savingsPaise, loans }) => ({
    memberId,
    savingsPaise,
    loans: Object.entries(loans).map(([loanId, { outstandingPaise }]) => ({ loanId, outstandingPaise })),
  })),
  cashPaise: money.cashPaise,
  bankPaise: money.bankPaise,
  grantsPaise: money.grantsPaise,
  surplusPaise: money.surplusPaise,
  borrowings: Object.entries(borrowings).map(([borrowingId, { source, outstandingPaise }]) => ({
    borrowingId,
    source,
    outstandingPaise,
  })),
});

/** Who records a move or takes it back, and when. */
export type By = { readonly now: Date; readonly personId: string };

/** The fields that each line of the journal has. */
export const lineBaseOf = (id: string, { now, personId }: By) => ({
  id,
  recordedAt: now.toISOString(),
  actor: personId,
});
