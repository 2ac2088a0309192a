import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/domain/ids.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { calendarOf } from '../../web/src/staff/cases/calendar-file.ts';
import { type OwnOutside, startOutside } from './outside.ts';
import { caseOf, collectiveOf, memberOf } from './scene.ts';

/**
 * One woman's two years: a crisis, an FIR, a statement, a shelter, legal aid, interim compensation that is rejected, appealed, ordered and
 * paid, a trial, an award, its payment. Leader, caseworker and coordinator live it, and every clock is seen to run over and to be
 * settled. `test/web/two-year-road.test.ts` lives it in their screens and publishes its months.
 */

let outside: OwnOutside;
beforeAll(async () => {
  outside = await startOutside();
}, 180_000);
afterAll(() => outside.close());

const collective = collectiveOf({ formedOn: '2024-10-01', name: 'Zzroad Sangham' });
const padma = memberOf(collective.id, '2024-10-02', { name: 'Zzroadpadma', leaderSince: undefined });
const crisis = caseOf(padma.id, '2024-10-10', { kind: 'crisis', priority: 'urgent' });
const claim = caseOf(padma.id, '2024-11-01', {
  kind: 'compensation',
  priority: 'normal',
  assignedTo: demoPeople.caseworker.id,
});
const matter = newId();
const interim = newId();
const final = newId();

const agenda = z.object({
  items: z.array(
    z.object({
      caseId: z.string(),
      code: z.string(),
      on: z.string(),
      kind: z.string(),
      overdue: z.boolean(),
    }),
  ),
});
const agendaOf = async (person: 'leader' | 'caseworker' | 'coordinator') =>
  agenda
    .parse(await outside.done(person, 'GET', '/api/agenda'))
    .items.map(({ on, kind, overdue }) => `${on} ${kind}${overdue ? ' overdue' : ''}`);

/** What happens on a day, recorded that day at noon in India. */
const live = async (
  on: string,
  person: 'leader' | 'caseworker' | 'coordinator',
  caseId: string,
  ...events: readonly object[]
): Promise<string[]> => {
  await outside.setClock(`${on}T06:30:00Z`);
  const ids: string[] = [];
  for (const event of events) {
    const body = { id: newId(), on, ...event };
    await outside.done(person, 'POST', `/api/cases/${caseId}/events`, { body });
    ids.push(body.id);
  }
  return ids;
};
const step = (of: string, more: object = {}) => ({
  type: 'proceeding',
  proceedingId: matter,
  step: of,
  ...more,
});
const stage = (of: string, applicationId: string, more: object = {}) => ({
  type: 'compensation',
  applicationId,
  scheme: 'nalsa_2018',
  forum: 'dlsa',
  stage: of,
  ...more,
});

const mails = async () => {
  const { items } = z
    .object({ items: z.array(z.object({ subject: z.string(), message: z.string() })) })
    .parse(await (await fetch(`${outside.url}/local/alerts`)).json());
  return items;
};

test('a leader reports a crisis at night, a caseworker takes it, and the FIR sets a clock', async () => {
  await outside.setClock('2024-10-10T20:00:00Z');
  await outside.done('coordinator', 'POST', '/api/collectives', { body: collective });
  const { version } = await outside.done('administrator', 'GET', `/api/users/${demoPeople.leader.id}`);
  await outside.done('administrator', 'PATCH', `/api/users/${demoPeople.leader.id}`, {
    body: { collectives: [collective.id] },
    ifMatch: Number(version),
  });
  await outside.done('leader', 'POST', '/api/members', { body: padma });
  await outside.done('leader', 'POST', '/api/cases', { body: crisis });
  await outside.done('caseworker', 'POST', `/api/cases/${crisis.id}/take`, { body: { id: newId() } });
  await live(
    '2024-10-12',
    'caseworker',
    crisis.id,
    { type: 'service', service: 'shelter', provider: 'A home' },
    step('fir', { laws: ['bns', 'itpa'] }),
    { type: 'follow_up', due: '2024-10-20' },
  );
  expect(await agendaOf('caseworker')).toEqual(['2024-10-20 follow_up', '2025-01-10 progress_due']);
  // The leader follows the case that she opened.
  expect(await agendaOf('leader')).toEqual(await agendaOf('caseworker'));
  await outside.setClock('2024-10-21T06:30:00Z');
  expect(await agendaOf('coordinator')).toContain('2024-10-20 follow_up overdue');
  await live('2024-10-21', 'leader', crisis.id, { type: 'follow_up', due: '2024-10-20', done: true });
  await live('2024-10-25', 'caseworker', crisis.id, step('magistrate_statement'), {
    type: 'service',
    service: 'legal_aid',
  });
  expect(await agendaOf('caseworker')).toEqual(['2025-01-10 progress_due']);
}, 120_000);

test('interim compensation is filed, nobody decides in sixty days, it is rejected, appealed, ordered and paid', async () => {
  await outside.setClock('2024-11-01T06:30:00Z');
  await outside.done('coordinator', 'POST', '/api/cases', { body: claim });
  await live('2024-11-01', 'caseworker', claim.id, stage('filed', interim));
  await outside.setClock('2025-01-06T06:30:00Z');
  expect(await agendaOf('caseworker')).toEqual([
    '2024-12-31 decision_due overdue',
    '2025-01-10 progress_due',
  ]);
  // A Monday: staff are told that one date has passed.
  expect((await mails()).at(-1)).toEqual({ subject: 'Overdue', message: '1' });
  await live('2025-01-07', 'caseworker', claim.id, stage('rejected', interim));
  expect(await agendaOf('caseworker')).toEqual(['2025-01-10 progress_due']);
  await live('2025-01-20', 'caseworker', claim.id, stage('appealed', interim));
  await live('2025-02-20', 'caseworker', claim.id, stage('appeal_decided', interim));
  await live(
    '2025-03-01',
    'caseworker',
    claim.id,
    stage('interim_ordered', interim, { amountPaise: 5_000_000 }),
  );
  await live(
    '2025-04-01',
    'caseworker',
    claim.id,
    stage('interim_paid', interim, { amountPaise: 5_000_000 }),
  );
}, 120_000);

