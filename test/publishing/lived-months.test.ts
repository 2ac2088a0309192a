import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { type OwnOutside, problem, startOutside } from '../contract/outside.ts';
import {
  caseOf,
  childOf,
  collectiveOf,
  consentOf,
  eventOf,
  memberOf,
  outreachOf,
  sceneDay,
  sheetOf,
} from '../contract/scene.ts';
import { programmeTerms } from '../support/programme-terms.ts';

/** A programme lived through its months, with numbers counted by hand. */

let outside: OwnOutside;
beforeAll(async () => {
  outside = await startOutside();
}, 180_000);
afterAll(() => outside.close());

const snapshotShape = z.looseObject({
  month: z.string(),
  version: z.int(),
  cutoff: z.string(),
  financialYear: z.string(),
  indicators: z.array(
    z.looseObject({
      code: z.string(),
      month: z.json(),
      financialYear: z.json(),
      toDate: z.json(),
      target: z.int().nullable(),
    }),
  ),
  revisions: z.array(z.object({ month: z.string(), code: z.string(), was: z.json(), now: z.json() })),
});
const read = async (target: string) =>
  snapshotShape.parse((await outside.done('funder', 'GET', target)).snapshot);

const periodsOf = ({ indicators }: z.infer<typeof snapshotShape>, code: string) => {
  const found = indicators.find((indicator) => indicator.code === code);
  return found && [found.month, found.financialYear, found.toDate];
};

const download = async (month: string, version: number, name = 'snapshot.json'): Promise<Buffer> => {
  const target = `/api/snapshots/${month}/files/${name}?version=${version}`;
  const { status, headers } = await outside.call('funder', 'GET', target);
  expect(status).toBe(302);
  return Buffer.from(await (await fetch(headers.get('location') ?? '')).arrayBuffer());
};

const collective = collectiveOf({ formedOn: '2026-09-01' });
const child = childOf(true);
const [anna, bela, cara] = [
  memberOf(collective.id, '2026-09-05', { children: [child], leaderSince: '2026-09-10' }),
  memberOf(collective.id, '2026-10-31'),
  // She has agreed to the services, and not to be counted.
  memberOf(collective.id, '2026-10-02', { consents: [consentOf('services', '2026-10-02')] }),
];
const meetings = `/api/collectives/${collective.id}/meetings`;
const loanId = newId();
const septemberSheet = sheetOf('2026-09-20', [{ memberId: anna.id, kind: 'deposit', amountPaise: 50_000 }]);
const octoberSheet = sheetOf('2026-10-31', [
  { memberId: anna.id, kind: 'deposit', amountPaise: 30_000 },
  { memberId: anna.id, kind: 'loan', amountPaise: 40_000, loanId },
  { memberId: bela.id, kind: 'deposit', amountPaise: 10_000 },
  { memberId: cara.id, kind: 'deposit', amountPaise: 7_000 },
]);

test('lives a first month', async () => {
  await outside.setClock('2026-09-21T06:00:00Z');
  await outside.done('coordinator', 'POST', '/api/programme/terms', { body: programmeTerms });
  await outside.done('coordinator', 'POST', '/api/collectives', { body: collective });
  const { version } = await outside.done('administrator', 'GET', `/api/users/${demoPeople.leader.id}`);
  await outside.done('administrator', 'PATCH', `/api/users/${demoPeople.leader.id}`, {
    body: { collectives: [collective.id] },
    ifMatch: Number(version),
  });
  await outside.done('leader', 'POST', '/api/members', { body: anna });
  await outside.done('leader', 'POST', meetings, { body: septemberSheet });
  await outside.done('coordinator', 'PUT', '/api/targets/2026-27', {
    body: { targets: { members_enrolled: 3 } },
  });
  await outside.publish('2026-09');
  const snapshot = await read('/api/snapshots/2026-09');
  expect(snapshot).toMatchObject({
    month: '2026-09',
    version: 1,
    cutoff: '2026-10-04T18:30:00Z',
    financialYear: '2026-27',
    revisions: [],
  });
  expect(periodsOf(snapshot, 'members_enrolled')).toEqual([1, 1, 1]);
  expect(periodsOf(snapshot, 'savings_balance')).toEqual([50_000, 50_000, 50_000]);
  expect(periodsOf(snapshot, 'leaders_active')).toEqual([1, 1, 1]);
  expect(snapshot.indicators.find(({ code }) => code === 'members_enrolled')?.target).toBe(3);
});

