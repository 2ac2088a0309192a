import { expect, test } from 'vitest';
import * as z from 'zod';
import type { SnapshotIndicator } from '../../functions/months/publishing/snapshot.ts';
import {
  caseKinds,
  caseStatuses,
  compensationStages,
  entitlementStages,
  proceedingSteps,
  referralStages,
} from '../../functions/shared/kinds/case-words.ts';
import {
  containsAadhaar,
  containsIndianPhone,
} from '../../functions/shared/text/aadhaar-and-phone-numbers.ts';
import { collectives, leaderCollectives } from '../../local/demo/collectives.ts';
import { buildProgramme, correctedMonth } from '../../local/demo/programme.ts';
import { demoPersonList } from '../../local/identity/demo-people.ts';
import { closingInstant } from '../audit-count/calendar.ts';
import { publishAll } from '../audit-count/engine.ts';
import { dueByHand } from '../cases/agenda-by-hand.ts';
import { publicFigures } from '../support/public-figures.ts';
import { lines, months, publications, requests } from './accepted-programme.ts';

/** The demo programme without a stack: the figures that its requests give if all are accepted. test/demo/published.test.ts counts them a second time. */

const snapshots = await publishAll(lines, publications);
const october = snapshots.at(-1);

const figuresOf = (code: string): SnapshotIndicator => {
  const found = october?.indicators.find((indicator) => indicator.code === code);
  if (found === undefined) throw new Error(`There is no ${code}.`);
  return found;
};

test('the figures of October 2026 are the public figures of the programme', () => {
  expect([october?.month, october?.version]).toEqual(['2026-10', 1]);
  const found = Object.keys(publicFigures).map((code) => [code, figuresOf(code).toDate]);
  expect(Object.fromEntries(found)).toEqual(publicFigures);
});

test('it is the same every time', () => {
  expect(buildProgramme()).toEqual(months);
});

const sheet = z.object({ attendance: z.array(z.unknown()) });

test('it is small enough to be loaded at each start', () => {
  expect(requests.length).toBeGreaterThan(1200);
  expect(requests.length).toBeLessThan(2600);
  // Each row of a sheet is a write to the table.
  const rows = requests.flatMap(({ route, body }) =>
    route === 'POST /api/collectives/{id}/meetings' ? sheet.parse(body).attendance : [],
  );
  expect(rows.length).toBeGreaterThan(2000);
  expect(rows.length).toBeLessThan(3000);
});

const idsIn = (body: object): string[] =>
  Object.entries(body).flatMap(([key, value]): string[] => {
    if (key === 'id' && typeof value === 'string') return [value];
    if (key === 'attendance' || key === 'entries') return [];
    return typeof value === 'object' && value !== null ? idsIn(value) : [];
  });

test('every id is a UUIDv7 and unique', () => {
  const loans = [...JSON.stringify(requests).matchAll(/"kind":"loan","amountPaise":\d+,"loanId":"([^"]+)"/g)];
  const ids = [...requests.flatMap(({ body }) => idsIn(body)), ...loans.map((loan) => loan[1] ?? '')];
  expect(ids.length).toBeGreaterThan(2500);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const indiaOffsetMs = 5.5 * 3_600_000;

test('nothing is dated after it was recorded, or recorded after the last cutoff', () => {
  for (const { at, body } of requests) {
    expect(at < closingInstant('2026-10')).toBe(true);
    const day = new Date(Date.parse(at) + indiaOffsetMs).toISOString().slice(0, 10);
    const dates = [
      ...JSON.stringify(body).matchAll(
        /"(?:on|heldOn|joinedOn|openedOn|leaderSince|exitedOn|formedOn)":"([^"]+)"/g,
      ),
    ];
    for (const [text, date = ''] of dates) expect(date <= day, `${text} at ${at}`).toBe(true);
  }
});

test('no mother in it was younger than seventeen at the birth of a child', () => {
  const sent = z.looseObject({ id: z.string(), birthYear: z.number() });
  const births = z.object({ children: z.array(z.object({ birthYear: z.number() })) });
  const yearOf = new Map<string, number>();
  const ages = requests.flatMap(({ route, path, body }) => {
    if (route === 'POST /api/members') {
      const { id, birthYear } = sent.parse(body);
      yearOf.set(id, birthYear);
      return births.parse(body).children.map((child) => child.birthYear - birthYear);
    }
    return route === 'POST /api/members/{id}/children'
      ? [sent.parse(body).birthYear - (yearOf.get(z.object({ id: z.string() }).parse(path).id) ?? 0)]
      : [];
  });
  expect(ages.length).toBeGreaterThan(100);
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(17);
  expect(Math.max(...ages)).toBeLessThanOrEqual(60);
});

test('it contains no Aadhaar number, and no phone number that could be assigned', () => {
  for (const { body } of requests) {
    const text = JSON.stringify(body);
    expect(containsAadhaar(text)).toBe(false);
    expect(containsIndianPhone(text.replaceAll('+91 00000', ''))).toBe(false);
  }
});

test('whoever may have to be called has a telephone of her own, that no line in India can have', () => {
  const reached = demoPersonList.filter(({ role }) => role !== 'funder');
  const telephones = reached.map(({ telephone = '' }) => telephone);
  for (const telephone of telephones) expect(telephone).toMatch(/^\+91 0\d{4} \d{5}$/);
  expect(new Set(telephones).size).toBe(reached.length);
});

