import { describe, expect, test } from 'vitest';
import { picturesOf, yearInView, yearsOf } from '../../../../web/src/desks/forum/year-rules.ts';
import type { Indicator, Snapshot } from '../../../../web/src/months/published.ts';

const indicator = (code: string, way: Indicator['way'], month: number, financialYear = month): Indicator => ({
  code,
  unit: 'persons',
  way,
  title: { en: code, te: code, ja: code },
  month,
  financialYear,
  toDate: financialYear,
  target: null,
  baseline: null,
  breakdowns: { district: null, ageBand: null },
});
const story = (on: string) => ({ on, title: on, outlet: null, url: null });
const published = (month: string, indicators: Indicator[], more: Partial<Snapshot> = {}): Snapshot => ({
  month,
  version: 1,
  reason: null,
  cutoff: '',
  financialYear: '',
  indicators,
  revisions: [],
  narrative: null,
  stories: [],
  programme: { name: '', implementer: '', forum: `Forum ${month}`, funder: '', state: '' },
  ...more,
});

describe('a forum’s year', () => {
  const publications = [
    published('2026-02', [
      indicator('members_active', 'stock', 290),
      indicator('pensions', 'distinct', 1, 4),
    ]),
    published(
      '2026-03',
      [indicator('members_active', 'stock', 300), indicator('pensions', 'distinct', 2, 6)],
      {
        stories: [story('2026-03-09'), story('2025-05-01')],
      },
    ),
    published(
      '2026-04',
      [indicator('members_active', 'stock', 310), indicator('pensions', 'distinct', 1, 1)],
      {
        revisions: [{ month: '2026-03', code: 'members_active', was: 300, now: 302 }],
        stories: [story('2026-04-02'), story('2026-03-30')],
      },
    ),
  ];

  test('is what its last published month says, as revised since', () => {
    const view = yearInView(publications, '2025-26');
    expect(view).toMatchObject({ month: '2026-03', forum: 'Forum 2026-03' });
    expect(view?.numberOf('members_active')).toBe(302);
    expect(view?.numberOf('pensions')).toBe(6);
    expect(view?.numberOf('house_pattas')).toBeUndefined();
    expect(yearInView(publications, '2026-27')?.numberOf('pensions')).toBe(1);
    expect(yearInView(publications, '2024-25')).toBeUndefined();
  });

  test('has the stories of its own days, also those that were listed late, once each', () => {
    const again = published('2026-03', [], {
      version: 2,
      stories: [story('2026-03-09'), story('2025-05-01')],
    });
    expect(yearInView([...publications, again], '2025-26')?.stories.map(({ on }) => on)).toEqual([
      '2025-05-01',
      '2026-03-09',
      '2026-03-30',
    ]);
    expect(yearInView(publications, '2026-27')?.stories.map(({ on }) => on)).toEqual(['2026-04-02']);
  });

  test('may be chosen among those of which a month is published', () => {
    expect(yearsOf(['2026-04', '2026-03', '2025-04', '2024-03'])).toEqual(['2026-27', '2025-26', '2023-24']);
  });
});

test.each([
  [0, 1, 0, 0],
  [1, 1, 1, 0],
  [20, 1, 20, 0],
  [21, 2, 10, 0.5],
  [41, 5, 8, 0.2],
  [330, 20, 16, 0.5],
  [1_000, 50, 20, 0],
  [12_345_600, 1_000_000, 12, 0.3456],
] as const)(
  '%d is drawn by pictures of %d unit: %d, and %d of one more',
  (value, perPicture, whole, fraction) => {
    const pictures = picturesOf(value);
    expect(pictures).toMatchObject({ perPicture, whole });
    expect(pictures.fraction).toBeCloseTo(fraction);
    expect(pictures.whole + Math.ceil(pictures.fraction)).toBeLessThanOrEqual(20);
  },
);

test('numbers that are compared are drawn by pictures of one unit, that of the largest', () => {
  expect([69, 35, 5].map((value) => picturesOf(value, 69).perPicture)).toEqual([5, 5, 5]);
  expect(picturesOf(35, 69)).toMatchObject({ whole: 7, fraction: 0 });
});