describe('the edge of a month', () => {
  test('lies at midnight in India: the 31st is today until 18:29:59Z, and the 1st is tomorrow', async () => {
    await outside.setClock('2026-10-31T18:29:00Z');
    for (const body of [bela, cara]) await outside.done('leader', 'POST', '/api/members', { body });
    await outside.done('leader', 'POST', meetings, { body: octoberSheet });
    const early = outreachOf('police_orientation', '2026-11-01', { participants: 5 });
    const refused = await outside.call('coordinator', 'POST', '/api/outreach', { body: early });
    expect(refused.status).toBe(400);
    expect(problem.parse(refused.body)).toMatchObject({
      code: 'invalid_date',
      errors: [{ path: 'on' }],
    });
    const last = outreachOf('police_orientation', '2026-10-31', { participants: 4 });
    await outside.done('coordinator', 'POST', '/api/outreach', { body: last });
    await outside.setClock('2026-10-31T18:30:00Z');
    await outside.done('coordinator', 'POST', '/api/outreach', { body: early });
    const next = outreachOf('police_orientation', '2026-11-02');
    expect((await outside.call('coordinator', 'POST', '/api/outreach', { body: next })).status).toBe(400);
  });

  test('keeps what is dated on either side apart', async () => {
    const crisis = caseOf(anna.id, '2026-10-03', { assignedTo: demoPeople.caseworker.id });
    const help = caseOf(bela.id, '2026-11-01', { kind: 'entitlement' });
    await outside.done('leader', 'POST', '/api/cases', { body: crisis });
    await outside.done('leader', 'POST', '/api/cases', { body: help });
    for (const [by, aCase, event] of [
      ['caseworker', crisis, eventOf('service', '2026-10-31', { service: 'mental_health' })],
      ['caseworker', crisis, eventOf('service', '2026-11-01', { service: 'mental_health' })],
      ['caseworker', crisis, eventOf('service', '2026-11-01', { service: 'legal_aid' })],
      [
        'caseworker',
        crisis,
        eventOf('entitlement', '2026-10-31', { entitlement: 'pension', stage: 'received' }),
      ],
      ['caseworker', crisis, eventOf('status', '2026-11-01', { status: 'closed' })],
      ['leader', help, eventOf('entitlement', '2026-11-01', { entitlement: 'pension', stage: 'received' })],
    ] as const) {
      await outside.done(by, 'POST', `/api/cases/${aCase.id}/events`, { body: event });
    }
    await outside.publish('2026-10');
    const october = await read('/api/snapshots/2026-10');
    const expected = {
      members_enrolled: [1, 2, 2],
      members_active: [2, 2, 2],
      children_in_school: [1, 1, 1],
      meetings_held: [1, 2, 2],
      attendance_rate: [
        { numerator: 2, denominator: 2 },
        { numerator: 3, denominator: 3 },
        { numerator: 3, denominator: 3 },
      ],
      members_saving: [2, 2, 2],
      savings_deposited: [40_000, 90_000, 90_000],
      savings_balance: [90_000, 90_000, 90_000],
      loans_disbursed: [40_000, 40_000, 40_000],
      loans_outstanding: [40_000, 40_000, 40_000],
      mental_health_survivors: [1, 1, 1],
      legal_aid_survivors: [0, 0, 0],
      crisis_responses: [1, 1, 1],
      pensions: [1, 1, 1],
      cases_opened: [1, 1, 1],
      cases_closed: [0, 0, 0],
      cases_open: [1, 1, 1],
      police_oriented_in_person: [4, 4, 4],
    };
    expect(Object.fromEntries(Object.keys(expected).map((code) => [code, periodsOf(october, code)]))).toEqual(
      expected,
    );
    expect(october.revisions).toEqual([]);
  });
});

test('counts what comes late in its own month, and says what it revises', async () => {
  // 00:00 in India on the 5th: from here on it is late for October.
  await outside.setClock('2026-11-04T18:30:00Z');
  const late = outreachOf('police_orientation', '2026-10-20', { participants: 3 });
  await outside.done('coordinator', 'POST', '/api/outreach', { body: late });
  const reversal = { id: newId(), reason: 'written twice' };
  await outside.done('leader', 'POST', `${meetings}/${septemberSheet.id}/reversal`, { body: reversal });
  await outside.publish('2026-11');
  const november = await read('/api/snapshots/2026-11');
  expect(periodsOf(november, 'police_oriented_in_person')).toEqual([5, 12, 12]);
  expect(periodsOf(november, 'mental_health_survivors')).toEqual([1, 1, 1]);
  expect(periodsOf(november, 'pensions')).toEqual([1, 2, 2]);
  expect(periodsOf(november, 'cases_open')).toEqual([1, 1, 1]);
  expect(november.revisions).toEqual([
    {
      month: '2026-09',
      code: 'attendance_rate',
      was: { numerator: 1, denominator: 1 },
      now: { numerator: 0, denominator: 0 },
    },
    { month: '2026-09', code: 'meetings_held', was: 1, now: 0 },
    { month: '2026-09', code: 'members_saving', was: 1, now: 0 },
    { month: '2026-09', code: 'savings_balance', was: 50_000, now: 0 },
    { month: '2026-09', code: 'savings_deposited', was: 50_000, now: 0 },
    { month: '2026-10', code: 'police_oriented_in_person', was: 4, now: 7 },
    { month: '2026-10', code: 'savings_balance', was: 90_000, now: 40_000 },
  ]);
});

