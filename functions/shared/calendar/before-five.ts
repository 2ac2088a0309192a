import { type AppError, refused } from '../errors/errors.ts';

/**
 * The rule that nothing is recorded of a woman before she was five: a wrong year is almost always a slip of the finger. It compares
 * years, since only the year of a birth is known.
 */

const minAge = 5;

/** The error that an event is dated before its woman was five. @param path of the field that is probably wrong */
export const tooEarlyError = (path: string): AppError =>
  refused(
    'impossible_date',
    'She was not yet five years old then. Look at this date and at her year of birth.',
    path,
  );

/** The latest birth year of a woman about whom an event of this day may be recorded. @param on `YYYY-MM-DD` */
export const latestBirthYear = (on: string): number => Number(on.slice(0, 4)) - minAge;

/** Refuses an event that is dated before its woman was five. */
export const validateDay = (birthYear: number, on: string | undefined, path: string): AppError | undefined =>
  on !== undefined && birthYear > latestBirthYear(on) ? tooEarlyError(path) : undefined;
