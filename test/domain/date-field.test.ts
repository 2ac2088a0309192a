import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonthsToDate, isDate } from '../../functions/shared/calendar/calendar.ts';
import { date, financialYear, month } from '../../functions/shared/fields/fields.ts';

describe('a date that is sent', () => {
  test.each(['1900-01-01', '2026-02-28', '2199-12-31'])('%s is taken', (text) => {
    expect(date.safeParse(text).success).toBe(true);
  });

  test.each(['0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31', '2026-02-29', '2026-2-3', ''])(
    '%j is refused, once',
    (text) => {
      const { error } = date.safeParse(text);
      expect(error?.issues).toHaveLength(1);
      expect(error?.issues[0]).toMatchObject({ params: { code: 'invalid_date' } });
    },
  );

  test('never leads beyond the calendar: not with sixty instalments, nor with any clock of a case', () => {
    const taken = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
    fc.assert(
      fc.property(taken, fc.integer({ min: 0, max: 60 }), (on, count) => {
        expect(date.safeParse(on).success).toBe(true);
        expect(isDate(addMonthsToDate(on, count))).toBe(true);
        expect(isDate(addDays(on, 90))).toBe(true);
      }),
    );
  });
});

describe('a month or financial year that is sent lies in the same years', () => {
  test.each(['1900-01', '2026-10', '2199-12'])('%s is taken', (text) => {
    expect(month.safeParse(text).success).toBe(true);
  });

  test.each(['0000-01', '1899-12', '2200-01', '9999-12', '2026-13', ''])('%j is refused, once', (text) => {
    expect(month.safeParse(text).error?.issues).toEqual([
      expect.objectContaining({ params: { code: 'invalid_month' } }),
    ]);
  });

  test.each(['1900-01', '2026-27', '2199-00'])('the year %s is taken', (text) => {
    expect(financialYear.safeParse(text).success).toBe(true);
  });

  test.each(['0000-01', '1899-00', '2200-01', '9999-00', '2026-28'])('the year %j is refused', (text) => {
    expect(financialYear.safeParse(text).error?.issues).toEqual([
      expect.objectContaining({ params: { code: 'invalid_financial_year' } }),
    ]);
  });
});
