import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dateOfDay,
  dayNumber,
  dayOfMonth,
  daysIn,
  firstOfFinancialYear,
  januaryOf,
  monthNumber,
  monthOfDay,
  monthOfRecording,
} from '../../functions/months/indicators/month-numbers.ts';
import { addDays } from '../../functions/shared/calendar/calendar.ts';

const dates = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days));

test('a day has a number that grows with it, from which its date, month and day are read', () => {
  fc.assert(
    fc.property(dates, dates, (date, other) => {
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      expect(monthNumber(date)).toBe(year * 12 + month - 1);
      expect(monthNumber(date.slice(0, 7))).toBe(monthNumber(date));
      expect(monthOfDay(dayNumber(date))).toBe(monthNumber(date));
      expect(dayOfMonth(dayNumber(date))).toBe(day);
      expect(dateOfDay(dayNumber(date))).toBe(date);
      expect(dayNumber(date) < dayNumber(other)).toBe(date < other);
    }),
  );
  expect(dateOfDay(dayNumber('0999-09-09'))).toBe('0999-09-09');
});

test('months are long and short, and the financial year begins in April', () => {
  const lengths = (year: number) => Array.from({ length: 12 }, (_, month) => daysIn(januaryOf(year) + month));
  expect(lengths(2026)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  expect(lengths(2028)[1]).toBe(29);
  expect(januaryOf(2026)).toBe(monthNumber('2026-01'));
  const first = (month: string) => firstOfFinancialYear(monthNumber(month));
  expect(['2026-04', '2026-12', '2027-03'].map(first)).toEqual(Array(3).fill(monthNumber('2026-04')));
  expect(['2026-03', '2025-04'].map(first)).toEqual(Array(2).fill(monthNumber('2025-04')));
});

test('a line is of the Indian month in which it was recorded', () => {
  expect(monthOfRecording({ recordedAt: '2026-03-31T18:29:59.999Z' })).toBe(monthNumber('2026-03'));
  expect(monthOfRecording({ recordedAt: '2026-03-31T18:30:00.000Z' })).toBe(monthNumber('2026-04'));
});
