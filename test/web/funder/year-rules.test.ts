import { describe, expect, test } from 'vitest';
import { publishedValuesOf } from '../../../web/src/funder/published-values.ts';
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
    expect([sum?.year.value, sum?.lastYear?.value, sum?.reached]).toEqual([8, 5, 800]);
    expect(distinct?.year.value).toBe(3);
    expect(ratio?.year.value).toEqual({ numerator: 3, denominator: 4 });
  });

  test('has what the year comes to by now, and the share of its target, beside what was first published', () => {
    // A correction of April that came after May was published.
    const corrected = {
      ...april,
      version: 2,
      indicators: [
        indicatorOf('sum', { month: 6 }),
        indicatorOf('ratio', { month: { numerator: 3, denominator: 5 } }),
      ],
    };
    const [sum, distinct, ratio] = yearRows(may, publishedValuesOf(may, [april], [corrected]));
    expect(sum?.year).toEqual({ value: 10, isRevised: true, asPublished: 8 });
    expect([sum?.reached, sum?.toDate.value]).toEqual([1000, 22]);
    expect(distinct?.year).toEqual({ value: 3, isRevised: false });
    expect(ratio?.year.value).toEqual({ numerator: 5, denominator: 7 });
    const file = yearFile(may, yearRows(may, publishedValuesOf(may, [april], [corrected])));
    expect(file.rows[0]?.slice(7)).toEqual([6, 4, 10, 8, undefined, 22, 10, 2, 8]);
  });

  test('is a file with one row an indicator, and a ratio in both its parts', () => {
    const file = yearFile(may, rows);
    expect(file.header.slice(7)).toEqual([
      '2026-04',
      '2026-05',
      'year',
      'year_as_published',
      'last_year',
      'to_date',
      'target',
      'plan_by_now',
      'difference_from_plan',
    ]);
    expect(file.rows.map((row) => row.slice(7))).toEqual([
      [4, 4, 8, 8, 5, 20, 10, 2, 6],
      [2, 2, 3, 3, undefined, 2, undefined, undefined, undefined],
      ['1/2', '2/2', '3/4', '3/4', undefined, '2/2', undefined, undefined, undefined],
    ]);
    expect(file.rows.every((row) => row.length === file.header.length)).toBe(true);
  });
});
