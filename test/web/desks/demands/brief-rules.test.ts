import { expect, test } from 'vitest';
import { figuresOf } from '../../../../web/src/desks/demands/brief/brief-rules.ts';
import type { Breakdown, Indicator } from '../../../../web/src/months/published.ts';

const published = (
  code: string,
  way: Indicator['way'],
  { cells, ...values }: { month: number; toDate: number; cells?: Breakdown['cells'] },
): Indicator => ({
  ...{ code, way, unit: 'persons', title: { en: code, te: code, ja: code } },
  ...{ target: null, baseline: null, financialYear: 0 },
  breakdowns: { district: cells === undefined ? null : { asOf: '2026-09', cells }, ageBand: null },
  ...values,
});

const snapshot = {
  month: '2026-10',
  indicators: [
    published('house_pattas', 'distinct', {
      month: 1,
      toDate: 41,
      cells: [
        { key: 'Guntur', value: 22 },
        { key: 'Krishna', value: '*' },
      ],
    }),
    published('pensions', 'distinct', { month: 2, toDate: 30, cells: 'withheld' }),
    published('applications_pending', 'stock', { month: 7, toDate: 99 }),
  ],
};

test('a level is that of the month’s end, everything else is since the beginning', () => {
  expect(figuresOf(snapshot, 'entitlements', undefined)).toMatchObject([
    { code: 'house_pattas', value: 41, upTo: 'sinceBeginning', month: '2026-10' },
    { code: 'pensions', value: 30, upTo: 'sinceBeginning' },
  ]);
  expect(figuresOf(snapshot, 'compensation', undefined)).toMatchObject([
    { code: 'applications_pending', value: 7, upTo: 'monthEnd' },
  ]);
});

test('of a district only numbers that are published for it, with their own month', () => {
  expect(figuresOf(snapshot, 'entitlements', 'Guntur')).toMatchObject([
    { code: 'house_pattas', value: 22, month: '2026-09' },
  ]);
  expect(figuresOf(snapshot, 'entitlements', 'Krishna')).toEqual([]);
  expect(figuresOf(snapshot, 'entitlements', 'Kurnool')).toEqual([]);
  expect(figuresOf(snapshot, 'compensation', 'Guntur')).toEqual([]);
});
