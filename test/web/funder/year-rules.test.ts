import { describe, expect, test } from 'vitest';
import { publishedValuesOf } from '../../../web/src/funder/periods.ts';
import { yearFile, yearRows } from '../../../web/src/funder/year/year-rows.ts';
import { indicatorOf, published } from './published.ts';

const april = published('2026-04', {
  indicators: [
    indicatorOf('sum', { month: 3 }),
    indicatorOf('distinct', { month: 2 }),
    indicatorOf('ratio', { month: { numerator: 1, denominator: 2 } }),
  ],
});
const may = published('2026-05', {
  indicators: [
    indicatorOf('sum', { month: 4, financialYear: 8, toDate: 20 }, { target: 10 }),
    indicatorOf('distinct', { month: 2, financialYear: 3 }),
    indicatorOf('ratio', {
      month: { numerator: 2, denominator: 2 },
      financialYear: { numerator: 3, denominator: 4 },
    }),
  ],
  revisions: [{ month: '2026-04', code: 'sum', was: 3, now: 4 }],
});
const lastYear = published('2025-05', { indicators: [indicatorOf('sum', { month: 1, financialYear: 5 })] });

describe('the table of a year', () => {
  const rows = yearRows(may, publishedValuesOf(may, [lastYear, april]));

  test('has the months as they are known, the year as published, last year’s and the reached share', () => {
    const [sum, distinct, ratio] = rows;
    expect(sum?.months.map((month) => month?.value)).toEqual([4, 4]);
    expect([sum?.year, sum?.lastYear?.value, sum?.share]).toEqual([8, 5, 0.8]);
    expect(distinct?.year).toBe(3);
    expect(ratio?.year).toEqual({ numerator: 3, denominator: 4 });
    expect(rows.map(({ monthsAddUpTo }) => monthsAddUpTo)).toEqual([undefined, undefined, undefined]);
  });

  test('says what the months come to by now where that is no longer the year’s number', () => {
    // A correction of April that came after May was published.
    const corrected = { ...april, version: 2, indicators: [indicatorOf('sum', { month: 9 })] };
    const shown = published('2026-05', { version: 1, indicators: may.indicators });
    const [sum, distinct, ratio] = yearRows(shown, publishedValuesOf(shown, [april, corrected]));
    expect(sum?.monthsAddUpTo).toBe(13);
    expect(distinct?.monthsAddUpTo).toBeUndefined();
    // The correction has no ratio: a month is missing.
    expect(ratio?.monthsAddUpTo).toBeUndefined();
  });

  test('is a file with one row an indicator, and a ratio in both its parts', () => {
    const file = yearFile(may, rows);
    expect(file.header.slice(7)).toEqual(['2026-04', '2026-05', 'year', 'last_year', 'to_date', 'target']);
    expect(file.rows.map((row) => row.slice(7))).toEqual([
      [4, 4, 8, 5, 20, 10],
      [2, 2, 3, undefined, 2, undefined],
      ['1/2', '2/2', '3/4', undefined, '2/2', undefined],
    ]);
    expect(file.rows.every((row) => row.length === file.header.length)).toBe(true);
  });
});
