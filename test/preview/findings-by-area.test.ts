import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { type Finding, findings } from '../../functions/months/preview/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type District, districtsOn } from '../../functions/shared/reach/districts.ts';
import { coordinator, openScene } from '../members/scene.ts';
import { createCaller, createSend } from '../support/request.ts';
import { validCase, validCollective, validMember, validOutreach } from '../support/scene.ts';
import { openPreview } from './scene.ts';

/** The month-end list of twenty districts in three areas: what a coordinator of each would have to look at, and whose it is. */

const today = '2026-11-20';
const now = `${today}T06:30:00.000Z`;
const recordedAt = '2026-11-19T06:30:00.000Z';
const districts = districtsOn('2026-10-01').slice(0, 20);
const areas: readonly Caller[] = [districts.slice(0, 7), districts.slice(7, 14), districts.slice(14)].map(
  (ofArea) => createCaller('coordinator', { districts: ofArea }),
);
const [first] = districts;
const otherArea = districts[7];

let scene: Awaited<ReturnType<typeof openScene>>;
let send: ReturnType<typeof openPreview>;
let ofState: Finding[];
let ofAreas: Finding[][];
/** A woman who lives in another area than her group's, and two who may be one, of whom one has moved to another area. */
let abroad: string;
let twins: string[];

const must = async (request: Omit<Parameters<typeof send>[0], 'caller'>) => {
  const reply = await scene.send({ caller: coordinator, now: recordedAt, ...request });
  if (reply.status >= 300) throw new Error(`${request.route}: ${JSON.stringify(reply)}`);
};

const enrolIn = async (collectiveId: string, more: object = {}, at = recordedAt): Promise<string> => {
  const body = validMember(collectiveId, more);
  await must({ route: 'POST /api/members', body, now: at });
  return body.id;
};

/** A group that did not meet, and one whose sheet has no count, with a difference, a woman without one consent, and a case that is late. */
const fillDistrict = async (district: District): Promise<string> => {
  const [silent, met] = [validCollective({ district }), validCollective({ district })];
  await Promise.all([silent, met].map((body) => must({ route: 'POST /api/collectives', body })));
  const [, memberId] = await Promise.all([silent, met].map(({ id }) => enrolIn(id, { district })));
  const path = { id: met.id };
  await must({
    route: 'POST /api/collectives/{id}/meetings',
    path,
    body: { id: newId(), heldOn: '2026-10-03', attendance: [{ memberId, status: 'present' }], entries: [] },
  });
  const over = { kind: 'cash_over', amountPaise: 1_000, reason: 'found in the box' };
  await must({
    route: 'POST /api/collectives/{id}/vouchers',
    path,
    body: { id: newId(), on: '2026-10-10', lines: [over] },
  });
  const opened = validCase(memberId ?? '');
  await must({ route: 'POST /api/cases', body: opened });
  await must({
    route: 'POST /api/cases/{id}/events',
    path: { id: opened.id },
    body: { id: newId(), type: 'follow_up', on: '2026-10-05', due: '2026-11-01' },
  });
  return met.id;
};

const findingsOf = async (caller: Caller) => {
  const reply = await send({ route: 'GET /api/findings', query: { month: '2026-10' }, caller, now });
  expect(reply.status).toBe(200);
  return findings.parse(reply.body);
};

beforeAll(async () => {
  scene = await openScene();
  send = openPreview(scene.records);
  // The scene's own group is of no use here.
  await must({
    route: 'PATCH /api/collectives/{id}',
    path: { id: scene.collectiveId },
    ifMatch: 1,
    body: { closedOn: '2026-05-31' },
  });
  const groups: string[] = [];
  for (const district of districts) groups.push(await fillDistrict(district));
  const [group = ''] = groups;
  abroad = await enrolIn(group, { district: otherArea });
  const twin = { district: first, birthYear: 1971, name: 'నీలిమ మబ్బుల' };
  twins = [
    await enrolIn(group, twin, '2026-10-04T06:30:00.000Z'),
    await enrolIn(group, twin, '2026-10-06T06:30:00.000Z'),
  ];
  await must({
    route: 'PATCH /api/members/{id}',
    path: { id: twins[1] ?? '' },
    ifMatch: 1,
    body: { district: otherArea },
  });
  const outreach = createSend(createOutreachRoutes({ ...scene.records, newId }));
  for (const _ of [1, 2]) {
    await outreach({
      route: 'POST /api/outreach',
      caller: coordinator,
      body: validOutreach(),
      now: recordedAt,
    });
  }
  ofState = (await findingsOf(coordinator)).items;
  ofAreas = await Promise.all(areas.map(async (area) => (await findingsOf(area)).items));
}, 120_000);
afterAll(() => scene.records.close());

const keyOf = ({ kind, id, purpose, why, record }: Finding): string =>
  [kind, id, purpose, why, record].join(' ');

describe('the findings of twenty districts', () => {
  test('are of every kind that a district can have, in each of them', () => {
    const countOf = (kind: Finding['kind'], items: readonly Finding[]): number =>
      items.filter((one) => one.kind === kind).length;
    const kinds = [
      'collectivesWithoutMeeting',
      'meetingsWithoutCount',
      'cashDifferences',
      'overdueFollowUps',
    ] as const;
    for (const kind of kinds) {
      expect(countOf(kind, ofState), kind).toBe(20);
      expect(
        ofAreas.map((items) => countOf(kind, items)),
        kind,
      ).toEqual([7, 7, 6]);
    }
    expect(countOf('consentsMissing', ofState)).toBe(43);
    expect(countOf('likelyDuplicates', ofState)).toBe(2);
  });

  test('stand each at one area coordinator alone, or at none, and all at the state coordinator', () => {
    const keys = ofAreas.flatMap((items) => items.map(keyOf));
    expect(new Set(keys).size).toBe(keys.length);
    const nobodys = ofState.filter((one) => !keys.includes(keyOf(one)));
    expect([...keys, ...nobodys.map(keyOf)].toSorted()).toEqual(ofState.map(keyOf).toSorted());
    // What has no place, and what reaches into two areas.
    expect(nobodys.map(({ kind, record }) => [kind, record]).toSorted()).toEqual([
      ['likelyDuplicates', 'member'],
      ['likelyDuplicates', 'outreach'],
    ]);
    expect(nobodys.map(({ id }) => id)).toContain(twins[1]);
  });

  test('say the same to both, and since when they stand', () => {
    const byKey = new Map(ofState.map((one) => [keyOf(one), one]));
    for (const finding of ofAreas.flat()) expect(finding).toEqual(byKey.get(keyOf(finding)));
    for (const { since, kind } of ofState) {
      expect(since <= today, `${kind} ${since}`).toBe(true);
      expect(Math.floor((Date.parse(today) - Date.parse(since)) / 86_400_000)).toBeGreaterThanOrEqual(0);
    }
  });

  test('follow a woman’s own district, whichever group she is in', () => {
    const whose = (memberId: string): number[] =>
      ofAreas.flatMap((items, index) =>
        items.some(({ kind, id }) => kind === 'consentsMissing' && id === memberId) ? [index] : [],
      );
    expect(whose(abroad)).toEqual([1]);
    expect(twins.map(whose)).toEqual([[0], [1]]);
  });
});
