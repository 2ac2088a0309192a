import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addMonthsToDate,
  cutoffOf,
  dateInIndia,
  dayEndedAt,
  financialYearOf,
  firstMonthOfFinancialYear,
  formatInstant,
  isDate,
  isFinancialYear,
  isMonth,
  lastDateOf,
  startOfDayInIndia,
} from '../../functions/shared/calendar/calendar.ts';

const inIndia = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata', dateStyle: 'short' });
const instants = fc.date({ min: new Date('1970-01-02'), max: new Date('2199-12-31'), noInvalidDate: true });
const months = fc
  .tuple(fc.integer({ min: 1950, max: 2190 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);

describe('the Indian calendar', () => {
  test.each([
    ['2026-10-31T18:29:59.999Z', '2026-10-31'],
    ['2026-10-31T18:30:00Z', '2026-11-01'],
    ['2024-02-28T18:30:00Z', '2024-02-29'],
    ['2026-03-31T18:30:00Z', '2026-04-01'],
  ])('%s is %s in India', (instant, date) => {
    expect(dateInIndia(new Date(instant))).toBe(date);
  });

  test('agrees with the time zone database at every instant since India keeps one time', () => {
    fc.assert(fc.property(instants, (instant) => dateInIndia(instant) === inIndia.format(instant)));
  });

  test('begins a day at the first instant of its date', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const start = startOfDayInIndia(dateInIndia(instant));
        return (
          start <= instant &&
          dateInIndia(start) === dateInIndia(instant) &&
          dateInIndia(new Date(start.getTime() - 1)) < dateInIndia(instant)
        );
      }),
    );
  });

  test.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2100-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['2026-10-31T00:00:00Z', false],
    ['', false],
  ])('knows whether %j exists', (text, exists) => {
    expect(isDate(text)).toBe(exists);
  });

  test.each([
    ['2026-03', '2025-26', '2025-04'],
    ['2026-04', '2026-27', '2026-04'],
    ['1999-12', '1999-00', '1999-04'],
    ['0206-10', '0206-07', '0206-04'],
  ])('puts %s into the financial year %s', (month, year, first) => {
    expect(financialYearOf(month)).toBe(year);
    expect(firstMonthOfFinancialYear(month)).toBe(first);
    expect(isFinancialYear(year)).toBe(true);
  });

  test.each(['2026-26', '2026-28', '2026', '26-27'])('refuses %s as a financial year', (text) => {
    expect(isFinancialYear(text)).toBe(false);
  });

  test('adds months there and back, and ends a month on the day before the next', () => {
    fc.assert(
      fc.property(months, fc.integer({ min: -500, max: 500 }), (month, count) => {
        expect(addMonths(addMonths(month, count), -count)).toBe(month);
        expect(isMonth(addMonths(month, count))).toBe(true);
        expect(addDays(lastDateOf(month), 1)).toBe(`${addMonths(month, 1)}-01`);
      }),
    );
  });

  test('closes a month at midnight in India on the fifth of the next', () => {
    expect(formatInstant(cutoffOf('2026-10', 5))).toBe('2026-11-04T18:30:00Z');
    expect(formatInstant(cutoffOf('2026-12', 5))).toBe('2027-01-04T18:30:00Z');
  });

  test('ends the day before with a midnight in India, and no day with another instant', () => {
    expect(dayEndedAt(cutoffOf('2026-10', 5))).toBe('2026-11-04');
    expect(dayEndedAt(cutoffOf('2026-12', 1))).toBe('2026-12-31');
    for (const instant of ['2026-11-04T18:30:00.001Z', '2026-11-04T18:29:59Z', '2026-11-05T00:00:00Z']) {
      expect(dayEndedAt(new Date(instant)), instant).toBeUndefined();
    }
  });
});

test.each([
  ['2026-11-26', -6, '2026-05-26'],
  ['2026-03-15', -6, '2025-09-15'],
  // The last day where the month is shorter.
  ['2026-08-31', -6, '2026-02-28'],
  ['2028-08-30', -6, '2028-02-29'],
  ['2026-12-31', -6, '2026-06-30'],
  ['2027-01-31', 2, '2027-03-31'],
])('%s and %s months is %s', (date, count, result) => {
  expect(addMonthsToDate(date, count)).toBe(result);
});
