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

/** The last day up to which the events of demo cases are dated: of the last month whose figures the demo fixes. */
export const endOfLastMonth = '2026-10-31';

/** The day of an event of a demo case, some days after another, up to the end of the last month. */
export const laterOn = (random: Random, date: string, least: number, most: number): string =>
  dayWithin(random, date, least, most, endOfLastMonth);

/**
 * The day on which a demo case of hers may be opened: 5 to `most` days after she joined, at most 2026-10-12, so that
 * something can follow.
 */
export const openingDay = (random: Random, member: { readonly joinedOn: string }, most = 300): string =>
  dayWithin(random, member.joinedOn, 5, most, '2026-10-12');
