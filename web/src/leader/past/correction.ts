import type { EntryDraft, Sheet } from '../row-kinds.ts';
import type { RecordedSheet } from '../sheet/recorded-sheets.ts';
import { redraftSheet } from '../sheet/redraft-sheet.ts';

/**
 * The correction of a past sheet: a new draft with the content of the sheet that is taken back. The sheet and the loans
 * that it gave get new ids, since the server accepts each id once. A repayment of such a loan on the same sheet names
 * the new id too.
 */
export function draftCorrection(
  recorded: RecordedSheet,
  collectiveId: string,
  reason: string,
  makeId: () => string,
): Sheet {
  const { state: _state, isOwn: _isOwn, ...body } = recorded;
  const draft = redraftSheet({ id: makeId(), body }, collectiveId);
  const newLoanIds = new Map<string, string>();
  for (const { kind, loanId } of Object.values(draft.rows).flatMap(({ entries }) => entries)) {
    if (kind === 'loan' && loanId !== undefined) newLoanIds.set(loanId, makeId());
  }
  /** Without the confirmation of its amount: she is asked about unusual amounts again. */
  const correct = ({ confirmedPaise: _, ...entry }: EntryDraft): EntryDraft => {
    const newLoanId = entry.loanId === undefined ? undefined : newLoanIds.get(entry.loanId);
    return newLoanId === undefined ? entry : { ...entry, loanId: newLoanId };
  };
  return {
    ...draft,
    takenBack: {
      reason,
      ...(recorded.cashCountedPaise === undefined ? {} : { cashCountedPaise: recorded.cashCountedPaise }),
    },
    // She types count and balance again, or confirms that the former count was right: both agreed with a sheet that was wrong.
    cashCounted: '',
    bankBalance: '',
    rows: Object.fromEntries(
      Object.entries(draft.rows).map(([memberId, row]) => [
        memberId,
        { ...row, entries: row.entries.map(correct) },
      ]),
    ),
  };
}
