import { addDays, cutoffOf, startOfDayInIndia } from '../../functions/shared/calendar/calendar.ts';
import type { Random } from './random.ts';

/** The last month that the demo programme publishes. */
export const lastMonth = '2026-10';
/** The day of the following month on which a month closes, at 00:00 in India. An empty local stack, without the demo programme, publishes by it too. */
export const cutoffDay = 5;
/** When `lastMonth` closes, RFC 3339 in UTC with milliseconds. Meetings and other money from then on are left out. */
export const lastCutoff = cutoffOf(lastMonth, cutoffDay).toISOString();
/** The last day of the demo programme's records: later ones might miss the cutoff of the last month. */
export const lastDay = '2026-11-03';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The earlier of two demo dates. */
const earlierOf = (a: string, b: string): string => (a < b ? a : b);
/** The later of two demo dates. */
export const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** Draws a date for a demo record, all equally likely: from `minDays` to `maxDays` after `date`, at the latest `latest`. */
export const drawDayWithin = (
  random: Random,
  date: string,
  {
    minDays,
    maxDays,
    latest,
  }: { readonly minDays: number; readonly maxDays: number; readonly latest: string },
): string => {
  const last = earlierOf(addDays(date, maxDays), latest);
  const first = earlierOf(addDays(date, minDays), last);
  const days = (Date.parse(last) - Date.parse(first)) / dayMs;
  return addDays(first, random.int(0, days));
};

/** Draws a date for a demo record: from `minDays` to `maxDays` after `date`. A date after `lastDay` becomes `lastDay`. */
export const drawDayAfter = (random: Random, date: string, minDays: number, maxDays: number): string =>
  earlierOf(addDays(date, random.int(minDays, maxDays)), lastDay);

/**
 * Draws the time of a demo record on a day in India, between two hours. It has milliseconds, so that two are rarely equal.
 * @param fromHour Indian time, 0 to 23, included
 * @param toHour Indian time, excluded
 * @returns RFC 3339 in UTC
 */
export const drawTimeBetweenHours = (
  random: Random,
  date: string,
  fromHour: number,
  toHour: number,
): string =>
  new Date(
    startOfDayInIndia(date).getTime() + fromHour * hourMs + random.int(0, (toHour - fromHour) * hourMs - 1),
  ).toISOString();

/** The last date of an event of a demo case: the end of `lastMonth`. */
export const lastEventDay = '2026-10-31';

/** Draws the date of an event of a demo case: from `minDays` to `maxDays` after `date`, at the latest `lastEventDay`. */
export const drawEventDay = (random: Random, date: string, minDays: number, maxDays: number): string =>
  drawDayWithin(random, date, { minDays, maxDays, latest: lastEventDay });

/**
 * Draws the date on which a member's demo case is opened: 5 to `maxDays` after she joined. At the latest it is 2026-10-12,
 * so that events can follow before `lastEventDay`.
 */
export const drawOpeningDay = (
  random: Random,
  member: { readonly joinedOn: string },
  { maxDays }: { readonly maxDays: number } = { maxDays: 300 },
): string => drawDayWithin(random, member.joinedOn, { minDays: 5, maxDays, latest: '2026-10-12' });
