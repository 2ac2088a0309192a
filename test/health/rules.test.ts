import { describe, expect, test } from 'vitest';
import type { Facts, ReadFacts } from '../../functions/areas/health/facts.ts';
import { heaviest, judge } from '../../functions/areas/health/rules.ts';
import { type HealthCode, type HealthRow, healthCodes } from '../../functions/areas/health/schema.ts';

const now = new Date('2026-11-20T06:30:00Z');
const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
const day = 24;
const leader = '0197a000-0000-7000-8000-000000000001';

/** A system of which nothing is to be said. */
const well: Facts = {
  backup: [
    { isOn: true, latest: ago(0.1) },
    { isOn: true, latest: ago(0.2) },
  ],
  seals: { until: '2026-11-18' },
  month: { newest: '2026-10', withoutTerms: [] },
  drill: { at: ago(20 * day), outcome: 'whole', months: 12, tookSeconds: 1800, by: 'schedule' },
  pack: { at: ago(30 * day), by: leader },
  mail: [
    { isOfAlarms: true, confirmed: 1, pending: 0 },
    { isOfAlarms: false, confirmed: 2, pending: 0 },
  ],
  queues: { waiting: 0, deadLetters: 0, waitingSince: undefined },
  alarms: [],
  phones: [{ personId: leader, seenOn: '2026-11-19', client: 'aaaaaaaaaaaa' }],
  version: { deployed: 'aaaaaaaaaaaa', since: ago(30 * day) },
  cost: { spentUsdCents: 3000, budgetUsdCents: 10_000 },
};

const read = (facts: Facts): ReadFacts => ({
  backup: { fact: facts.backup },
  seals: { fact: facts.seals },
  month: { fact: facts.month },
  drill: { fact: facts.drill },
  pack: { fact: facts.pack },
  mail: { fact: facts.mail },
  queues: { fact: facts.queues },
  alarms: { fact: facts.alarms },
  phones: { fact: facts.phones },
  version: { fact: facts.version },
  cost: { fact: facts.cost },
});

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

