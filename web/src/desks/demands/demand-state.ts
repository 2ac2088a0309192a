import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import type { Demand } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';

type State = Pick<Demand, 'status' | 'reversed' | 'dueOn'>;

/** Whether a demand has no answer yet. */
export const isWaiting = ({ status, reversed }: State): boolean =>
  status === 'open' && reversed === undefined;

/** Whether a demand has no answer, though the day for it lies before today (Indian date). */
export const isOverdue = (demand: State, today: string): boolean =>
  isWaiting(demand) && demand.dueOn !== undefined && demand.dueOn < today;

/** What tells when an office did something last. */
type Dated = State & Pick<Demand, 'on'> & { readonly steps: readonly Pick<Demand['steps'][number], 'on'>[] };

/** After so many days without a word from the office, a demand that has no day for its answer is asked again. */
const daysUntilAskedAgain = 30;

/** When to ask an office again that has no day for its answer: counted from the demand, or from what the office did last. Undefined for others. */
export const askAgainOn = (demand: Dated): string | undefined => {
  if (!isWaiting(demand) || demand.dueOn !== undefined) return undefined;
  const newest = demand.steps.at(-1)?.on ?? demand.on;
  return addDays(newest, daysUntilAskedAgain);
};

/** Whether an office is to be asked again by today (Indian date). */
export const isToAskAgain = (demand: Dated, today: string): boolean => {
  const day = askAgainOn(demand);
  return day !== undefined && day <= today;
};

/** Compares two demands: overdue ones first, the longest overdue foremost; the others stay in their order. */
export const overdueFirst =
  (today: string) =>
  (a: State, b: State): number =>
    Number(isOverdue(b, today)) - Number(isOverdue(a, today)) ||
    (isOverdue(a, today) ? (a.dueOn ?? '').localeCompare(b.dueOn ?? '') : 0);

/** What became of a demand, in a word. */
export const stateText = ({ status, reversed }: State): string =>
  t(reversed === undefined ? `demands.status.${status}` : 'reversed');
