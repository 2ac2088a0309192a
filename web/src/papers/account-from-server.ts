import type { AnswerOf } from '../api/routes.ts';
import type { MemberAccount, PaperLine } from './paper-content.ts';

type Savings = AnswerOf<'GET /api/members/{id}/savings'>;

/** The lines of a woman's account from the server's statement, for her papers; reversed ones are left out. */
export const linesOfStatement = (statement: Savings['statement']): PaperLine[] =>
  statement.flatMap((line): PaperLine[] => {
    const { heldOn: on, reversed } = line;
    if (reversed) return [];
    if ('moveId' in line) {
      // What left one group came to the other on that day: one line says so.
      return line.kind === 'moved_in'
        ? [{ sheetId: line.moveId, on, kind: 'moved_in', amountPaise: line.savingsPaise }]
        : [];
    }
    // Any other line is from a meeting's sheet, or from the opening of the group's books.
    const sheetId = 'meetingId' in line ? line.meetingId : line.openingId;
    return [{ sheetId, on, kind: line.kind, amountPaise: line.amountPaise, loanId: line.loanId }];
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
