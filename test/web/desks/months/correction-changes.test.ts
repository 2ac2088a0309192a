import { describe, expect, test } from 'vitest';
import { changesOf, hasFewChangedRecords } from '../../../../web/src/desks/months/correction-changes.ts';
import type { Snapshot } from '../../../../web/src/months/published.ts';

type Indicator = Snapshot['indicators'][number];

const snapshot = (more: Partial<Snapshot>, ...indicators: Partial<Indicator>[]): Snapshot => ({
  programme: {
    name: 'Leadership Next',
    implementer: 'HELP',
    forum: 'VIMUKTHI',
    funder: 'Kamonohashi',
    state: 'Andhra Pradesh',
  },
  narrative: null,
  stories: [],
  month: '2026-08',
  version: 1,
  reason: null,
  cutoff: '',
  financialYear: '2026-27',
  revisions: [],
  ...more,
  indicators: indicators.map((one) => ({
    code: 'pensions',
    unit: 'persons',
    way: 'distinct',
    title: { en: '', te: '', ja: '' },
    month: 4,
    financialYear: 9,
    toDate: 9,
    target: null,
    baseline: null,
    breakdowns: { district: null, ageBand: null },
    ...one,
  })),
});

describe('what a correction changes', () => {
  const august = snapshot({}, {});
  const september = snapshot(
    { month: '2026-09', revisions: [{ month: '2026-08', code: 'pensions', was: 4, now: 5 }] },
    {},
  );

  test('is told against what is known of the month today', () => {
    const next = snapshot({ version: 2 }, { month: 6, toDate: 11 });
    expect(changesOf(next, [august, september])).toEqual([
      { indicator: next.indicators[0], period: 'month', was: 5, now: 6 },
      { indicator: next.indicators[0], period: 'toDate', was: 9, now: 11 },
    ]);
  });

  test('is nothing where a revision has said it already, and of a stock one number', () => {
    const next = snapshot({ version: 2 }, { month: 5 });
    expect(changesOf(next, [august, september])).toEqual([]);
    const balance = { code: 'savings_balance', way: 'stock' } as const;
    const stock = snapshot({ version: 2 }, { ...balance, month: 7, financialYear: 7, toDate: 7 });
    expect(changesOf(stock, [snapshot({}, { ...balance, financialYear: 4, toDate: 4 })])).toMatchObject([
      { period: 'month', was: 4, now: 7 },
    ]);
  });

  test('is told of a ratio where one of its parts changes, and not of a new indicator', () => {
    const ratio = (numerator: number) => ({
      code: 'attendance_rate',
      way: 'ratio' as const,
      month: { numerator, denominator: 3 },
    });
    const next = snapshot({ version: 2 }, ratio(2), { code: 'later' });
    expect(changesOf(next, [snapshot({}, ratio(1))])).toMatchObject([{ period: 'month' }]);
    expect(changesOf(next, [snapshot({}, ratio(2))])).toEqual([]);
  });
});

test.each([
  [0, false],
  [1, true],
  [10, true],
  [11, false],
])('a correction made of %i records can be read as one woman’s: %s', (records, isFew) => {
  const none = { late: 0, corrected: 0, taken_back: 0, consent: 0, joined: 0, moved: 0 };
  expect(hasFewChangedRecords({ because: { ...none, consent: records } })).toBe(isFew);
  expect(
    hasFewChangedRecords({
      because: { ...none, late: Math.floor(records / 2), moved: Math.ceil(records / 2) },
    }),
  ).toBe(isFew);
});

test('a first version is compared with none', () => {
  expect(hasFewChangedRecords({})).toBe(false);
});
