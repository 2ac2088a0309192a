import { addDays, isDate, startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import { journalStart } from '../../shared/journal/journal-start.ts';

/**
 * The range of a log that the auditor asks for. A line's sort key is `<instant>#<id>`, such as `2026-11-05T06:30:00.000Z#0199…`. `#` sorts
 * before digits and letters and `~` after them: so an instant alone sorts before its lines, and an instant with `~` after them. Lines that stand
 * for a day's readings are after its others: `<day>T~#<id>`.
 */
export type LogRange = {
  /** The smallest and the largest sort key of the range; there need not be lines with these keys. */
  readonly first: string;
  readonly last: string;
  /** The first and the last UTC day that may contain lines of the range. */
  readonly firstDay: string;
  readonly lastDay: string;
};

/** Sorts after every line; at the end of an instant, after the lines of that instant. */
export const afterLines = '~';

/** @param moment an Indian date or an instant */
const startOf = (moment: string): string =>
  (isDate(moment) ? startOfDayInIndia(moment) : new Date(moment)).toISOString();

/** @param moment an Indian date, which ends where the next one begins, before the lines of that instant; or an instant, with its lines */
const endOf = (moment: string): string =>
  isDate(moment)
    ? startOfDayInIndia(addDays(moment, 1)).toISOString()
    : new Date(moment).toISOString() + afterLines;

/** The UTC day in which a sort key or a day of a log's range lies. */
export const dayOf = (sortKey: string): string => sortKey.slice(0, 10);

const isBefore = (day: string, other: string): boolean => day < other;

/**
 * The range of a log from one Indian date or instant to another, both included. Without them it begins with the first line or ends with the
 * last one.
 */
export const rangeOf = (from: string | undefined, to: string | undefined, now: Date): LogRange => {
  const first = from === undefined ? journalStart : startOf(from);
  const last = to === undefined ? afterLines : endOf(to);
  const today = dayOf(now.toISOString());
  return {
    first,
    last,
    // No line is older than the journal's start or later than today.
    firstDay: isBefore(dayOf(first), journalStart) ? journalStart : dayOf(first),
    lastDay: isBefore(dayOf(last), today) ? dayOf(last) : today,
  };
};

/** Whether a cursor in the range of a log's lines is valid: a line's sort key, or a UTC day such as `2026-11-05`. */
export const isSortKeyOrDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T([0-9:.]{12}Z|~)#[0-9a-z-]{1,60})?$/.test(text) && isDate(dayOf(text));