test('the police file a charge sheet late, and each court date gives way to the next', async () => {
  await outside.setClock('2025-01-11T06:30:00Z');
  expect(await agendaOf('coordinator')).toEqual(['2025-01-10 progress_due overdue']);
  await live('2025-04-05', 'caseworker', crisis.id, step('charge_sheet'));
  expect(await agendaOf('coordinator')).toEqual([]);
  await live('2025-06-01', 'caseworker', crisis.id, step('charges_framed', { nextOn: '2025-07-15' }));
  await outside.setClock('2025-07-16T06:30:00Z');
  expect(await agendaOf('leader')).toEqual(['2025-07-15 hearing overdue']);
  await live('2025-07-16', 'caseworker', crisis.id, step('hearing', { nextOn: '2025-09-10' }));
  expect(await agendaOf('leader')).toEqual(['2025-09-10 hearing']);
  await live('2025-09-10', 'caseworker', crisis.id, step('testimony'));
  const [judged] = await live('2026-01-20', 'caseworker', crisis.id, step('judgment'));
  expect(judged).toBeDefined();
  expect(await agendaOf('coordinator')).toEqual([]);
}, 120_000);

const preview = z.looseObject({
  indicators: z.array(z.looseObject({ code: z.string(), month: z.json(), toDate: z.json() })),
});
/** What a month would say on a day, if it were published then. */
const figuresOf = async (month: string, day: string) => {
  await outside.setClock(`${day}T06:30:00Z`);
  const { snapshot } = await outside.done('coordinator', 'GET', `/api/snapshots/preview?month=${month}`);
  return preview.parse(snapshot);
};
const toDate = ({ indicators }: z.infer<typeof preview>, code: string) =>
  indicators.find((one) => one.code === code)?.toDate;

test('the award comes, a payment that was typed too early is taken back, and the money is paid', async () => {
  await live('2026-02-01', 'caseworker', claim.id, stage('filed', final));
  await live('2026-03-20', 'caseworker', claim.id, stage('awarded', final, { amountPaise: 30_000_000 }));
  const [wrong] = await live(
    '2026-03-25',
    'caseworker',
    claim.id,
    stage('paid', final, { amountPaise: 30_000_000 }),
  );
  const march = await figuresOf('2026-03', '2026-04-05');
  const reached = [
    'compensation_applied',
    'compensation_interim_paid',
    'compensation_awarded',
    'compensation_paid',
    'firs_registered',
    'testimonies_given',
    'applications_pending',
  ];
  expect(reached.map((code) => toDate(march, code))).toEqual([1, 1, 1, 1, 1, 1, 0]);

  // Awarded is not paid: the bank has credited nothing.
  await live('2026-04-10', 'caseworker', claim.id, {
    type: 'taken_back',
    eventId: wrong,
    reason: 'It was the order, not the money.',
  });
  const april = await figuresOf('2026-04', '2026-05-05');
  expect(toDate(april, 'compensation_awarded')).toBe(1);
  expect(toDate(april, 'compensation_paid')).toBe(0);
  expect(JSON.stringify(april)).not.toContain('30000000');

  await live('2026-09-15', 'caseworker', claim.id, stage('paid', final, { amountPaise: 30_000_000 }), {
    type: 'status',
    status: 'closed',
    outcome: 'met',
  });
  const september = await figuresOf('2026-09', '2026-10-05');
  expect(toDate(september, 'compensation_paid')).toBe(1);
  expect(await agendaOf('coordinator')).toEqual([]);
}, 240_000);

test('the caseworker leaves, and hands over in one act what is still open', async () => {
  const handover = { id: newId(), to: demoPeople.caseworker2.id, note: 'She knows you from the trial.' };
  const path = `/api/users/${demoPeople.caseworker.id}/case-handover`;
  expect(await outside.done('coordinator', 'POST', path, { body: handover })).toMatchObject({
    handedOver: 1,
  });
  expect(await outside.done('caseworker2', 'GET', `/api/cases/${crisis.id}`)).toMatchObject({
    assignedTo: demoPeople.caseworker2.id,
  });
  // The claim is closed: it stays where it was.
  expect(await outside.done('coordinator', 'GET', `/api/cases/${claim.id}`)).toMatchObject({
    assignedTo: demoPeople.caseworker.id,
    status: 'closed',
  });
});

test('nothing that leaves the desk names her, her group, the programme or who runs it', async () => {
  const { items } = agenda.parse(await outside.done('coordinator', 'GET', '/api/agenda'));
  const sentOut = [calendarOf(items, new Date()), JSON.stringify(await mails())].join('\n').toLowerCase();
  for (const name of ['zzroad', 'help', 'vimukthi', 'leadership', 'kamonohashi', padma.id, crisis.id]) {
    expect(sentOut).not.toContain(name.toLowerCase());
  }
});
