import { expect, test } from 'vitest';
import { endOfLegalPeriod } from '../../functions/shared/calendar/legal-periods.ts';

/** The days of docs/legal-periods.md, counted by a calendar. */
test.each([
  ['rti', '2026-10-01', '2026-10-31'],
  ['rti', '2024-01-31', '2024-03-01'],
  ['rti_appeal', '2026-10-12', '2026-11-26'],
  ['appealing', '2026-11-30', '2026-12-30'],
  ['appealing', '2026-12-15', '2027-01-14'],
] as const)('%s from %s ends on %s', (period, on, end) => {
  expect(endOfLegalPeriod(period, on)).toBe(end);
});

test('a day before the law has its first period', () => {
  expect(endOfLegalPeriod('rti', '2001-01-01')).toBe('2001-01-31');
});
