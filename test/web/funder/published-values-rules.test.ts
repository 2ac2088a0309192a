import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reachedOf } from '../../../functions/months/rendering/year-pace.ts';
import { addMonths, monthOfFinancialYear } from '../../../functions/shared/calendar/calendar.ts';
import { correctionOf, numberChanges } from '../../../web/src/funder/changes/number-changes.ts';
import { pointsOf } from '../../../web/src/funder/chart-points.ts';
import { ticksOf } from '../../../web/src/funder/indicator/chart-axis.ts';
import { compareValues } from '../../../web/src/funder/month/comparison.ts';
import {
  comparedMonth,
  firstMonthOfQuarter,
  lastMonthOfQuarter,
  monthsBetween,
  periods,
} from '../../../web/src/funder/periods/periods.ts';
import { publishedValuesOf } from '../../../web/src/funder/published-values.ts';
import type { Snapshot } from '../../../web/src/months/published.ts';
import { indicatorOf, published } from './published.ts';

const august = published('2026-08', { indicators: [indicatorOf('sum', { month: 4, financialYear: 14 })] });
const september = published('2026-09', {
  indicators: [indicatorOf('sum', { month: 6, financialYear: 21, toDate: 32 })],
  revisions: [{ month: '2026-08', code: 'sum', was: 4, now: 5 }],
});

describe('what is known of a month', () => {
  test('is what its newest version says, as revised since, up to the month that is shown', () => {
    const values = publishedValuesOf(september, [august]);
    expect(values.months).toEqual(['2026-08', '2026-09']);
    expect(values.get('sum', 'month', '2026-08')).toEqual({ value: 5, isRevised: true, asPublished: 4 });
    expect(values.get('sum', 'month', '2026-09')).toEqual({ value: 6, isRevised: false });
    const corrected = { ...september, version: 2, revisions: [] };
    expect(publishedValuesOf(corrected, [august, september]).get('sum', 'month', '2026-08')).toEqual({
      value: 5,
      isRevised: true,
      asPublished: 4,
    });
    const earlier = publishedValuesOf(august, [september]);
    expect(earlier.months).toEqual(['2026-08']);
    expect(earlier.get('sum', 'month', '2026-09')).toBeUndefined();
    expect(values.get('pensions', 'month', '2026-09')).toBeUndefined();
    expect(values.get('sum', 'month', '2026-07')).toBeUndefined();
  });

  test('says that it was revised, whether by a later month or by a new version of its own', () => {
    const corrected = published('2026-08', {
      version: 2,
      indicators: [indicatorOf('sum', { month: 7, financialYear: 17 })],
    });
    const october = published('2026-10', { indicators: [indicatorOf('sum', { month: 1 })] });
    const values = publishedValuesOf(october, [august, september, corrected]);
    expect(values.get('sum', 'month', '2026-08')).toEqual({ value: 7, isRevised: true, asPublished: 4 });
    expect(values.get('sum', 'financialYear', '2026-08')).toEqual({
      value: 17,
      isRevised: true,
      asPublished: 14,
    });
    // As it was in the beginning: then there is nothing to say.
    const back = { ...corrected, version: 3, indicators: august.indicators };
    const again = publishedValuesOf(october, [august, september, corrected, back]);
    expect(again.get('sum', 'month', '2026-08')).toEqual({ value: 4, isRevised: false });
    // On its own page too, where the totals are those of the shown version.
    const own = publishedValuesOf(corrected, [august, september]);
    expect(own.get('sum', 'month', '2026-08')).toEqual({ value: 7, isRevised: true, asPublished: 4 });
    expect(own.get('sum', 'financialYear', '2026-08')).toEqual({ value: 17, isRevised: false });
  });

  test('of a stock is the same in every period, as revised', () => {
    const stockOf = (month: number) => indicatorOf('stock', { month });
    const before = { ...august, indicators: [...august.indicators, stockOf(40)] };
    const after = {
      ...september,
      indicators: [...september.indicators, stockOf(50)],
      revisions: [...september.revisions, { month: '2026-08', code: 'stock', was: 40, now: 41 }],
    };
    const values = publishedValuesOf(after, [before]);
    for (const period of periods) {
      expect(values.get('stock', period, '2026-08'), period).toEqual({
        value: 41,
        isRevised: true,
        asPublished: 40,
      });
    }
  });
});

