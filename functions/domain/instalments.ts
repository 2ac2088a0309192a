import { addDays, addMonths, lastDateOf, monthOf } from './calendar.ts';

/**
 * When a loan falls due, what of it is overdue, and whether it is at risk. The same for a member's loan and for what the group
 * borrows; a loan without a plan is never overdue. What is repaid is principal less outstanding, whatever made it so: a repayment,
 * a set-off, a write-off, or what was repaid before the books were opened.
 */

/** Amounts in paise, dates `YYYY-MM-DD`. A plan has both `instalments` and `firstDueOn`, or neither. */
export type LoanPlan = {
  readonly principalPaise: number;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
};

export type LoanState = LoanPlan & { readonly outstandingPaise: number };

/** A loan is at risk if something that was due so many days ago is not repaid. */
const daysUntilAtRisk = 30;

/** The date of instalment 0, 1, …: the first date's day of each later month, or that month's last day. */
const dueDate = (firstDueOn: string, index: number): string => {
  const month = addMonths(monthOf(firstDueOn), index);
  const sameDay = `${month}-${firstDueOn.slice(8)}`;
  const lastDay = lastDateOf(month);
  return sameDay < lastDay ? sameDay : lastDay;
};

/**
 * Every instalment of a loan's plan by date: equal parts of whole paise, rounded down; the last one takes the rest.
 * Empty without a plan.
 */
export const instalmentsOf = ({
  principalPaise,
  instalments,
  firstDueOn,
}: LoanPlan): { readonly dueOn: string; readonly amountPaise: number }[] => {
  if (instalments === undefined || firstDueOn === undefined) {
    return [];
  }
  const part = Math.floor(principalPaise / instalments);
  return Array.from({ length: instalments }, (_, index) => ({
    dueOn: dueDate(firstDueOn, index),
    amountPaise: index === instalments - 1 ? principalPaise - part * index : part,
  }));
};

/** The principal of a loan that falls due by its plan on the day or earlier, repaid or not. */
export const duePaise = (plan: LoanPlan, day: string): number =>
  instalmentsOf(plan)
    .filter(({ dueOn }) => dueOn <= day)
    .reduce((total, { amountPaise }) => total + amountPaise, 0);

const repaidPaise = ({ principalPaise, outstandingPaise }: LoanState): number =>
  principalPaise - outstandingPaise;

/** The principal of a loan that is due on the day or earlier and not repaid. */
export const overduePaise = (loan: LoanState, day: string): number =>
  Math.max(0, duePaise(loan, day) - repaidPaise(loan));

/** Whether something of a loan that was due 30 days before the day, or earlier, is not repaid. */
export const isAtRisk = (loan: LoanState, day: string): boolean =>
  duePaise(loan, addDays(day, -daysUntilAtRisk)) > repaidPaise(loan);

/**
 * The first date by which more of a loan is due than is repaid; it may lie in the past. Undefined without a plan, or if
 * all is repaid.
 */
export const nextDueOn = (loan: LoanState): string | undefined => {
  let due = 0;
  return instalmentsOf(loan).find(({ amountPaise }) => {
    due += amountPaise;
    return due > repaidPaise(loan);
  })?.dueOn;
};

/** What of a loan's plan is overdue and next due on a day, as the API's records show it. */
export const dueOf = (
  loan: LoanState,
  day: string,
): { readonly overduePaise: number; readonly nextDueOn?: string } => {
  const next = nextDueOn(loan);
  return { overduePaise: overduePaise(loan, day), ...(next === undefined ? {} : { nextDueOn: next }) };
};

/** What of a loan is due on `nextDueOn`, with all that was due before and is not repaid; 0 if nothing will fall due. */
export const nextDuePaise = (loan: LoanState): number => {
  const day = nextDueOn(loan);
  return day === undefined ? 0 : overduePaise(loan, day);
};

/** One month's interest on an amount at a rate in hundredths of a per cent, rounded half up to the paisa. */
export const monthlyInterestPaise = (outstandingPaise: number, ratePerMonthBasisPoints: number): number =>
  Math.floor((outstandingPaise * ratePerMonthBasisPoints + 5_000) / 10_000);
