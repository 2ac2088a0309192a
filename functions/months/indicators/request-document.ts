import { addDays } from '../../shared/calendar/calendar.ts';
import { requestDays } from '../../shared/calendar/request-deadline.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { monthNumber } from './month-numbers.ts';

/** What counting needs of a member's request about the data kept of her. It counts without a reporting consent. */
export type RequestDocument = {
  kind: JournalLineOf<'request_recorded'>['kind'] | null;
  /** The month in which it was made; null until a line gives it. */
  month: number | null;
  /** The first month on whose last day it is overdue if it is still open. */
  overdueFrom: number | null;
  /** The month of the first answer or refusal, by date. */
  closedMonth: number | null;
  isReversed: boolean;
};

export const newRequest = (): RequestDocument => ({
  kind: null,
  month: null,
  overdueFrom: null,
  closedMonth: null,
  isReversed: false,
});

export const setRequest = (
  request: RequestDocument,
  { kind, on }: Pick<JournalLineOf<'request_recorded'>, 'kind' | 'on'>,
): void => {
  request.kind = kind;
  request.month = monthNumber(on);
  // The last day to answer is `requestDays` after `on`; the request is overdue from the next day on.
  request.overdueFrom = monthNumber(addDays(on, requestDays + 1));
};

export const addStep = (
  request: RequestDocument,
  { step, on }: Pick<JournalLineOf<'request_step'>, 'step' | 'on'>,
): void => {
  if (step === 'answered' || step === 'refused') {
    const month = monthNumber(on);
    request.closedMonth = request.closedMonth === null ? month : Math.min(request.closedMonth, month);
  }
};

/**
 * Whether a member's request counts in the indicators, by its document. Grievances don't, since only the auditor may
 * know of them.
 */
export const isCountedRequest = ({ kind, isReversed }: RequestDocument): boolean =>
  kind !== null && kind !== 'grievance' && !isReversed;
