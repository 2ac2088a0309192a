import { describe, expect, test } from 'vitest';
import type { Facts } from '../../functions/areas/health/facts.ts';
import { heaviest, judge } from '../../functions/areas/health/rules.ts';
import { type HealthCode, healthCodes } from '../../functions/areas/health/schema.ts';
import { ago, day, ended, faults, leader, now, phone, read, well } from './planted.ts';

const circumstances = { now, cutoffDay: 5, recordsFrom: '2026-01-01' };
const rowOf = (code: HealthCode, planted: Partial<Facts> = {}, more: Partial<typeof circumstances> = {}) =>
  judge(read({ ...well, ...planted }), { ...circumstances, ...more }).find((row) => row.code === code);

test('a system that is well has a row for each thing looked at, all of them fine, with what was found', () => {
  const rows = judge(read(well), circumstances);
  expect(rows.map(({ code }) => code)).toEqual([...healthCodes]);
  expect(rows.filter(({ state, reason, who }) => state !== 'fine' || reason || who)).toEqual([]);
  expect(heaviest(rows)).toBe('fine');
  expect(rowOf('backup')).toEqual({ code: 'backup', state: 'fine', at: ago(0.2) });
  expect(rowOf('cost')).toMatchObject({ spentUsdCents: 3000, budgetUsdCents: 10_000 });
});

test.each(faults)('%s turns its row, and no other', (_, planted, code, expected) => {
  const rows = judge(read({ ...well, ...planted }), circumstances);
  expect(rows.find((row) => row.code === code)).toMatchObject(expected);
  expect(rows.filter(({ state }) => state !== 'fine').map((row) => row.code)).toEqual([code]);
  expect(heaviest(rows)).toBe(expected.state);
});

test('a drill that runs is told, and changes nothing of how the last one ended', () => {
  const newest = ended({ at: ago(20 * day), months: 12, tookSeconds: 1800 });
  const asked = { id: 'another', at: ago(2 * day - 1), by: leader, step: 'counting' } as const;
  const running = { at: asked.at, by: leader, step: 'counting' };
  expect(rowOf('drill', { drill: { newest, asked } })).toMatchObject({
    state: 'fine',
    at: newest.at,
    compared: 12,
    running,
  });
  expect(rowOf('drill', { drill: { newest: undefined, asked } })).toMatchObject({ reason: 'never', running });
  const done = { newest: { ...newest, run: asked.id }, asked };
  expect(rowOf('drill', { drill: done })).not.toHaveProperty('running');
});

test.each(healthCodes)('%s that could not be looked at is neither fine nor an error', (code) => {
  const rows = judge({ ...read(well), [code]: 'unread' }, circumstances);
  expect(rows.find((row) => row.code === code)).toEqual({
    code,
    state: 'look',
    reason: 'unread',
    who: 'engineer',
  });
  expect(rows.filter(({ state }) => state !== 'fine')).toHaveLength(1);
});

describe('what is just in time is fine', () => {
  const cases: readonly (readonly [string, HealthCode, Partial<Facts>, Partial<typeof circumstances>])[] = [
    [
      'a month in the first day after its cutoff',
      'month',
      { month: { newest: '2026-09', withoutTerms: [] } },
      { now: new Date('2026-11-05T18:29:00Z') },
    ],
    [
      'no month before the first with records',
      'month',
      { month: { newest: undefined, withoutTerms: [] } },
      { recordsFrom: '2026-11-01' },
    ],
    ['no seal on the first day', 'seals', { seals: { until: undefined } }, { recordsFrom: '2026-11-19' }],
    [
      'yesterday’s seal while its run may be repeated',
      'seals',
      { seals: { until: '2026-11-18' } },
      { now: new Date('2026-11-20T13:59:00Z') },
    ],
    [
      'a drill of 100 days ago',
      'drill',
      { drill: { newest: ended({ at: ago(100 * day), months: 1, tookSeconds: 1 }), asked: undefined } },
      {},
    ],
    ['a pack of 190 days ago', 'pack', { pack: { at: ago(190 * day), by: leader } }, {}],
    [
      'a message that has just come',
      'queues',
      { queues: { waiting: 100, deadLetters: 0, waitingSince: ago(1) } },
      {},
    ],
    [
      'a queue that was emptied',
      'queues',
      { queues: { waiting: 0, deadLetters: 0, waitingSince: ago(9) } },
      {},
    ],
    ['a phone seen thirty days ago', 'phones', { phones: [phone('2026-10-21', 'aaaaaaaaaaaa')] }, {}],
    [
      'an old client while the new one is a week old',
      'phones',
      { phones: [phone('2026-11-20', 'b')], version: { deployed: 'a', since: ago(6 * day) } },
      {},
    ],
    [
      'a client of which no look knows since when it is deployed',
      'phones',
      { phones: [phone('2026-11-20', 'b')], version: { deployed: 'a', since: undefined } },
      {},
    ],
    [
      'a cost below four fifths of the budget',
      'cost',
      { cost: { spentUsdCents: 7999, budgetUsdCents: 10_000 } },
      {},
    ],
  ];
  test.each(cases)('%s', (_, code, planted, more) => {
    expect(rowOf(code, planted, more)).toMatchObject({ state: 'fine' });
  });
});

test.each([
  ['2026-11-05T18:30:00Z', 'month', { month: { newest: '2026-09', withoutTerms: [] } }],
  ['2026-11-20T14:00:00Z', 'seals', { seals: { until: '2026-11-18' } }],
] as const)('from %s on, %s is late', (at, code, planted) => {
  expect(rowOf(code, planted, { now: new Date(at) })).toMatchObject({ reason: 'late' });
});