test('publishes a correction beside what it corrects, with links that open one file for a while', async () => {
  const first = await download('2026-10', 1);
  const body = { id: newId(), reason: 'an orientation was missing' };
  const answer = await outside.call('coordinator', 'POST', '/api/snapshots/2026-10/corrections', { body });
  expect([answer.status, answer.body]).toEqual([202, { month: '2026-10', version: 2 }]);
  await outside.whenIdle();
  const second = await read('/api/snapshots/2026-10');
  expect(second).toMatchObject({ version: 2, reason: body.reason });
  expect(periodsOf(second, 'police_oriented_in_person')).toEqual([7, 7, 7]);
  expect(await read('/api/snapshots/2026-10/versions/1')).toMatchObject({ version: 1, reason: null });
  expect(await download('2026-10', 1)).toEqual(first);
  for (const [month, version] of [
    ['2026-09', 1],
    ['2026-10', 1],
    ['2026-10', 2],
    ['2026-11', 1],
  ] as const) {
    const target = `/api/snapshots/${month}/versions/${version}`;
    const { manifest } = await outside.done('funder', 'GET', target);
    const { files } = z
      .object({ files: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })) })
      .parse(manifest);
    for (const { name, size, sha256 } of files) {
      const bytes = await download(month, version, name);
      expect([name, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
        name,
        size,
        sha256,
      ]);
    }
  }
  const { items } = await outside.done('funder', 'GET', '/api/snapshots');
  expect(items).toMatchObject([
    { month: '2026-11', version: 1 },
    { month: '2026-10', version: 2 },
    { month: '2026-09', version: 1 },
  ]);
  const { headers } = await outside.call('funder', 'GET', '/api/snapshots/2026-10/files/snapshot.json');
  const link = headers.get('location') ?? '';
  const wrong = [
    link.replace('/v2/', '/v1/'),
    link.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=3600'),
    link.replace(/X-Amz-Signature=./, 'X-Amz-Signature=g'),
    link.split('?', 1)[0] ?? '',
  ];
  expect(link).toContain('X-Amz-Expires=300');
  for (const tampered of wrong) expect((await fetch(tampered)).status).toBe(403);
  expect((await outside.call('funder', 'GET', '/api/snapshots/2026-10/files/journal.json')).status).toBe(404);
  expect((await outside.call('funder', 'GET', '/api/snapshots/2026-08')).status).toBe(404);
  expect((await outside.call('funder', 'GET', '/api/snapshots/2026-10/versions/3')).status).toBe(404);
});

test('knows leap days and the turn of a financial year', async () => {
  await outside.setClock('2027-03-31T18:29:50Z');
  const statuses = [];
  for (const on of ['2027-03-31', '2027-04-01', '2027-02-29']) {
    const body = outreachOf('media_story', on, { participants: 0 });
    statuses.push((await outside.call('coordinator', 'POST', '/api/outreach', { body })).status);
  }
  await outside.setClock('2027-03-31T18:30:00Z');
  const april = outreachOf('media_story', '2027-04-01', { participants: 0 });
  statuses.push((await outside.call('coordinator', 'POST', '/api/outreach', { body: april })).status);
  expect(statuses).toEqual([201, 400, 400, 201]);
  await outside.publish('2027-03');
  await outside.publish('2027-04');
  const [march, afterMarch] = [await read('/api/snapshots/2027-03'), await read('/api/snapshots/2027-04')];
  expect([march.financialYear, periodsOf(march, 'media_stories_published')]).toEqual(['2026-27', [1, 1, 1]]);
  expect([afterMarch.financialYear, periodsOf(afterMarch, 'media_stories_published')]).toEqual([
    '2027-28',
    [1, 1, 2],
  ]);
  await outside.setClock('2028-02-29T10:00:00Z');
  const leap = outreachOf('media_story', '2028-02-29', { participants: 0 });
  await outside.done('coordinator', 'POST', '/api/outreach', { body: leap });
  await outside.publish('2028-02');
  const february = await read('/api/snapshots/2028-02');
  expect([february.cutoff, periodsOf(february, 'media_stories_published')]).toEqual([
    '2028-03-04T18:30:00Z',
    [1, 2, 3],
  ]);
});

test('lets the clock go back: what is recorded then counts in the next correction too', async () => {
  await outside.setClock('2026-12-02T06:00:00Z');
  const missed = outreachOf('police_orientation', '2026-11-20', { participants: 100 });
  const kept = await outside.done('coordinator', 'POST', '/api/outreach', { body: missed });
  expect(kept.createdAt).toMatch(/^2026-12-02T06:00:/);
  // The correction's cutoff lies after the sealed sums of months that were compiled without this line.
  await outside.setClock('2028-03-06T00:00:00Z');
  const body = { id: newId(), reason: 'found in a drawer' };
  await outside.done('coordinator', 'POST', '/api/snapshots/2026-11/corrections', { body });
  await outside.whenIdle();
  expect(outside.deadLetters()).toEqual([]);
  const second = await read('/api/snapshots/2026-11');
  expect([second.version, periodsOf(second, 'police_oriented_in_person')]).toEqual([2, [105, 112, 112]]);
  await outside.setClock(null);
  const now = outreachOf('media_story', sceneDay, { participants: 0 });
  const { createdAt } = await outside.done('coordinator', 'POST', '/api/outreach', { body: now });
  expect(Math.abs(Date.parse(String(createdAt)) - Date.now())).toBeLessThan(60_000);
});
