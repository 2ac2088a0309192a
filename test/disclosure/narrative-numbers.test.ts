import { describe, expect, test } from 'vitest';
import { fillNumbers, findUnknownNumbers } from '../../functions/months/disclosure/narrative-numbers.ts';

describe('the numbers of a narrative', () => {
  const indicators = [
    { code: 'members_active', unit: 'members', month: 123_456, financialYear: 7, toDate: 8 },
    { code: 'savings', unit: 'paise', month: 12_345_600, financialYear: 200, toDate: 350 },
    {
      code: 'attendance',
      unit: 'percent',
      month: { numerator: 1, denominator: 4 },
      financialYear: { numerator: 1, denominator: 2 },
      toDate: { numerator: 0, denominator: 0 },
    },
  ];
  const codes = new Set(indicators.map(({ code }) => code));

  test.each([
    ['Now {members_active} women.', 'Now 1,23,456 women.', []],
    ['{savings} and {savings.toDate}', '₹1,23,456 and ₹3.50', []],
    ['{members_active.month} {members_active.financialYear} {members_active.toDate}', '1,23,456 7 8', []],
    ['{attendance} {attendance.financialYear} {attendance.toDate}', '25.0% 50.0% –', []],
    ['No number at all.', 'No number at all.', []],
    ['{nothing} {savings}', '{nothing} ₹1,23,456', ['{nothing}']],
    ['{savings.week}', '{savings.week}', ['{savings.week}']],
    ['{savings.toDate.month}', '{savings.toDate.month}', ['{savings.toDate.month}']],
    ['{savings.}', '{savings.}', ['{savings.}']],
    ['{}', '{}', ['{}']],
    ['{savings', '{savings', ['{']],
    ['{savings} savings}', '₹1,23,456 savings}', ['}']],
    ['{ savings }', '{ savings }', ['{ savings }']],
  ])('%s', (text, filled, unknown) => {
    expect(fillNumbers(text, indicators, 'en')).toBe(filled);
    expect(findUnknownNumbers(text, codes)).toEqual(unknown);
  });

  test('are grouped as the reader writes them', () => {
    expect(fillNumbers('{members_active}', indicators, 'ja')).toBe('123,456');
  });
});
