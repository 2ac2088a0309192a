import { expect, test } from 'vitest';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import {
  financialYearText,
  financialYearToDate,
  offeredPeriods,
  parsePeriod,
  periodKindOf,
} from '../../../../web/src/desks/books/accounts/period-rules.ts';

test.each([
  ['month', '2026-11-26', ['2026-11-01', '2026-11-26'], ['2026-10-01', '2026-10-31']],
  ['month', '2026-03-31', ['2026-03-01', '2026-03-31'], ['2026-02-01', '2026-02-28']],
  ['quarter', '2026-11-26', ['2026-10-01', '2026-11-26'], ['2026-07-01', '2026-09-30']],
  ['quarter', '2026-02-10', ['2026-01-01', '2026-02-10'], ['2025-10-01', '2025-12-31']],
  ['year', '2026-03-31', ['2025-04-01', '2026-03-31'], ['2024-04-01', '2025-03-31']],
  ['year', '2026-04-01', ['2026-04-01', '2026-04-01'], ['2025-04-01', '2026-03-31']],
] as const)('the latest of each %s, on %s', (way, today, first, second) => {
  const [a, b] = offeredPeriods(way, today);
  expect([a, b]).toEqual([
    { from: first[0], to: first[1] },
    { from: second[0], to: second[1] },
  ]);
});

test.each(['month', 'quarter', 'year'] as const)('a %s ends where the next begins', (way) => {
  const periods = offeredPeriods(way, '2026-11-26');
  periods.slice(1).forEach((period, index) => {
    expect(addDays(period.to, 1)).toBe(periods[index]?.from);
  });
});

test('an address names a period, or none', () => {
  expect(parsePeriod('2026-04-01', '2026-04-30')).toEqual({ from: '2026-04-01', to: '2026-04-30' });
  expect(parsePeriod('2026-04-30', '2026-04-01')).toBeUndefined();
  expect(parsePeriod('2026-04-31', '2026-05-01')).toBeUndefined();
  expect(parsePeriod('2026-04-01', undefined)).toBeUndefined();
});

test('a period is found again among those that are offered', () => {
  const today = '2026-11-26';
  expect(periodKindOf(financialYearToDate(today), today)).toBe('year');
  expect(financialYearText(financialYearToDate(today))).toBe('2026-27');
  expect(periodKindOf({ from: '2026-07-01', to: '2026-09-30' }, today)).toBe('quarter');
  expect(periodKindOf({ from: '2026-09-01', to: '2026-09-30' }, today)).toBe('month');
  expect(periodKindOf({ from: '2026-09-01', to: '2026-09-29' }, today)).toBe('free');
});
