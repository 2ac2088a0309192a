import { addDays } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { changeOf, type Posting } from '../../shared/kinds/book-entries.ts';
import { daysUntilAtRisk, instalmentsOf, type LoanPlan } from '../../shared/money/instalments.ts';
import { findOrAdd } from './document-lists.ts';
import { addLongChange } from './long-changes.ts';
import type { MemberDocument } from './member-document.ts';
import { monthNumber } from './month-numbers.ts';
import { addChange, type Changes } from './monthly-changes.ts';
import { wakeLoan } from './quiet-loans.ts';

/** The loans in a member's document, and how lines change them. quiet-loans.ts packs the loans that no line changes any more. */

/** Amounts of one loan in paise, by month. Money that moved at a meeting counts in the month in which the meeting was held. */
export type LoanDocument = {
  readonly id: string;
  /** The principal paid out; empty in the document of a woman who only repaid on it (joined-loans.ts). */
  readonly disbursed: Changes;
  /** The principal paid back. */
  readonly repaid: Changes;
  /** Each instalment of the plan, in the month in which it will be overdue by `daysUntilAtRisk` unless it is repaid. */
  readonly overdueFrom: Changes;
};

/** Whether a loan in a woman's document was given to her, and its sheet not taken back. */
export const isGiven = ({ disbursed }: LoanDocument): boolean => disbursed.length > 0;

const loanOf = (member: Pick<MemberDocument, 'loans' | 'quietLoans'>, id: string): LoanDocument => {
  wakeLoan(member, id);
  return findOrAdd(member.loans, id, () => ({ id, disbursed: [], repaid: [], overdueFrom: [] }));
};

/**
 * Sets a loan's plan of instalments. Each line that gives the plan gives the same one, so only the first sets it. The plan stays when the
 * sheet is reversed: it then has no effect, since nothing is disbursed.
 */
const setPlan = ({ overdueFrom }: LoanDocument, plan: LoanPlan): void => {
  if (overdueFrom.length === 0) {
    for (const { dueOn, amountPaise } of instalmentsOf(plan)) {
      addChange(overdueFrom, monthNumber(addDays(dueOn, daysUntilAtRisk)), amountPaise);
    }
  }
};

/** The principal that an entry moves: positive if the loan is disbursed, negative if it is repaid, 0 for an entry that moves no loan. */
export const principalOf = (entry: Posting): number => changeOf('loans', entry);

/**
 * Adds a member's entry on a sheet to the loans of her document. Besides the loans that she was given, her document may have a loan of another woman that
 * she repaid while their records were joined (joined-loans.ts).
 * @param sign 1 for a recorded sheet, -1 for a reversed one
 */
export const addPrincipal = (
  member: Pick<MemberDocument, 'loans' | 'quietLoans'>,
  entry: JournalLineOf<'meeting_held'>['entries'][number],
  month: number,
  sign: 1 | -1,
): void => {
  const principal = principalOf(entry);
  if (principal !== 0) {
    // The journal's type leaves `loanId` open, but each disbursement and repayment names its loan.
    const { loanId = '' } = entry;
    const loan = loanOf(member, loanId);
    if (principal > 0) {
      addChange(loan.disbursed, month, sign * principal);
      setPlan(loan, { ...entry, principalPaise: entry.amountPaise });
    } else {
      addChange(loan.repaid, month, -sign * principal);
    }
  }
};

/** Adds a member's savings and loans as of the opening of her collective's books. */
export const addOpening = (
  member: MemberDocument,
  opening: JournalLineOf<'books_opened'>['members'][number],
  month: number,
): void => {
  addLongChange(member.savings, month, opening.savingsPaise);
  for (const { loanId, ...loan } of opening.loans) {
    const document = loanOf(member, loanId);
    addChange(document.disbursed, month, loan.principalPaise);
    addChange(document.repaid, month, loan.principalPaise - loan.outstandingPaise);
    setPlan(document, loan);
  }
};
