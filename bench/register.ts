import type { Registered } from '../functions/months/publishing/read-register.ts';
import { cutoffOf } from '../functions/shared/calendar/calendar.ts';
import { newId } from '../functions/shared/fields/ids.ts';

/** The day of the following month, in India, at whose beginning a month's recording ends. */
export const cutoffDay = 5;

/**
 * The cutoff with which a benchmark registers a month, as an ISO instant: `2034-10` gives `2034-11-04T18:30:00.000Z`.
 */
export const cutoffInstant = (month: string): string => cutoffOf(month, cutoffDay).toISOString();

/** A benchmark's register of publications: the first version of each given month (`YYYY-MM`), in their order. */
export const registerMonths = (months: readonly string[]): Registered[] =>
  months.map((month, index) => ({
    id: newId(),
    ordinal: index + 1,
    month,
    version: 1,
    cutoff: cutoffInstant(month),
    reason: null,
    // The benchmark's journals have no terms.
    terms: { name: 'Bench', implementer: '-', forum: '-', funder: '-', state: '-' },
    registeredAt: cutoffInstant(month),
  }));

/** The newest publication in a benchmark's register. @throws Error if nothing is registered */
export const newestOf = (register: readonly Registered[]): Registered => {
  const newest = register.at(-1);
  if (newest === undefined) {
    throw new Error('No month is registered.');
  }
  return newest;
};
