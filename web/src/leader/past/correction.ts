import type { Sheet } from '../row-kinds.ts';
import type { Recorded } from '../sheet/recorded-sheets.ts';
import { redraftSheet } from '../sheet/redraft-sheet.ts';

/**
 * A new draft with the content of a past sheet that is taken back, for the leader to correct. Its ids are new: those of
 * the sheet and of its loans are used up, also where her repayment on the same sheet names one.
 */
export function draftCorrection(
  recorded: Recorded,
  collectiveId: string,
  reason: string,
  makeId: () => string,
): Sheet {
  const { state: _state, isOwn: _isOwn, ...body } = recorded;
  const draft = redraftSheet({ id: makeId(), body }, collectiveId);
  const anew = new Map(
    Object.values(draft.rows).flatMap(({ entries }) =>
      entries.flatMap(({ kind, loanId }) =>
        kind === 'loan' && loanId !== undefined ? [[loanId, makeId()] as const] : [],
      ),
    ),
  );
  return {
    ...draft,
    takenBack: {
      reason,
      ...(recorded.cashCountedPaise === undefined ? {} : { cashCountedPaise: recorded.cashCountedPaise }),
    },
    // She counts again, or says that the count was right: both counts were of a sheet that was wrong.
    cashCounted: '',
    bankBalance: '',
    rows: Object.fromEntries(
      Object.entries(draft.rows).map(([id, { entries, ...row }]) => [
        id,
        {
          ...row,
          entries: entries.map(({ confirmedPaise: _, ...entry }) => {
            const loanId = anew.get(entry.loanId ?? '');
            return loanId === undefined ? entry : { ...entry, loanId };
          }),
        },
      ]),
    ),
  };
}
