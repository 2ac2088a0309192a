import { addDays, isDate, startOfDayInIndia } from '../platform/calendar.ts';

/**
 * Where lines lie is a text `<instant>#<id>`, and texts sort as instants do. `#` comes before every digit and letter, and
 * `~` behind: a bare instant lies before its lines, an instant with `~` behind them.
 */
export type Range = {
  /** The first that is wanted, and the last: both may be no line's own place. */
  readonly first: string;
  readonly last: string;
};

/** No line is older: the system did not exist. */
const beginning = '2020-01-01T00:00:00.000Z';

const startOf = (moment: string): string =>
  (isDate(moment) ? startOfDayInIndia(moment) : new Date(moment)).toISOString();

const endOf = (moment: string): string =>
  isDate(moment) ? startOfDayInIndia(addDays(moment, 1)).toISOString() : `${new Date(moment).toISOString()}~`;

/** The range from one date or instant to another, both included; without them from the beginning until now. */
export const rangeOf = (from: string | undefined, to: string | undefined, now: Date): Range => ({
  first: from === undefined ? beginning : startOf(from),
  last: to === undefined ? `${now.toISOString()}~` : endOf(to),
});

/** The UTC day in which a place lies. */
export const dayOf = (place: string): string => place.slice(0, 10);

/** What a list's cursor may hold: a line's place, or the beginning of a day. */
export const isPlace = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T[0-9:.]{12}Z#[0-9a-z-]{1,60})?$/.test(text) && isDate(dayOf(text));