test('leaders write to their own collectives alone, and caseworkers to cases alone', () => {
  const collectivesOfLeader = new Map<string, readonly string[]>(Object.entries(leaderCollectives));
  const roles = new Map<string, string>(demoPersonList.map(({ key, role }) => [key, role]));
  for (const { by, path, route } of requests) {
    if (roles.get(by) === 'leader' && route.startsWith('POST /api/collectives/{id}')) {
      expect(collectivesOfLeader.get(by)).toContain(path.id);
    }
    if (roles.get(by) === 'caseworker') expect(route).toMatch(/^POST \/api\/cases/);
  }
  expect(collectives.map(({ id }) => id)).toEqual(
    expect.arrayContaining([...collectivesOfLeader.values()].flat()),
  );
});

test('its months show every feature of a report: revisions, a correction, breakdowns, targets, cells of every kind', () => {
  expect(snapshots.filter(({ revisions }) => revisions.length > 0).length).toBeGreaterThan(8);
  const corrected = snapshots.filter(({ month }) => month === correctedMonth);
  expect(corrected).toHaveLength(2);
  const monthsOf = (code: string) =>
    corrected.map(({ indicators }) => indicators.find((one) => one.code === code)?.month);
  expect(monthsOf('meetings_held')[0]).not.toEqual(monthsOf('meetings_held')[1]);
  expect(figuresOf('members_enrolled').target).toBe(200);
  const cells = figuresOf('members_enrolled').breakdowns.district?.cells;
  const values = cells === 'withheld' || cells === undefined ? [] : cells.map(({ value }) => value);
  expect(values).toContain('*');
  expect(values).toContain(20);
  expect(figuresOf('pensions').breakdowns.district).toBeNull();
  for (const indicator of october?.indicators ?? []) expect(indicator.toDate, indicator.code).not.toBe(0);
});

test('its months have more than figures: a narrative, stories with titles, a baseline', () => {
  expect(october?.narrative).toMatchObject({ en: expect.any(String), ja: expect.any(String) });
  expect(snapshots.some(({ narrative }) => narrative?.ja === null)).toBe(true);
  expect(october?.stories).toMatchObject([{ title: 'Three hundred and thirty members' }]);
  const stories = snapshots.filter(({ version }) => version === 1).flatMap((snapshot) => snapshot.stories);
  expect(stories).toHaveLength(29);
  expect(stories.some(({ url }) => url !== null)).toBe(true);
  expect(figuresOf('house_pattas').baseline).toMatchObject({ asOf: '2025-03-31', value: 23 });
});

const opening = z.object({ id: z.string(), kind: z.enum(caseKinds) });
const event = z.object({
  id: z.string(),
  type: z.string(),
  on: z.string(),
  stage: z.string().optional(),
  status: z.string().optional(),
  step: z.string().optional(),
  due: z.string().optional(),
  done: z.boolean().optional(),
  nextOn: z.string().optional(),
  applicationId: z.string().optional(),
  proceedingId: z.string().optional(),
  entitlement: z.string().optional(),
  to: z.string().optional(),
  eventId: z.string().optional(),
});

/** The demo's cases, each with its events as they were recorded. */
const cases = requests
  .filter(({ route }) => route === 'POST /api/cases')
  .map(({ body }) => {
    const { id, kind } = opening.parse(body);
    const events = requests
      .filter(({ route, path }) => route === 'POST /api/cases/{id}/events' && path.id === id)
      .map((request, order) => ({ ...event.parse(request.body), order }))
      .sort((a, b) => (a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1));
    return { kind, events };
  });

test('each kind has a case in each status, and each stage is the newest of something', () => {
  const statuses = cases.map(
    ({ kind, events }) => `${kind} ${events.findLast(({ type }) => type === 'status')?.status ?? 'open'}`,
  );
  for (const kind of caseKinds)
    for (const status of caseStatuses) expect(statuses, `${kind} ${status}`).toContain(`${kind} ${status}`);

  const newestStages = cases.flatMap(({ events }) => {
    const groups = Map.groupBy(
      events.filter(({ type }) => ['entitlement', 'compensation', 'proceeding', 'referral'].includes(type)),
      (one) => one.applicationId ?? one.proceedingId ?? one.entitlement ?? one.to,
    );
    return [...groups.values()].map((group) => {
      const newest = group.at(-1);
      return `${newest?.type} ${newest?.stage ?? newest?.step}`;
    });
  });
  const stages = {
    entitlement: entitlementStages,
    compensation: compensationStages,
    proceeding: proceedingSteps,
    referral: referralStages,
  };
  for (const [type, list] of Object.entries(stages))
    for (const stage of list) expect(newestStages, `${type} ${stage}`).toContain(`${type} ${stage}`);
});

test('for each kind of due date some cases are overdue when October closes, and others are not', () => {
  const today = '2026-11-05';
  const due = cases.flatMap(({ events }) => dueByHand(events));
  for (const kind of ['follow_up', 'hearing', 'decision_due', 'progress_due']) {
    const dates = due.filter((one) => one.kind === kind).map(({ on }) => on);
    expect(
      dates.some((on) => on < today),
      `${kind} overdue`,
    ).toBe(true);
    expect(
      dates.some((on) => on >= today),
      `${kind} ahead`,
    ).toBe(true);
  }
});

test('every month has meetings', () => {
  const held = snapshots.map(
    ({ indicators }) => indicators.find(({ code }) => code === 'meetings_held')?.month,
  );
  expect(held).not.toContain(0);
});
