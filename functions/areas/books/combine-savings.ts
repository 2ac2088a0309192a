import { dueFields } from '../../shared/money/instalments.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { compareByDisbursement, type DerivedLoan } from './member-loans.ts';
import type { DerivedSavings } from './member-statement.ts';
import type { MemberSavings } from './report-schema.ts';

/** Adds up a member's savings with her collectives to one answer, which leaves out what is too much for it: old lines and repaid loans. */

/**
 * The maximum number of lines in a member's statement: six a week for sixteen years. With as many lines, and with the most loans, an answer of
 * 6 MB still has room for the rest of the member's record.
 */
export const maxStatementLines = 5_000;
/** The maximum number of loans in an answer; outstanding loans are all in it, even if there are more of them. */
export const maxToldLoans = 1_000;

/**
 * The newest lines of a statement and, if earlier lines are left out, `statementSince`, the day of the first line that remains. The lines of a day
 * remain all or none, unless the newest day alone has more than `maxStatementLines`.
 * @param lines by date
 */
const newestLines = (
  lines: MemberSavings['statement'],
): Pick<MemberSavings, 'statement' | 'statementSince'> => {
  const newestLeftOut = lines.at(-maxStatementLines - 1);
  if (newestLeftOut === undefined) {
    return { statement: lines };
  }
  const newest = lines.slice(-maxStatementLines);
  const onCompleteDays = newest.filter(({ heldOn }) => heldOn > newestLeftOut.heldOn);
  const statement = onCompleteDays.length === 0 ? newest : onCompleteDays;
  return { statement, statementSince: statement[0]?.heldOn };
};

/** The outstanding loans and the newest repaid ones. @param loans by date */
const newestLoans = <Loan extends DerivedLoan>(
  loans: readonly Loan[],
): { readonly loans: Loan[]; readonly loansLeftOut?: number } => {
  const repaid = loans.filter(({ outstandingPaise }) => outstandingPaise === 0);
  const leftOut = new Set(repaid.slice(0, Math.max(0, loans.length - maxToldLoans)));
  return leftOut.size === 0
    ? { loans: [...loans] }
    : { loans: loans.filter((loan) => !leftOut.has(loan)), loansLeftOut: leftOut.size };
};

/** A member's savings with her present and former collectives, combined. What is overdue and next due is as of today. */
export const combineSavings = (collectives: readonly DerivedSavings[], today: string): MemberSavings => ({
  savingsPaise: collectives.reduce((total, { savingsPaise }) => total + savingsPaise, 0),
  loansOutstandingPaise: collectives.reduce(
    (total, { loansOutstandingPaise }) => total + loansOutstandingPaise,
    0,
  ),
  ...newestLoans(
    collectives
      .flatMap(({ loans }) => loans)
      .sort(compareByDisbursement)
      .map((loan) => ({ ...loan, ...dueFields(loan, today) })),
  ),
  ...newestLines(
    collectives
      .flatMap(({ statement }) => statement)
      // A stable sort: within a day, the lines of one collective stay in their order.
      .sort((a, b) => compareTexts(a.heldOn, b.heldOn)),
  ),
});
