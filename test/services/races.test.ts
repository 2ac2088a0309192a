import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createOutreachRoutes } from '../../functions/areas/outreach/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { withdrawalOf } from '../../functions/shared/services/withdrawn.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller, createSend, type TestReply } from '../support/request.ts';
import { validOutreach } from '../support/scene.ts';
import { searchRuns } from '../support/search.ts';

/** A withdrawal at the same moment as an act that it stops: either the act lies before it in the journal, or it was refused. */

let scene: CaseScene;
let sendOutreach: ReturnType<typeof createSend>;
const caseworker = createCaller('caseworker', { districts: ['Guntur'] });

beforeAll(async () => {
  scene = await openCaseScene();
  await scene.employ(caseworker, coordinator);
  sendOutreach = createSend(createOutreachRoutes({ ...scene.records.as('outreach'), newId }));
}, 60_000);

const withdrawal = (more: object = {}) => ({
  ...consentTo('services', { given: false, on: '2026-10-15' }),
  id: newId(),
  ...more,
});
const outreach = z.object({ id: z.string(), version: z.number() });

/** The order of recording in the journal is the order of the transactions here: every item says how often it was written. */
const hasStopped = async (memberId: string): Promise<boolean> =>
  (await scene.records.table.get(memberKey(memberId)))?.withdrawnOn !== undefined;

type Act = (member: { id: string; caseId: string }) => Promise<TestReply>;
const acts: Readonly<Record<string, Act>> = {
  'a case opened': ({ id }) =>
    scene.send({
      route: 'POST /api/cases',
      caller: coordinator,
      body: { id: newId(), memberId: id, kind: 'crisis', priority: 'normal', openedOn: '2026-10-01' },
    }),
  'an event': ({ caseId }) => scene.tell(caseId, { type: 'note', text: 'She is well.' }),
  'an event of a caseworker': ({ caseId }) =>
    scene.tell(caseId, { type: 'note', text: 'She is well.' }, caseworker),
  'a child': ({ id }) =>
    scene.addChild(id, { id: newId(), birthYear: 2015, gender: 'female', inSchool: true }),
  'an office': ({ id }) =>
    scene.addOffice(id, { id: newId(), body: 'district_forum', office: 'treasurer', from: '2026-10-01' }),
  'a roster': async ({ id }) => {
    const added = await sendOutreach({
      route: 'POST /api/outreach',
      caller: coordinator,
      body: validOutreach(),
    });
    const { id: outreachId, version } = outreach.parse(added.body);
    return sendOutreach({
      route: 'PUT /api/outreach/{id}/roster',
      path: { id: outreachId },
      caller: coordinator,
      ifMatch: version,
      body: { participants: [{ memberId: id, role: 'participant' }] },
    });
  },
};

/** What an act is answered if she withdraws between its reading and its write. */
const withdrawnBeforeWrite = async <T>(
  area: 'cases' | 'outreach',
  memberId: string,
  act: () => Promise<T>,
): Promise<T> => {
  const { table } = scene.records.as(area);
  const original = table.transact;
  let isFirst = true;
  table.transact = async (writes) => {
    if (isFirst) {
      isFirst = false;
      await scene.agree(memberId, withdrawal());
    }
    return original(writes);
  };
  try {
    return await act();
  } finally {
    table.transact = original;
  }
};

