import { addDays, startOfDayInIndia } from '../../functions/domain/calendar.ts';
import type { Random } from './random.ts';

/** The last day of the demo programme's records: later ones might miss the cutoff of the last month. */
export const lastDay = '2026-11-03';

/** The earlier of two demo dates. */
export const earlier = (a: string, b: string): string => (a < b ? a : b);
/** The later of two demo dates. */
export const later = (a: string, b: string): string => (a > b ? a : b);

/** A date for a demo record from `least` to `most` days after another, at most `end`, with equal probability. */
export const dayWithin = (random: Random, date: string, least: number, most: number, end: string): string => {
  const last = earlier(addDays(date, most), end);
  const first = earlier(addDays(date, least), last);
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return addDays(first, random.int(0, days));
};

/** A date for a demo record from `least` to `most` days after another, at most the programme's last day. */
export const dayAfter = (random: Random, date: string, least: number, most: number): string =>
  earlier(addDays(date, random.int(least, most)), lastDay);

/**
 * A time for a demo record on a day in India, between two hours; to the millisecond, so that two are rarely equal.
 * @param from hour, 0 to 23
 * @param to hour, after `from`
 */
export const timeOn = (random: Random, date: string, from: number, to: number): string =>
  new Date(
    startOfDayInIndia(date).getTime() + from * 3_600_000 + random.int(0, (to - from) * 3_600_000 - 1),
  ).toISOString();
