import type { ApiRoute } from '../../functions/api/contracts.ts';
import { addDays, startOfDayInIndia } from '../../functions/domain/calendar.ts';
import type { PersonKey } from '../identity/demo-people.ts';
import type { Random } from './random.ts';

/** A request of the demo programme: who sends what, and when. */
export type DemoRequest = {
  /** The business time, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly by: PersonKey;
  readonly route: ApiRoute;
  readonly path: Readonly<Record<string, string>>;
  readonly body: object;
  /** The version that it changes. */
  readonly ifMatch?: number;
};

/** The last day of the demo programme's records: later ones might miss the cutoff of the last month. */
export const lastDay = '2026-11-03';

/** The earlier of two dates. */
export const earlier = (a: string, b: string): string => (a < b ? a : b);
/** The later of two dates. */
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

const hex = (random: Random, digits: number): string =>
  Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('');

/** A UUIDv7 of a given time, as a phone would make it. */
export const idAt = (random: Random, at: string): string => {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  const variant = random.pick(['8', '9', 'a', 'b']);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
};
