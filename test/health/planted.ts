import type { Facts, ReadFacts } from '../../functions/areas/health/facts.ts';
import type { HealthCode, HealthRow } from '../../functions/areas/health/schema.ts';
import type { DrillResult } from '../../functions/shared/health/drill-result.ts';

/** A system that is well at an instant, and each fault that can be found of it. */

export const now = new Date('2026-11-20T06:30:00Z');
export const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();
export const day = 24;
export const leader = '0197a000-0000-7000-8000-000000000001';

export const ended = (result: Pick<DrillResult, 'at' | 'months' | 'tookSeconds'> & Partial<DrillResult>) => ({
  ...({ outcome: 'whole', by: 'schedule', run: 'the-last' } as const),
  ...result,
});

/** A system of which nothing is to be said. */
export const well: Facts = {
  backup: [
    { isOn: true, latest: ago(0.1) },
    { isOn: true, latest: ago(0.2) },
  ],
  seals: { until: '2026-11-18' },
  month: { newest: '2026-10', withoutTerms: [] },
  drill: { newest: ended({ at: ago(20 * day), months: 12, tookSeconds: 1800 }), asked: undefined },
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

export const read = (facts: Facts): ReadFacts => ({
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

export const phone = (seenOn: string, client?: string) => ({ personId: leader, seenOn, client });
/** Each fault, in what is found, and the row that it turns. */
export const faults: readonly (readonly [string, Partial<Facts>, HealthCode, Partial<HealthRow>])[] = [
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
    {
      drill: {
        newest: ended({ at: ago(day), outcome: 'failed', months: 0, tookSeconds: 60, by: leader }),
        asked: undefined,
      },
    },
    'drill',
    { state: 'act', reason: 'failed', by: leader },
  ],
  [
    'a drill that lost something',
    {
      drill: {
        newest: ended({ at: ago(day), outcome: 'lost', months: 9, tookSeconds: 60 }),
        asked: undefined,
      },
    },
    'drill',
    { state: 'act', reason: 'lost' },
  ],
  [
    'a drill that is old',
    { drill: { newest: ended({ at: ago(101 * day), months: 9, tookSeconds: 60 }), asked: undefined } },
    'drill',
    { state: 'look', reason: 'old', who: 'administrator' },
  ],
  [
    'a drill that is very old',
    { drill: { newest: ended({ at: ago(191 * day), months: 9, tookSeconds: 60 }), asked: undefined } },
    'drill',
    { state: 'act', reason: 'old' },
  ],
  [
    'a drill whose end nobody heard of',
    {
      drill: {
        newest: ended({ at: ago(20 * day), months: 9, tookSeconds: 60 }),
        asked: { id: 'another', at: ago(2 * day), by: leader, step: 'restoring' },
      },
    },
    'drill',
    { state: 'act', reason: 'failed', by: leader, who: 'engineer' },
  ],
  [
    'no drill ever',
    { drill: { newest: undefined, asked: undefined } },
    'drill',
    { state: 'look', reason: 'never', who: 'administrator' },
  ],
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
