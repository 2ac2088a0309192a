import { expect, test } from 'vitest';
import type { Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { directorBrief } from '../../../../web/src/desks/director/director-rules.ts';
import type { Indicator, Snapshot } from '../../../../web/src/months/published.ts';

const indicator = (
  code: string,
  way: Indicator['way'],
  month: Value,
  financialYear: Value = month,
): Indicator => ({
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
const published = (
  month: string,
  financialYear: string,
  indicators: Indicator[],
  more: Partial<Snapshot> = {},
): Snapshot => ({
  month,
  version: 1,
  reason: null,
  cutoff: '',
  financialYear,
  indicators,
  revisions: [],
  narrative: null,
  stories: [],
  programme: { name: '', implementer: '', forum: '', funder: '', state: '' },
  ...more,
});

test('nothing is said before a month is published', () => {
  expect(directorBrief([])).toBeUndefined();
});

test('a figure is of the newest month, its change against what is known of the month before today', () => {
  const september = published('2026-09', '2026-27', [
    indicator('members_active', 'stock', 300),
    indicator('compensation_paid', 'sum', 50, 400),
  ]);
  const october = published(
    '2026-10',
    '2026-27',
    [indicator('members_active', 'stock', 310), indicator('compensation_paid', 'sum', 20, 420)],
    { revisions: [{ month: '2026-09', code: 'members_active', was: 300, now: 304 }] },
  );
  expect(directorBrief([september, october])).toMatchObject({
    month: '2026-10',
    figures: [
      { indicator: { code: 'members_active' }, period: 'month', value: 310, change: 6 },
      { indicator: { code: 'compensation_paid' }, period: 'financialYear', value: 420, change: 20 },
    ],
    revisionCount: 1,
  });
});

test('a year’s sum is compared with nothing where the year has just begun', () => {
  const march = published('2026-03', '2025-26', [indicator('compensation_paid', 'sum', 50, 400)]);
  const april = published('2026-04', '2026-27', [indicator('compensation_paid', 'sum', 20, 20)]);
  expect(directorBrief([march, april])?.figures).toMatchObject([{ value: 20, change: null }]);
});

test('what moved most comes first, what stayed is left out', () => {
  const codes = [
    'pensions',
    'ration_cards',
    'house_pattas',
    'cases_open',
    'cases_closed',
    'meetings_held',
    'firs_registered',
  ];
  const before = published(
    '2026-09',
    '2026-27',
    codes.map((code) => indicator(code, 'sum', 10)),
  );
  const after = published(
    '2026-10',
    '2026-27',
    codes.map((code, at) => indicator(code, 'sum', 10 + at * (at % 2 === 0 ? 1 : -1))),
  );
  expect(
    directorBrief([before, after])?.changes.map(({ indicator: { code }, was, now }) => [code, was, now]),
  ).toEqual([
    ['firs_registered', 10, 16],
    ['meetings_held', 10, 5],
    ['cases_closed', 10, 14],
    ['cases_open', 10, 7],
    ['house_pattas', 10, 12],
  ]);
});