const phone = (seenOn: string, client?: string) => ({ personId: leader, seenOn, client });
/** Each fault, in what is found, and the row that it turns. */
const faults: readonly (readonly [string, Partial<Facts>, HealthCode, Partial<HealthRow>])[] = [
  [
    'backups off for one table',
    { backup: [{ isOn: true, latest: ago(0) }, { isOn: false }] },
    'backup',
    { state: 'act', reason: 'off' },
  ],
  [
    'no newest backup point',
    { backup: [{ isOn: true }, { isOn: true, latest: ago(0) }] },
    'backup',
    { state: 'act', reason: 'off' },
  ],
  [
    'backups that have stopped',
    { backup: [{ isOn: true, latest: ago(2) }] },
    'backup',
    { state: 'act', reason: 'late', at: ago(2) },
  ],
  [
    'a day without a seal',
    { seals: { until: '2026-11-17' } },
    'seals',
    { state: 'look', reason: 'late', sealedUntil: '2026-11-17' },
  ],
  ['two days without a seal', { seals: { until: '2026-11-16' } }, 'seals', { state: 'act', reason: 'late' }],
  ['no seal ever', { seals: { until: undefined } }, 'seals', { state: 'act', reason: 'never' }],
  [
    'a month that is late',
    { month: { newest: '2026-09', withoutTerms: [] } },
    'month',
    { state: 'act', reason: 'late', month: '2026-09', dueMonth: '2026-10', who: 'engineer' },
  ],
  [
    'a month that waits for its terms',
    { month: { newest: '2026-09', withoutTerms: ['2026-10'] } },
    'month',
    { state: 'act', reason: 'waits_for_terms', who: 'coordinator' },
  ],
  [
    'no month ever',
    { month: { newest: undefined, withoutTerms: [] } },
    'month',
    { state: 'act', reason: 'late', dueMonth: '2026-10' },
  ],
  [
    'a drill that failed',
    { drill: { at: ago(day), outcome: 'failed', months: 0, tookSeconds: 60, by: leader } },
    'drill',
    { state: 'act', reason: 'failed', by: leader },
  ],
  [
    'a drill that lost something',
    { drill: { at: ago(day), outcome: 'lost', months: 9, tookSeconds: 60, by: 'schedule' } },
    'drill',
    { state: 'act', reason: 'lost' },
  ],
  [
    'a drill that is old',
    { drill: { at: ago(101 * day), outcome: 'whole', months: 9, tookSeconds: 60, by: 'schedule' } },
    'drill',
    { state: 'look', reason: 'old', who: 'administrator' },
  ],
  [
    'a drill that is very old',
    { drill: { at: ago(191 * day), outcome: 'whole', months: 9, tookSeconds: 60, by: 'schedule' } },
    'drill',
    { state: 'act', reason: 'old' },
  ],
  ['no drill ever', { drill: undefined }, 'drill', { state: 'look', reason: 'never' }],
  [
    'a pack that is old',
    { pack: { at: ago(191 * day), by: leader } },
    'pack',
    { state: 'look', reason: 'old', at: ago(191 * day), by: leader },
  ],
  ['no pack ever', { pack: undefined }, 'pack', { state: 'look', reason: 'never', who: 'administrator' }],
  [
    'a recipient who has not confirmed',
    {
      mail: [
        { isOfAlarms: true, confirmed: 1, pending: 0 },
        { isOfAlarms: false, confirmed: 0, pending: 2 },
      ],
    },
    'mail',
    { state: 'look', reason: 'pending', confirmed: 1, pending: 2 },
  ],
  [
    'alarms that nobody gets',
    {
      mail: [
        { isOfAlarms: true, confirmed: 0, pending: 1 },
        { isOfAlarms: false, confirmed: 3, pending: 0 },
      ],
    },
    'mail',
    { state: 'act', reason: 'nobody' },
  ],
  [
    'work that failed for good',
    { queues: { waiting: 0, deadLetters: 1, waitingSince: undefined } },
    'queues',
    { state: 'act', reason: 'dead_letters', deadLetters: 1 },
  ],
  [
    'work that waits too long',
    { queues: { waiting: 1, deadLetters: 0, waitingSince: ago(1.1) } },
    'queues',
    { state: 'act', reason: 'waiting', waitingMessages: 1 },
  ],
  [
    'a queue that grows',
    { queues: { waiting: 101, deadLetters: 0, waitingSince: ago(0.1) } },
    'queues',
    { state: 'look', reason: 'many' },
  ],
  [
    'an alarm that stands',
    { alarms: [{ name: 'notes-books', since: ago(1), impact: 'No sheets.' }] },
    'alarms',
    {
      state: 'act',
      reason: 'standing',
      alarms: [{ name: 'notes-books', since: ago(1), impact: 'No sheets.' }],
    },
  ],
  [
    'a phone that is silent',
    { phones: [phone('2026-10-20', 'aaaaaaaaaaaa'), phone('2026-11-19', 'aaaaaaaaaaaa')] },
    'phones',
    {
      state: 'look',
      reason: 'silent',
      phonesInUse: 2,
      phones: [{ personId: leader, reason: 'silent', seenOn: '2026-10-20' }],
    },
  ],
  [
    'a phone with an old client',
    { phones: [phone('2026-11-19', 'bbbbbbbbbbbb')] },
    'phones',
    { state: 'look', reason: 'old_client' },
  ],
  [
    'a phone that never told its client',
    { phones: [phone('2026-11-19')] },
    'phones',
    { state: 'look', reason: 'old_client' },
  ],
  [
    'a cost near the budget',
    { cost: { spentUsdCents: 8000, budgetUsdCents: 10_000 } },
    'cost',
    { state: 'look', reason: 'near' },
  ],
  [
    'a budget that is passed',
    { cost: { spentUsdCents: 10_001, budgetUsdCents: 10_000 } },
    'cost',
    { state: 'act', reason: 'over' },
  ],
];

test.each(faults)('%s turns its row, and no other', (_, planted, code, expected) => {
  const rows = judge(read({ ...well, ...planted }), circumstances);
  expect(rows.find((row) => row.code === code)).toMatchObject(expected);
  expect(rows.filter(({ state }) => state !== 'fine').map((row) => row.code)).toEqual([code]);
  expect(heaviest(rows)).toBe(expected.state);
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
      { drill: { at: ago(100 * day), outcome: 'whole', months: 1, tookSeconds: 1, by: 'schedule' } },
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
