import { describe, expect, test } from 'vitest';
import {
  latestOfPeriod,
  latestValues,
  type PublishedValues,
} from '../../functions/months/disclosure/latest-values.ts';

const published = (
  name: string,
  pensions: number,
  revisions: readonly (readonly [month: string, was: number, now: number])[] = [],
): PublishedValues => {
  const [month = '', version = ''] = name.split('/v');
  return {
    month,
    version: Number(version),
    indicators: [{ code: 'pensions', month: pensions }],
    revisions: revisions.map(([earlier, was, now]) => ({ month: earlier, code: 'pensions', was, now })),
  };
};

const pensionsOf = (publications: readonly PublishedValues[]) =>
  Object.fromEntries(
    [...latestValues(publications)].map(([month, values]) => {
      const { value, revisedIn } = values.get('pensions') ?? {};
      return [month, revisedIn ? [value, `${revisedIn.month}/v${revisedIn.version}`] : [value]];
    }),
  );

describe('what is known of a month', () => {
  const july = published('2026-07/v1', 10);
  const august = published('2026-08/v1', 20);
  const september = published('2026-09/v1', 12, [['2026-08', 20, 25]]);
  const corrected = published('2026-09/v2', 13);

  test('is what it said itself, as revised by what was published later', () => {
    expect(pensionsOf([july, august])).toEqual({ '2026-07': [10], '2026-08': [20] });
    expect(pensionsOf([july, august, september])).toEqual({
      '2026-07': [10],
      '2026-08': [25, '2026-09/v1'],
      '2026-09': [12],
    });
  });

  test('stays revised when the later month is corrected and has nothing to add', () => {
    expect(pensionsOf([july, august, september, corrected])).toMatchObject({
      '2026-08': [25, '2026-09/v1'],
      '2026-09': [13],
    });
  });

  test('is what its own correction says, whatever was revised before, and may be revised again', () => {
    const later = published('2026-08/v2', 27, [['2026-07', 10, 13]]);
    const october = published('2026-10/v1', 1, [['2026-08', 27, 26]]);
    const all = [july, august, september, corrected, later];
    expect(pensionsOf(all)).toMatchObject({ '2026-07': [13, '2026-08/v2'], '2026-08': [27] });
    expect(pensionsOf([...all, october])).toMatchObject({ '2026-08': [26, '2026-10/v1'] });
    expect([...latestValues(all).keys()]).toEqual(['2026-07', '2026-08', '2026-09']);
  });

  test('is nothing if a revision names a month that was not published', () => {
    expect(pensionsOf([published('2026-09/v1', 12, [['2026-08', 20, 25]])])).toEqual({ '2026-09': [12] });
  });
});

describe('a period of a month', () => {
  const stock = { way: 'stock', month: 5, financialYear: 5, toDate: 5 };
  const sum = { way: 'sum', month: 5, financialYear: 20, toDate: 90 };
  const own = { value: 6 };
  const revised = { value: 7, revisedIn: { month: '2026-11', version: 1 } };

  test('says what its newest version says, if nothing revised it', () => {
    for (const latest of [undefined, own]) {
      expect(latestOfPeriod(sum, latest, 'month')).toEqual({ value: 5 });
      expect(latestOfPeriod(sum, latest, 'financialYear')).toEqual({ value: 20 });
      expect(latestOfPeriod(stock, latest, 'toDate')).toEqual({ value: 5 });
    }
  });

  test('is revised with the month itself; of a stock all are, since each is the level at its end', () => {
    expect(latestOfPeriod(sum, revised, 'month')).toBe(revised);
    expect(latestOfPeriod(sum, revised, 'financialYear')).toEqual({ value: 20 });
    expect(latestOfPeriod(sum, revised, 'toDate')).toEqual({ value: 90 });
    for (const period of ['month', 'financialYear', 'toDate'] as const) {
      expect(latestOfPeriod(stock, revised, period)).toBe(revised);
    }
  });
});
