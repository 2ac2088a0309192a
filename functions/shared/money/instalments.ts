import { addDays, addMonthsToDate } from '../calendar/calendar.ts';

/**
 * The instalments of a loan: when they fall due, how much is overdue, and whether the loan is at risk. The rules are the same for a member's
 * loan and for a borrowing of the group. A loan without a plan is never overdue. Whatever is no longer
 * outstanding counts as repaid: also what was set off, written off, or repaid before the books were opened.
 */

/** Amounts in paise, dates `YYYY-MM-DD`. A plan has both `instalments` and `firstDueOn`, or neither. */
export type LoanPlan = {
  readonly principalPaise: number;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
};

export type LoanState = LoanPlan & { readonly outstandingPaise: number };

/** A loan is at risk if something that was due this many days ago is not repaid. */
export const daysUntilAtRisk = 30;

/** The instalments of a loan's plan, by date; none without a plan. All are equal, in whole paise; the last one has the remainder too. */
export const instalmentsOf = ({
  principalPaise,
  instalments,
  firstDueOn,
}: LoanPlan): { readonly dueOn: string; readonly amountPaise: number }[] => {
  if (instalments === undefined || firstDueOn === undefined) {
    return [];
  }
  /** Every instalment but the last. */
  const equalPaise = Math.floor(principalPaise / instalments);
  const last = instalments - 1;
  return Array.from({ length: instalments }, (_, index) => ({
    dueOn: addMonthsToDate(firstDueOn, index),
    amountPaise: index === last ? principalPaise - equalPaise * last : equalPaise,
  }));
};

/** The sum of a loan's instalments that fall due on the day or earlier, repaid or not. */
export const duePaise = (plan: LoanPlan, day: string): number =>
  instalmentsOf(plan)
    .filter(({ dueOn }) => dueOn <= day)
    .reduce((total, { amountPaise }) => total + amountPaise, 0);

const repaidPaise = ({ principalPaise, outstandingPaise }: LoanState): number =>
  principalPaise - outstandingPaise;

/** The overdue amount of a loan: the instalments due on the day or earlier, as far as they are not repaid. */
export const overduePaise = (loan: LoanState, day: string): number =>
  Math.max(0, duePaise(loan, day) - repaidPaise(loan));

/** Whether a loan is at risk: an instalment that was due 30 days before the day, or earlier, is not repaid in full. */
export const isAtRisk = (loan: LoanState, day: string): boolean =>
  duePaise(loan, addDays(day, -daysUntilAtRisk)) > repaidPaise(loan);

/** The date of the first instalment that is not repaid in full; it may lie in the past. Undefined without a plan, or if all is repaid. */
export const nextDueOn = (loan: LoanState): string | undefined => {
  let totalDuePaise = 0;
  for (const { dueOn, amountPaise } of instalmentsOf(loan)) {
    totalDuePaise += amountPaise;
    if (totalDuePaise > repaidPaise(loan)) {
      return dueOn;
    }
  }
  return undefined;
};

/** The overdue amount of a loan on a day and the date of its next instalment, as fields of the API's records. */
export const dueFields = (
  loan: LoanState,
  day: string,
): { readonly overduePaise: number; readonly nextDueOn?: string } => {
  const next = nextDueOn(loan);
  return { overduePaise: overduePaise(loan, day), ...(next === undefined ? {} : { nextDueOn: next }) };
};

/** The amount due with a loan's next instalment, with what earlier instalments left unpaid; 0 if there is no next instalment. */
export const nextDuePaise = (loan: LoanState): number => {
  const day = nextDueOn(loan);
  return day === undefined ? 0 : overduePaise(loan, day);
};

/** What is due of a group's borrowing by its plan, in paise; never more than is outstanding. */
export type BorrowingDue = {
  readonly overduePaise: number;
  /** The first instalment that is not wholly repaid: its date, and what is due by then, with earlier instalments. */
  readonly next: { readonly on: string; readonly paise: number } | undefined;
};

/**
 * What is due of a group's borrowing on a day. The plan is for the whole principal, even if part of the money is still to come: what is not
 * received yet must not count as repaid.
 */
export const dueOfBorrowing = (
  { receivedPaise, ...loan }: LoanState & { readonly receivedPaise: number },
  day: string,
): BorrowingDue => {
  const { principalPaise, outstandingPaise } = loan;
  const asIfAllReceived = { ...loan, outstandingPaise: principalPaise - (receivedPaise - outstandingPaise) };
  const on = outstandingPaise === 0 ? undefined : nextDueOn(asIfAllReceived);
  const upToOutstanding = (paise: number): number => Math.min(paise, outstandingPaise);
  return {
    overduePaise: upToOutstanding(overduePaise(asIfAllReceived, day)),
    next: on === undefined ? undefined : { on, paise: upToOutstanding(nextDuePaise(asIfAllReceived)) },
  };
};

const basisPointsOfWhole = 10_000;

/** One month's interest on an outstanding amount, at a rate in hundredths of a per cent (200 is 2%), rounded half up to the paisa. */
export const monthlyInterestPaise = (outstandingPaise: number, ratePerMonthBasisPoints: number): number =>
  Math.floor((outstandingPaise * ratePerMonthBasisPoints + basisPointsOfWhole / 2) / basisPointsOfWhole);
