import type { AnswerOf } from '../api/routes.ts';
import type { MemberAccount, PaperLine } from './paper-rules.ts';

type Savings = AnswerOf<'GET /api/members/{id}/savings'>;

/** The lines for a woman's papers from the server's statement: all of hers that counts. */
export const linesOfStatement = (statement: Savings['statement']): PaperLine[] =>
  statement.flatMap(({ heldOn, kind, amountPaise, loanId, reversed, ...source }) => {
    const sheetId = 'meetingId' in source ? source.meetingId : source.openingId;
    return reversed ? [] : [{ sheetId, on: heldOn, kind, amountPaise, loanId }];
  });

export const accountOfSavings = ({ savingsPaise, loans, statement }: Savings): MemberAccount => ({
  savingsPaise,
  loans,
  lines: linesOfStatement(statement),
});
