import {
  addDays,
  addMonths,
  cutoffOf,
  dateInIndia,
  lastDateOf,
  monthOf,
} from '../../shared/calendar/calendar.ts';
import { ageMs, fine, hourMs, type Judge, notFine } from './judged.ts';
import { thresholds } from './thresholds.ts';

/** Judges what is due on a day: the seals of the logs' days, and the publishing of months. */

/** A UTC day is complete this long after its end (functions/jobs/digest/write-digests.ts). */
const sealDelayHours = 6;

/** The last UTC day that should be sealed by now: it was complete so long ago that a run has had time to seal it. */
const dueSeal = (now: Date): string => {
  const delayed = new Date(now.getTime() - (sealDelayHours + thresholds.sealsGraceHours) * hourMs);
  const dayNotOver = delayed.toISOString().slice(0, 10);
  return addDays(dayNotOver, -1);
};

export const judgeSeals: Judge<'seals'> = ({ until }, { now, recordsFrom }) => {
  const due = dueSeal(now);
  if (due < recordsFrom) return fine(until === undefined ? {} : { sealedUntil: until });
  if (until === undefined) return notFine('act', 'never');
  const shown = { sealedUntil: until };
  if (until >= due) return fine(shown);
  const isLongLate = addDays(until, thresholds.sealsActDays) <= due;
  return notFine(isLongLate ? 'act' : 'look', 'late', shown);
};

/** The newest month that should be published by now. */
const dueMonthAt = (now: Date, cutoffDay: number): string => {
  const lastMonth = addMonths(monthOf(dateInIndia(now)), -1);
  const isClosed =
    ageMs(cutoffOf(lastMonth, cutoffDay).toISOString(), now) >= thresholds.monthGraceHours * hourMs;
  return isClosed ? lastMonth : addMonths(lastMonth, -1);
};

export const judgeMonth: Judge<'month'> = ({ newest, withoutTerms }, { now, cutoffDay, recordsFrom }) => {
  const dueMonth = dueMonthAt(now, cutoffDay);
  const shown = newest === undefined ? {} : { month: newest };
  const isBeforeRecords = lastDateOf(dueMonth) < recordsFrom;
  if (isBeforeRecords || (newest !== undefined && newest >= dueMonth)) return fine(shown);
  const reason = withoutTerms.includes(dueMonth) ? 'waits_for_terms' : 'late';
  return notFine('act', reason, { ...shown, dueMonth });
};