describe('a year and the total to date', () => {
  const of = (way: 'sum' | 'distinct', year: number, toDate: number) =>
    indicatorOf(way, { month: 1, financialYear: year, toDate });
  const march = published('2026-03', {
    indicators: [of('sum', 14, 44), of('distinct', 14, 44)],
  });
  const revised = (code: string, month: string, was: number, now: number) => ({ month, code, was, now });
  const april = published('2026-04', {
    indicators: [of('sum', 1, 46), of('distinct', 1, 46)],
    revisions: ['sum', 'distinct'].flatMap((code) => [
      revised(code, '2026-03', 1, 2),
      // A year before that of March: only the total to date has it.
      revised(code, '2025-03', 5, 4),
    ]),
  });
  const may = published('2026-05', {
    revisions: [revised('sum', '2026-03', 2, 3), revised('sum', '2026-04', 1, 8)],
  });

  test('grow by what later publications add to their months, and say what was first published', () => {
    const values = publishedValuesOf(march, [], [april, may]);
    expect(values.get('sum', 'financialYear', '2026-03')).toEqual({
      value: 14 + 2,
      isRevised: true,
      asPublished: 14,
    });
    expect(values.get('sum', 'toDate', '2026-03')).toEqual({
      value: 44 + 2 - 1,
      isRevised: true,
      asPublished: 44,
    });
    // As it was known when March was published.
    expect(publishedValuesOf(march, []).get('sum', 'financialYear', '2026-03')).toEqual({
      value: 14,
      isRevised: false,
    });
  });

  test('can’t be told anew of different persons, unless each counts in one month alone', () => {
    expect(publishedValuesOf(march, [], [april]).get('distinct', 'financialYear', '2026-03')).toEqual({
      value: 14,
      isRevised: false,
      isOutdated: true,
    });
    const once = publishedValuesOf(march, [], [april], new Set(['distinct']));
    expect(once.get('distinct', 'financialYear', '2026-03')).toEqual({
      value: 15,
      isRevised: true,
      asPublished: 14,
    });
  });

  test('are what the newest version of the last month says, if nothing changed since', () => {
    const again = { ...march, version: 2, indicators: [of('sum', 16, 45)] };
    const values = publishedValuesOf(again, [march, april], []);
    expect(values.get('sum', 'financialYear', '2026-03')).toEqual({ value: 16, isRevised: false });
  });

  test('of sums are always the sum of their months by now, in whatever order what is published', () => {
    const months = ['2026-04', '2026-05', '2026-06'];
    const act = fc.record({ month: fc.constantFrom(...months), now: fc.nat(50), by: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const known = new Map(months.map((month, index) => [month, index + 1]));
        const sumTo = (last: string) =>
          months.filter((month) => month <= last).reduce((sum, month) => sum + (known.get(month) ?? 0), 0);
        const say = (month: string, version: number, revisions: Snapshot['revisions']) =>
          published(month, {
            version,
            indicators: [
              indicatorOf('sum', {
                month: known.get(month) ?? 0,
                financialYear: sumTo(month),
                toDate: 100 + sumTo(month),
              }),
            ],
            revisions,
          });
        const all = months.map((month) => say(month, 1, []));
        for (const [index, { month, now, by }] of acts.entries()) {
          const was = known.get(month) ?? 0;
          known.set(month, now);
          // By a new version of the month itself, or as a revision in the last month's.
          all.push(
            by ? say(month, index + 2, []) : say('2026-06', index + 2, [{ month, code: 'sum', was, now }]),
          );
        }
        const newest = all.findLastIndex(({ month }) => month === '2026-06');
        const snapshot = all[newest];
        if (snapshot === undefined) throw new Error('No June.');
        const values = publishedValuesOf(snapshot, all.slice(0, newest), all.slice(newest + 1));
        for (const month of months) {
          expect(values.get('sum', 'financialYear', month)?.value).toBe(sumTo(month));
          expect(values.get('sum', 'toDate', month)?.value).toBe(100 + sumTo(month));
        }
      }),
    );
  });
});

const firstMonth = '2025-04';
/** Publications of months in a row, from April 2025. */
const publishedInRow = (values: readonly number[]): Snapshot[] =>
  values.map((value, index) =>
    published(addMonths(firstMonth, index), {
      indicators: [
        indicatorOf('sum', { month: value }),
        indicatorOf('stock', { month: value }),
        indicatorOf('ratio', { month: { numerator: value, denominator: value + 1 } }),
        indicatorOf('distinct', { month: value }),
      ],
    }),
  );