describe('at the same moment as a withdrawal', () => {
  test.each(Object.entries(acts))('%s is done before it, or not at all', async (_name, act) => {
    const told: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { id } = await scene.enrolled();
      const { id: caseId } = await scene.opened({ memberId: id, assignedTo: caseworker.personId });
      const [stopped, done] = await Promise.all([scene.agree(id, withdrawal()), act({ id, caseId })]);
      expect(stopped.status).toBe(201);
      expect(await hasStopped(id)).toBe(true);
      expect([200, 201, 404, 422]).toContain(done.status);
      told.push(done.status);
      // From now on it is refused, whoever was first.
      const again = await act({ id, caseId });
      expect([404, 422]).toContain(again.status);
    }
    expect(told).toHaveLength(6);
  });

  test('is refused by the condition of the write, whatever was read before', async () => {
    const { id } = await scene.enrolled();
    const { id: caseId } = await scene.opened({ memberId: id });
    const reply = await withdrawnBeforeWrite('cases', id, () =>
      scene.tell(caseId, { type: 'note', text: 'She is well.' }),
    );
    expect(reply).toMatchObject({ status: 422, body: { code: 'consent_withdrawn' } });
    expect(await scene.eventsOf(caseId)).toEqual([]);
  });

  test('a roster that was read before it is refused with her path', async () => {
    const { id } = await scene.enrolled();
    const { id: other } = await scene.enrolled();
    const added = await sendOutreach({
      route: 'POST /api/outreach',
      caller: coordinator,
      body: validOutreach(),
    });
    const { id: outreachId, version } = outreach.parse(added.body);
    const participants = [other, id].map((memberId) => ({ memberId, role: 'participant' }));
    const reply = await withdrawnBeforeWrite('outreach', id, () =>
      sendOutreach({
        route: 'PUT /api/outreach/{id}/roster',
        path: { id: outreachId },
        caller: coordinator,
        ifMatch: version,
        body: { participants },
      }),
    );
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'consent_withdrawn', errors: [{ path: 'participants.1.memberId' }] },
    });
  });

  test('two withdrawals make one request', async () => {
    const { id } = await scene.enrolled();
    const replies = await Promise.all([1, 2, 3].map(() => scene.agree(id, withdrawal())));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    const lines = await scene.linesOf(id);
    expect(lines.filter((line) => line.type === 'consent_recorded' && line.opens !== undefined)).toHaveLength(
      1,
    );
  });
});

describe('what a phone recorded before it knew', () => {
  test('is refused when it arrives, and what was accepted before stays accepted', async () => {
    const { id } = await scene.enrolled();
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const { id: caseId } = await scene.opened({ memberId: id, priority: 'normal' }, leader);
    const accepted = { id: newId(), type: 'note', text: 'She sleeps again.' };
    expect(await scene.tell(caseId, accepted, leader)).toMatchObject({ status: 201 });
    expect(await scene.agree(id, withdrawal(), leader)).toMatchObject({ status: 201 });
    expect(await scene.tell(caseId, { type: 'note', text: 'Later.' }, leader)).toMatchObject({
      status: 422,
      body: { code: 'consent_withdrawn' },
    });
    // Sent again, since its answer was lost.
    expect(await scene.tell(caseId, accepted, leader)).toMatchObject({ status: 200 });
    expect(await scene.meet(id, { kind: 'deposit', amountPaise: 10_000 })).toMatchObject({ status: 201 });
    expect(await scene.tell(caseId, { type: 'status', status: 'closed' }, leader)).toMatchObject({
      status: 201,
    });
    expect(await scene.readCase(caseId, leader)).toMatchObject({ status: 404 });
  });
});

test('her record always says what her last word to the services was', async () => {
  const word = fc.record({
    purpose: fc.constantFrom('services', 'reporting', 'sharing'),
    given: fc.boolean(),
    isContinuing: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 8 }), async (words) => {
      const { id } = await scene.enrolled();
      const { id: caseId } = await scene.opened({ memberId: id });
      const said: { purpose: string; given: boolean; on: string; continues?: string[] }[] = [];
      for (const { purpose, given, isContinuing } of words) {
        const mayContinue = purpose === 'services' && !given && isContinuing;
        const answer = { purpose, given, on: '2026-10-15', ...(mayContinue ? { continues: [caseId] } : {}) };
        const body = { ...consentTo('services'), id: newId(), ...answer };
        expect(await scene.agree(id, body)).toMatchObject({ status: 201 });
        said.push(answer);
        const { withdrawnOn, continues } = withdrawalOf(said);
        const item = await scene.records.table.get(memberKey(id));
        expect([item?.withdrawnOn, item?.continues]).toEqual([withdrawnOn, continues]);
        const isRefused = withdrawnOn !== undefined && continues === undefined;
        const told = await scene.tell(caseId, { type: 'note', text: 'She is well.' });
        expect(told.status).toBe(isRefused ? 422 : 201);
      }
    }),
    searchRuns(10),
  );
});
