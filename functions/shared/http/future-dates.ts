import { isMonth } from '../calendar/calendar.ts';
import { AppError } from '../errors/errors.ts';

/** The names of all date fields, in any record, that must not lie in the future. A follow-up's `due` may. */
const pastDateFields = new Set([
  'formedOn',
  'closedOn',
  'joinedOn',
  'leaderSince',
  'exitedOn',
  'heldOn',
  'openedOn',
  'asOf',
  'on',
  'from',
  'disbursedOn',
  'sanctionedOn',
]);

/** The dotted paths of all date fields and birth years of an input that must not lie in the future, but lie after today (Indian date). */
const findFutureDates = (input: unknown, today: string, path = ''): string[] => {
  if (typeof input !== 'object' || input === null) {
    return [];
  }
  return Object.entries(input).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (pastDateFields.has(key)) {
      if (typeof value !== 'string' || value <= today) return [];
      // A `from` may also be a month (of the programme's terms), and only then lie in the future.
      return key === 'from' && isMonth(value) ? [] : [here];
    }
    if (key === 'birthYear') {
      return typeof value === 'number' && value > Number(today.slice(0, 4)) ? [here] : [];
    }
    return findFutureDates(value, today, here);
  });
};

/** Refuses a body in which a date lies after `today`, except for fields such as `due`. */
export const refuseFutureDates = (body: unknown, today: string): void => {
  const paths = findFutureDates(body, today);
  if (paths.length > 0) {
    throw new AppError('invalid', 'invalid_date', 'A date lies in the future.', {
      errors: paths.map((path) => ({ path, message: 'This date has not come yet.' })),
    });
  }
};
