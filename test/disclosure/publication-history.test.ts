import { describe, expect, test } from 'vitest';
import {
  findLastShown,
  historyThroughFirstVersion,
  type PublishedNumbers,
  publishedNumbers,
  toPublishedNumbers,
  valuesOfMonths,
} from '../../functions/months/disclosure/publication-history.ts';

const cells = (value: number) => [{ key: 'Guntur', value }];
type Shown = { readonly asOf: string; readonly cells: unknown } | null;

/** A snapshot with the fields that later ones depend on, and one that they don't. */
const snapshotOf = (month: string, version: number, district: Shown, ageBand: Shown) => ({
  month,
  version,
  cutoff: '2026-11-05T18:30:00Z',
  programme: 'An invented programme',
  indicators: [
    { code: 'pensions', month: 2, financialYear: 20, toDate: 30, breakdowns: { district, ageBand } },
    {
      code: 'attendance',
      month: { numerator: 1, denominator: 2 },
      financialYear: { numerator: 3, denominator: 4 },
      toDate: { numerator: 5, denominator: 6 },
      breakdowns: { district: null, ageBand: null },
    },
  ],
  revisions: [{ month: '2026-09', code: 'pensions', was: 1, now: 2 }],
});
const now = (value: number): Shown => ({ asOf: '2026-10', cells: cells(value) });

describe('what is kept of a publication', () => {
  test('is its numbers, exact, and what it shows for the first time', () => {
    expect(
      toPublishedNumbers(7, snapshotOf('2026-10', 1, now(20), { asOf: '2026-10', cells: 'withheld' })),
    ).toEqual({
      ordinal: 7,
      month: '2026-10',
      version: 1,
      // As instants are compared: as texts.
      cutoff: '2026-11-05T18:30:00.000Z',
      values: {
        pensions: { month: 2, financialYear: 20, toDate: 30 },
        attendance: {
          month: { numerator: 1, denominator: 2 },
          financialYear: { numerator: 3, denominator: 4 },
          toDate: { numerator: 5, denominator: 6 },
        },
      },
      shown: { pensions: { district: cells(20), ageBand: 'withheld' } },
      revisions: [{ month: '2026-09', code: 'pensions', was: 1, now: 2 }],
    });
  });

  test.each<[string, number, Shown, Shown]>([
    ['a correction, which repeats', 2, now(20), now(30)],
    [
      'what an earlier month counted',
      1,
      { asOf: '2026-09', cells: cells(20) },
      { asOf: '2026-09', cells: cells(30) },
    ],
    ['what is half of an earlier month', 1, now(20), { asOf: '2026-09', cells: cells(30) }],
    ['what is half of one, the other way', 1, { asOf: '2026-09', cells: cells(20) }, now(30)],
    ['nothing yet', 1, null, null],
    ['one breakdown without the other', 1, now(20), null],
  ])('is no breakdown of %s', (_what, version, district, ageBand) => {
    expect(toPublishedNumbers(7, snapshotOf('2026-10', version, district, ageBand)).shown).toEqual({});
  });

  test('is kept whole', () => {
    const kept = toPublishedNumbers(7, snapshotOf('2026-10', 1, now(20), now(30)));
    expect(publishedNumbers.parse(kept)).toEqual(kept);
    expect(kept.shown).not.toEqual({});
  });

  test('is nothing of what is no snapshot', () => {
    const snapshot = snapshotOf('2026-10', 1, now(20), now(30));
    for (const broken of [
      { ...snapshot, cutoff: 'soon' },
      { ...snapshot, version: 1.5 },
      { ...snapshot, indicators: [{ code: 'pensions' }] },
      { ...snapshot, revisions: undefined },
      { ...snapshot, revisions: [{ month: '2026-09', code: 'pensions', was: 1 }] },
    ]) {
      expect(() => toPublishedNumbers(7, broken)).toThrow();
    }
  });
});

/** Of pensions: how many had come to date, and whether the month showed them. */
const numbersOf = (ordinal: number, month: string, toDate: number, isShown: boolean): PublishedNumbers => ({
  ordinal,
  month,
  version: 1,
  cutoff: '2026-11-05T18:30:00.000Z',
  values: { pensions: { month: toDate - 5, financialYear: toDate, toDate } },
  shown: isShown ? { pensions: { district: cells(toDate), ageBand: 'withheld' } } : {},
  revisions: [{ month: '2026-07', code: 'pensions', was: ordinal, now: 0 }],
});
const history = [
  numbersOf(1, '2026-07', 20, true),
  numbersOf(2, '2026-08', 40, true),
  numbersOf(3, '2026-07', 30, false),
  numbersOf(4, '2026-09', 50, false),
];

describe('what was last shown of an indicator', () => {
  test('is the newest breakdown, with the month and the total with which it was shown', () => {
    expect(findLastShown(history, 'pensions')).toEqual({
      breakdowns: {
        district: { asOf: '2026-08', cells: cells(40) },
        ageBand: { asOf: '2026-08', cells: 'withheld' },
      },
      total: { month: '2026-08', toDate: 40 },
    });
  });

  test.each<[string, readonly PublishedNumbers[], string]>([
    ['never was', history, 'house_pattas'],
    ['never was due', history.slice(2), 'pensions'],
    ['has no total', [{ ...numbersOf(1, '2026-07', 20, true), values: {} }], 'pensions'],
  ])('is nothing of one that %s', (_what, publications, code) => {
    expect(findLastShown(publications, code)).toEqual({
      breakdowns: { district: null, ageBand: null },
      total: null,
    });
  });
});

describe('the history', () => {
  test('through a month ends with its first publication', () => {
    expect(historyThroughFirstVersion(history, '2026-07')).toEqual(history.slice(0, 1));
    expect(historyThroughFirstVersion(history, '2026-09')).toEqual(history);
    expect(historyThroughFirstVersion(history, '2026-06')).toBeUndefined();
  });

  test('has the month values and the revisions of each', () => {
    expect(valuesOfMonths(history.slice(1, 2))).toEqual([
      {
        month: '2026-08',
        version: 1,
        indicators: [{ code: 'pensions', month: 35 }],
        revisions: [{ month: '2026-07', code: 'pensions', was: 2, now: 0 }],
      },
    ]);
  });
});
