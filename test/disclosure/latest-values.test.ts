import { describe, expect, test } from 'vitest';
import { latestValues, type PublishedValues } from '../../functions/months/disclosure/latest-values.ts';
import { changeOf, numberOf } from '../../functions/months/disclosure/value-arithmetic.ts';

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
  });
});

describe('a change', () => {
  test('is a difference; of a ratio one of its shares in tenths of a percent', () => {
    expect(changeOf(20, 13)).toBe(-7);
    expect(changeOf({ numerator: 2, denominator: 3 }, { numerator: 1, denominator: 3 })).toBe(-334);
    expect(numberOf({ numerator: 1, denominator: 16 })).toBe(63);
  });

  test('is none where there is nothing to compare', () => {
    expect(changeOf(null, 13)).toBeNull();
    expect(changeOf(13, null)).toBeNull();
    expect(changeOf({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 3 })).toBeNull();
  });
});