describe('a quarter', () => {
  test('begins in April, July, October and January', () => {
    for (let count = 0; count < 24; count += 1) {
      const month = addMonths('2025-04', count);
      expect(firstMonthOfQuarter(month)).toBe(addMonths('2025-04', count - (count % 3)));
      expect(lastMonthOfQuarter(month)).toBe(addMonths('2025-04', count - (count % 3) + 2));
    }
    expect(monthsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(monthsBetween('2026-11', '2026-10')).toEqual([]);
  });

  test('adds up its months for sums and ratios, is the end for stocks, and is not told for distinct persons', () => {
    const values = fc.array(fc.nat(1000), { minLength: 1, maxLength: 26, size: 'medium' });
    fc.assert(
      fc.property(values, (all) => {
        const snapshots = publishedInRow(all);
        const [last, ...before] = snapshots.toReversed();
        if (last === undefined) return;
        const values = publishedValuesOf(last, before.toReversed());
        const inQuarter = all.slice(all.length - 1 - ((all.length - 1) % 3));
        const sum = inQuarter.reduce((a, b) => a + b, 0);
        expect(values.get('sum', 'quarter', last.month)?.value).toBe(sum);
        expect(values.get('ratio', 'quarter', last.month)?.value).toEqual({
          numerator: sum,
          denominator: sum + inQuarter.length,
        });
        expect(values.get('stock', 'quarter', last.month)?.value).toBe(all.at(-1));
        expect(values.get('distinct', 'quarter', last.month)).toBeUndefined();
        // Where each person counts in one month alone, the months add up.
        const once = publishedValuesOf(last, before.toReversed(), [], new Set(['distinct']));
        expect(once.get('distinct', 'quarter', last.month)?.value).toBe(sum);
      }),
    );
  });

  test('is not told where one of its months was not published', () => {
    const [april, , june] = publishedInRow([1, 2, 3]);
    if (april === undefined || june === undefined) throw new Error('No months.');
    const values = publishedValuesOf(june, [april]);
    expect(values.get('sum', 'quarter', '2025-06')).toBeUndefined();
    expect(values.get('stock', 'quarter', '2025-06')?.value).toBe(3);
  });

  test('is said to be revised where one of its months was', () => {
    const late = { ...september, revisions: [{ month: '2026-07', code: 'sum', was: 4, now: 5 }] };
    const july = published('2026-07', { indicators: [indicatorOf('sum', { month: 4 })] });
    expect(publishedValuesOf(late, [july, august]).get('sum', 'quarter', '2026-09')).toEqual({
      value: 5 + 4 + 6,
      isRevised: true,
      asPublished: 4 + 4 + 6,
    });
  });
});

describe('a comparison', () => {
  test.each([
    ['sum', 'month', '2026-10', '2026-09'],
    ['sum', 'quarter', '2026-09', '2026-06'],
    ['sum', 'quarter', '2026-10', undefined],
    ['sum', 'financialYear', '2026-10', '2026-09'],
    ['sum', 'financialYear', '2026-04', undefined],
    ['sum', 'toDate', '2026-04', '2026-03'],
    ['distinct', 'toDate', '2026-10', '2026-09'],
    ['ratio', 'month', '2026-10', '2026-09'],
    ['ratio', 'financialYear', '2026-10', undefined],
    ['ratio', 'toDate', '2026-10', undefined],
    ['stock', 'month', '2026-10', '2026-09'],
    ['stock', 'quarter', '2026-11', '2026-09'],
    ['stock', 'financialYear', '2026-11', '2026-03'],
    ['stock', 'toDate', '2026-11', '2026-10'],
  ] as const)('of a %s, period %s, that ends with %s is with %s', (way, period, month, expected) => {
    expect(comparedMonth(way, period, month)).toBe(expected);
  });

  test('says the change, and the same period of last year', () => {
    const all = publishedInRow(Array.from({ length: 14 }, (_, index) => 10 + index * index));
    const [last, ...before] = all.toReversed();
    if (last === undefined) throw new Error('No months.');
    const values = publishedValuesOf(last, before.toReversed());
    const indicator = indicatorOf('sum', { month: 0 });
    expect(compareValues(values, indicator, 'month', '2026-05')).toEqual({
      now: { value: 179, isRevised: false },
      previous: { value: 154, isRevised: false },
      change: 25,
      lastYear: { value: 11, isRevised: false },
      changeOnLastYear: 168,
    });
    expect(compareValues(values, indicator, 'month', '2025-04')).toEqual({
      now: { value: 10, isRevised: false },
      change: null,
      lastYear: undefined,
      changeOnLastYear: null,
    });
  });

  test('knows how far a target was reached', () => {
    expect(reachedOf({ financialYear: 9, target: 15 })).toBe(600);
    // Halves are rounded up: 76.45 % is 76.5 %.
    expect(reachedOf({ financialYear: 1529, target: 2000 })).toBe(765);
    expect(reachedOf({ financialYear: 9, target: 0 })).toBeNull();
    expect(reachedOf({ financialYear: 9, target: null })).toBeNull();
    expect(reachedOf({ financialYear: { numerator: 1, denominator: 2 }, target: 15 })).toBeNull();
    expect(['2026-04', '2026-10', '2027-03'].map(monthOfFinancialYear)).toEqual([1, 7, 12]);
  });
});

describe('the points of a chart', () => {
  const all = publishedInRow(Array.from({ length: 20 }, (_, index) => index + 1));
  const [last, ...before] = all.toReversed();
  if (last === undefined) throw new Error('No months.');
  const values = publishedValuesOf(last, before.toReversed());

  test('end with the month that is shown, each with that of a year before', () => {
    const points = pointsOf(values, 'sum', 'month', { lastMonth: '2026-11', count: 13 });
    expect(points.map(({ month }) => month)).toEqual(monthsBetween('2025-11', '2026-11'));
    expect(points.map((point) => [point.published?.value, point.yearBefore?.value]).slice(-2)).toEqual([
      [19, 7],
      [20, 8],
    ]);
  });

  test('of quarters are whole ones, but for the last', () => {
    const points = pointsOf(values, 'sum', 'quarter', { lastMonth: '2026-11', count: 4 });
    expect(points.map(({ month, published: of }) => [month, of?.value])).toEqual([
      ['2026-03', 10 + 11 + 12],
      ['2026-06', 13 + 14 + 15],
      ['2026-09', 16 + 17 + 18],
      ['2026-11', 19 + 20],
    ]);
  });

  test('begin with the first that is known, and none are drawn where nothing is', () => {
    expect(
      pointsOf(values, 'sum', 'month', { lastMonth: '2025-06', count: 13 }).map(({ month }) => month),
    ).toEqual(['2025-04', '2025-05', '2025-06']);
    expect(pointsOf(values, 'distinct', 'quarter', { lastMonth: '2026-11', count: 4 })).toEqual([]);
  });

  test('have ticks from nothing to the highest or above, few of them', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (highest) => {
        const ticks = ticksOf(highest);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('what was ever changed', () => {
  test('is told of corrections and of late facts, in the order of publication, and once', () => {
    const correction = {
      ...published('2026-08', { indicators: [indicatorOf('sum', { month: 7 })] }),
      version: 2,
      reason: 'Sheets came late',
      revisions: [],
    };
    const october = published('2026-10', {
      indicators: [indicatorOf('sum', { month: 1 })],
      revisions: [
        { month: '2026-08', code: 'sum', was: 5, now: 7 },
        { month: '2026-09', code: 'sum', was: 6, now: 8 },
        { month: '2026-09', code: 'other', was: 1, now: 2 },
      ],
    });
    const told = numberChanges([august, september, correction, october]).filter(({ code }) => code === 'sum');
    expect(
      told.map(({ month, was, now, publication: by }) => [month, was, now, by.month, by.version, by.reason]),
    ).toEqual([
      ['2026-08', 4, 5, '2026-09', 1, null],
      ['2026-08', 5, 7, '2026-08', 2, 'Sheets came late'],
      ['2026-09', 6, 8, '2026-10', 1, null],
    ]);
  });

  test('is explained by the correction that told it, and not by one that comes after a report did', () => {
    const correction = published('2026-08', {
      version: 2,
      indicators: [indicatorOf('sum', { month: 5 }), indicatorOf('stock', { month: 9 })],
      reason: 'Sheets came late',
      changes: [{ code: 'sum', part: 'month', was: 4, now: 5 }],
      because: { late: 1, corrected: 0, taken_back: 0, consent: 0, joined: 0, moved: 0 },
    });
    const reasons = (publications: readonly Snapshot[]) =>
      numberChanges(publications).map((change) => [
        change.code,
        change.publication.month,
        correctionOf(change)?.reason,
      ]);
    expect(reasons([august, correction])).toEqual([['sum', '2026-08', 'Sheets came late']]);
    expect(reasons([august, september])).toEqual([['sum', '2026-09', undefined]]);
    expect(reasons([august, september, correction])).toEqual([['sum', '2026-09', undefined]]);
  });

  test('is nothing where a ratio stayed as it was', () => {
    const ratio = (month: string) =>
      published(month, { indicators: [indicatorOf('ratio', { month: { numerator: 1, denominator: 2 } })] });
    const again = { ...ratio('2026-08'), version: 2 };
    expect(numberChanges([ratio('2026-08'), again])).toEqual([]);
  });
});
