import type { AnswerOf } from '../api/routes.ts';
import type { MemberAccount, PaperLine } from './paper-rules.ts';

type Savings = AnswerOf<'GET /api/members/{id}/savings'>;

/** The lines of the server's statement of a woman's money that count, for her papers. */
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
