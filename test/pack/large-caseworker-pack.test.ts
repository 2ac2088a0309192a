import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { maxUrgentPerDay } from '../../functions/areas/cases/case-limits.ts';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { caseworkerPack } from '../../functions/areas/pack/schema.ts';
import { answerBytesOf, maxAnswerBytes } from '../../functions/shared/http/answer-size.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow } from '../support/request.ts';

let scene: CaseScene;
let caseworker: Caller;
let district: string;
let assigned: Awaited<ReturnType<CaseScene['opened']>>;

const ask = (since?: string, caller = caseworker, now = defaultNow) =>
  createSend(createPackRoutes({ ...scene.records, accessLog: scene.records.accessLog }))({
    route: 'GET /api/me/pack',
    caller,
    now,
    ...(since === undefined ? {} : { query: { since } }),
  });

const herRecord = async () =>
  Object(
    (await scene.send({ route: 'GET /api/members/{id}', path: { id: scene.memberId }, caller: coordinator }))
      .body,
  );

beforeEach(async () => {
  scene = await openCaseScene();
  onTestFinished(() => scene.records.close());
  district = (await herRecord()).district;
  caseworker = createCaller('caseworker', { districts: [district] });
  await scene.employ(caseworker);
  assigned = await scene.opened({ assignedTo: caseworker.personId });
  await scene.tell(assigned.id, { type: 'note', text: 'She was seen at home.' }, caseworker);
});

describe('the pack of a caseworker', () => {
  test('leaves the oldest events out of timelines that would not fit into one answer, and says how many', async () => {
    // Quotes are four times as long in an answer within an answer.
    const text = '"'.repeat(1_900);
    const plan = { type: 'safety_plan', goTo: text, call: text, take: text, children: text };
    const cases = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { id: memberId } = await scene.enrolled();
        return scene.opened({ memberId, assignedTo: caseworker.personId });
      }),
    );
    for (const { id } of cases) {
      for (let index = 0; index < 18; index += 1) {
        expect(await scene.tell(id, { ...plan, signs: `${index} ${text}` })).toMatchObject({ status: 201 });
      }
    }
    const reply = await ask();
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(reply.body)))).toBeLessThan(4_000_000);
    const pack = caseworkerPack.parse(reply.body);
    const full = pack.cases.flatMap((one) => ('events' in one && one.id !== assigned.id ? [one] : []));
    expect(full).toHaveLength(10);
    for (const { events, eventsLeftOut = 0 } of full) {
      expect(events.length).toBeGreaterThan(5);
      expect(eventsLeftOut).toBeGreaterThan(1);
      expect(events.length + eventsLeftOut).toBe(18);
      // The newest are there.
      expect(events.at(-1)).toMatchObject({ signs: expect.stringMatching(/^17 /) });
    }
  });

  test('keeps the safety plan and what she recorded herself, however much another records in her case', async () => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const { id: memberId } = await scene.enrolled();
    const { id } = await scene.opened({ memberId, assignedTo: caseworker.personId }, leader);
    const hers = [
      { type: 'safety_plan', goTo: 'Her sister' },
      { type: 'note', text: 'He has a key.' },
    ];
    for (const event of hers) {
      expect(await scene.tell(id, event, caseworker)).toMatchObject({ status: 201 });
    }
    for (let index = 0; index < 250; index += 1) {
      const note = { type: 'note', on: '2026-10-06', text: `${index} ${'"'.repeat(1_900)}` };
      expect(await scene.tell(id, note, leader)).toMatchObject({ status: 201 });
    }
    const reply = await ask();
    expect(answerBytesOf(reply.body)).toBeLessThan(maxAnswerBytes);
    const file = caseworkerPack.parse(reply.body).cases.find((one) => one.id === id);
    const { events, eventsLeftOut = 0 } = file !== undefined && 'events' in file ? file : { events: [] };
    expect(events.slice(0, 2)).toMatchObject(hers);
    // The rest are the leader's newest, one after the other.
    const nth = events.slice(2).map((one) => ('text' in one ? Number(one.text?.split(' ')[0]) : undefined));
    expect(nth).toEqual(nth.map((_, index) => 250 - nth.length + index));
    expect(nth.length).toBeGreaterThan(100);
    expect(eventsLeftOut).toBe(250 - nth.length);
    expect(eventsLeftOut).toBeGreaterThan(0);
  });

  test('fits whatever one leader records of one woman, and keeps the other women whole', async () => {
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const { id: memberId } = await scene.enrolled();
    const text = '"'.repeat(2_000);
    const plan = { type: 'safety_plan', signs: text, goTo: text, call: text, take: text, children: text };
    // One after the other: all of one woman write to one item.
    for (let index = 0; index < maxUrgentPerDay; index += 1) {
      const { id } = await scene.opened({ memberId, assignedTo: caseworker.personId }, leader);
      expect(await scene.tell(id, plan, leader)).toMatchObject({ status: 201 });
    }
    const reply = await ask();
    expect(answerBytesOf(reply.body)).toBeLessThan(maxAnswerBytes);
    const { cases, casesLeftOut } = caseworkerPack.parse(reply.body);
    expect(casesLeftOut).toBeUndefined();
    expect(cases).toHaveLength(maxUrgentPerDay + 1);
    expect(cases.find(({ id }) => id === assigned.id)).toMatchObject({
      events: [{ text: 'She was seen at home.' }],
    });
    const ofFlood = cases.flatMap((one) => ('events' in one && one.memberId === memberId ? [one] : []));
    for (const { events, eventsLeftOut = 0 } of ofFlood) expect(events.length + eventsLeftOut).toBe(1);
    // The newest has its plan.
    const newest = ofFlood.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
    expect(newest?.events).toMatchObject([{ type: 'safety_plan' }]);
  });
});
