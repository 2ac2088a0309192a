import { addDays, isDate, startOfDayInIndia } from '../domain/calendar.ts';
import { journalStart } from '../journal/read-journal.ts';

/**
 * Sort keys are `<instant>#<id>` and sort by time. `#` sorts before digits and letters and `~` after them, so a
 * bare instant comes before its lines and an instant with `~` after them.
 */
export type Range = {
  /** The first and last wanted sort key; neither has to exist. */
  readonly first: string;
  readonly last: string;
  /** The UTC days that may contain the range. */
  readonly firstDay: string;
  readonly lastDay: string;
};

/** Sorts after every line. */
const end = '~';

const startOf = (moment: string): string =>
  (isDate(moment) ? startOfDayInIndia(moment) : new Date(moment)).toISOString();

const endOf = (moment: string): string =>
  isDate(moment) ? startOfDayInIndia(addDays(moment, 1)).toISOString() : `${new Date(moment).toISOString()}~`;

/** The UTC day of a sort key in the auditor's lists of the logs. */
export const dayOf = (sortKey: string): string => sortKey.slice(0, 10);

const isBefore = (day: string, other: string): boolean => day < other;

/**
 * The range of a log that the auditor asks for: from one date or instant to another, both included. Default: from the
 * first line to the last.
 */
export const rangeOf = (from: string | undefined, to: string | undefined, now: Date): Range => {
  const first = from === undefined ? journalStart : startOf(from);
  const last = to === undefined ? end : endOf(to);
  const today = dayOf(now.toISOString());
  return {
    first,
    last,
    firstDay: isBefore(dayOf(first), journalStart) ? journalStart : dayOf(first),
    lastDay: isBefore(dayOf(last), today) ? dayOf(last) : today,
  };
};

/** Whether the text of a log list's cursor is valid: a line's sort key, or a day. */
export const isSortKeyOrDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T[0-9:.]{12}Z#[0-9a-z-]{1,60})?$/.test(text) && isDate(dayOf(text));
