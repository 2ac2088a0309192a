import { addDays, isDate, startOfDayInIndia } from '../domain/calendar.ts';
import { journalStart } from '../journal/read.ts';

/**
 * Where lines lie is a text `<instant>#<id>`, and texts sort as instants do. `#` comes before every digit and letter, and
 * `~` behind: a bare instant lies before its lines, an instant with `~` behind them.
 */
export type Range = {
  /** The first that is wanted, and the last: both may be no line's own place. */
  readonly first: string;
  readonly last: string;
  /** The UTC days in which its lines can lie. */
  readonly firstDay: string;
  readonly lastDay: string;
};

/** Behind every line. */
const end = '~';

const startOf = (moment: string): string =>
  (isDate(moment) ? startOfDayInIndia(moment) : new Date(moment)).toISOString();

const endOf = (moment: string): string =>
  isDate(moment) ? startOfDayInIndia(addDays(moment, 1)).toISOString() : `${new Date(moment).toISOString()}~`;

/** The UTC day in which a place lies. */
export const dayOf = (place: string): string => place.slice(0, 10);

const isBefore = (day: string, other: string): boolean => day < other;

/** The range from one date or instant to another, both included; without them from the first line to the last. */
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

/** What a list's cursor may hold: a line's place, or the beginning of a day. */
export const isPlace = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T[0-9:.]{12}Z#[0-9a-z-]{1,60})?$/.test(text) && isDate(dayOf(text));
