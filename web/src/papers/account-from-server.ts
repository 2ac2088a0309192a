import type { AnswerOf } from '../api/routes.ts';
import type { MemberAccount, PaperLine } from './paper-content.ts';

type Savings = AnswerOf<'GET /api/members/{id}/savings'>;

/** The lines of a woman's account from the server's statement, for her papers; reversed ones are left out. */
export const linesOfStatement = (statement: Savings['statement']): PaperLine[] =>
  statement.flatMap(({ heldOn, kind, amountPaise, loanId, reversed, ...source }) => {
    // A line is from a meeting's sheet, or from the opening of the group's books.
    const sheetId = 'meetingId' in source ? source.meetingId : source.openingId;
    return reversed ? [] : [{ sheetId, on: heldOn, kind, amountPaise, loanId }];
  });

/** A woman's account for her papers, from what the server sent. */
export const accountOfSavings = ({
  savingsPaise,
  loansOutstandingPaise,
  loans,
  statement,
}: Savings): MemberAccount => ({
  savingsPaise,
  owedPaise: loansOutstandingPaise,
  loans,
  lines: linesOfStatement(statement),
});
