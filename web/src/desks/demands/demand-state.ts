import type { Demand } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';

type State = Pick<Demand, 'status' | 'reversed' | 'dueOn'>;

/** Whether a demand has no answer yet. */
export const isWaiting = ({ status, reversed }: State): boolean =>
  status === 'open' && reversed === undefined;

/** Whether a demand has no answer, though the day for it lies before today (Indian date). */
export const isOverdue = (demand: State, today: string): boolean =>
  isWaiting(demand) && demand.dueOn !== undefined && demand.dueOn < today;

/** Compares two demands: overdue ones first, the longest overdue foremost; the others stay in their order. */
export const overdueFirst =
  (today: string) =>
  (a: State, b: State): number =>
    Number(isOverdue(b, today)) - Number(isOverdue(a, today)) ||
    (isOverdue(a, today) ? (a.dueOn ?? '').localeCompare(b.dueOn ?? '') : 0);

/** What became of a demand, in a word. */
export const stateText = ({ status, reversed }: State): string =>
  t(reversed === undefined ? `demands.status.${status}` : 'reversed');
