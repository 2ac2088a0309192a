import { addDays } from '../../shared/calendar/calendar.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { isSettling } from '../../shared/kinds/demand-words.ts';
import { monthNumber } from './month-numbers.ts';

/** What counting needs of a demand on an office of the State. It is about nobody, so it counts without a consent. */
export type DemandDocument = {
  /** The month in which it was made; null until a line gives it. */
  month: number | null;
  /** The first month on whose last day it is overdue if it is still open; null if no day is due. */
  overdueFrom: number | null;
  /** The first answer of any kind, by date, then by recording. */
  answer: { on: string; step: JournalLineOf<'demand_step'>['step'] } | null;
  isReversed: boolean;
};

export const newDemand = (): DemandDocument => ({
  month: null,
  overdueFrom: null,
  answer: null,
  isReversed: false,
});

export const setDemand = (demand: DemandDocument, { on, dueOn }: JournalLineOf<'demand_recorded'>): void => {
  demand.month = monthNumber(on);
  // `dueOn` is the last day in time; the demand is overdue from the next day on.
  demand.overdueFrom = dueOn === undefined ? null : monthNumber(addDays(dueOn, 1));
};

export const addDemandStep = (demand: DemandDocument, { on, step }: JournalLineOf<'demand_step'>): void => {
  if (isSettling(step) && (demand.answer === null || on < demand.answer.on)) {
    demand.answer = { on, step };
  }
};
