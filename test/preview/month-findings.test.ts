import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createExplanations } from '../../functions/months/closing/explanations.ts';
import { aboutOfFinding } from '../../functions/months/preview/about-finding.ts';
import { matchQuestions, settlesFinding } from '../../functions/months/preview/listed-findings.ts';
import { type BareFinding, findings } from '../../functions/months/preview/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { questionAnswers, questionKinds } from '../../functions/shared/kinds/question-words.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { coordinator } from '../members/scene.ts';
import { openQuestionScene } from '../questions/scene.ts';
import { createCaller, problem } from '../support/request.ts';
import { validConsent } from '../support/scene.ts';
import { openPreview } from './scene.ts';

let scene: Awaited<ReturnType<typeof openQuestionScene>>;
let send: ReturnType<typeof openPreview>;
beforeAll(async () => {
  scene = await openQuestionScene();
  send = openPreview(scene.records);
});
afterAll(() => scene.records.close());

const now = '2026-11-20T06:30:00.000Z';
const findingsOf = async (month: string) => {
  const reply = await send({ route: 'GET /api/findings', query: { month }, caller: coordinator, now });
  expect(reply.status).toBe(200);
  return findings.parse(reply.body);
};
const ofGroup = async (month: string, collectiveId: string) =>
  (await findingsOf(month)).items.filter((one) => one.collectiveId === collectiveId);

describe('the findings of a month', () => {
  test('say since when they stand, and what was asked and answered', async () => {
    const { collectiveId } = scene;
    const finding = {
      kind: 'collectivesWithoutMeeting',
      id: collectiveId,
      collectiveId,
      since: '2026-10-01',
    };
    const [first] = (await ofGroup('2026-10', collectiveId)).filter(({ kind }) => kind === finding.kind);
    expect(first).toEqual(finding);
    const asked = await scene.asked(
      { on: '2026-11-05', about: { kind: 'no_sheet', month: '2026-10' }, text: 'Did you meet?' },
      { now: '2026-11-05T06:30:00.000Z' },
    );
    await scene.answer(asked.id, { on: '2026-11-06', answer: 'text', text: 'It rained.' }, { now });
    const [open] = (await ofGroup('2026-10', collectiveId)).filter(({ kind }) => kind === finding.kind);
    expect(open).toMatchObject({
      ...finding,
      question: {
        id: asked.id,
        ageDays: 15,
        answers: [{ answer: 'text' }],
        answeredAt: '2026-11-20T06:30:00Z',
      },
    });
    expect(open).not.toHaveProperty('explanation');
    expect(JSON.stringify(open)).not.toMatch(/rained|Did you meet/);
    // Of another month it says nothing.
    const [other] = (await ofGroup('2026-09', collectiveId)).filter(({ kind }) => kind === finding.kind);
    expect(other).not.toHaveProperty('question');
  });

  test('stand as explained by a leader’s answer that settles them, or as the coordinator said', async () => {
    const collectiveId = await scene.formCollective();
    const path = { id: collectiveId };
    const asked = await scene.asked({ about: { kind: 'no_sheet', month: '2026-10' } }, { path, now });
    const questionPath = { id: collectiveId, questionId: asked.id };
    const leader = scene.leader([collectiveId]);
    const answer = { id: newId(), on: '2026-11-20', answer: 'did_not_meet' };
    await scene.answer(asked.id, answer, { path: questionPath, caller: leader, now });
    await scene.close(asked.id, newId(), { path: questionPath, now });
    const explained = async () => (await ofGroup('2026-10', collectiveId))[0]?.explanation;
    expect(await explained()).toEqual({
      why: 'did_not_meet',
      at: '2026-11-20T06:30:00Z',
      by: leader.personId,
    });
    const { personId: by } = coordinator;
    const id = newId();
    await createExplanations(scene.records.table).add(
      '2026-10',
      { id, list: 'collectivesWithoutMeeting', recordId: collectiveId, why: 'known' },
      { at: now, by, fingerprint: 'x' },
    );
    expect(await explained()).toEqual({ why: 'known', at: now, by });
  });

  test('tell an area coordinator nothing of a question about a woman of another area', async () => {
    const collectiveId = await scene.formCollective({ district: 'Guntur' });
    const women = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        scene.enrolled({ collectiveId, district: index === 5 ? 'Eluru' : 'Guntur' }),
      ),
    );
    const abroad = women[5]?.id ?? '';
    const meetingId = newId();
    const held = await scene.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: collectiveId },
      caller: coordinator,
      body: {
        id: meetingId,
        heldOn: '2026-10-03',
        attendance: women.map(({ id: memberId }) => ({ memberId, status: 'present' })),
        entries: women.map(({ id: memberId }) => ({
          memberId,
          kind: 'deposit',
          amountPaise: memberId === abroad ? 9_000_000 : 10_000,
        })),
      },
      now: '2026-10-04T06:30:00.000Z',
    });
    expect(held.status).toBe(201);
    const about = { kind: 'sheet', meetingId, memberId: abroad };
    await scene.asked({ on: '2026-11-05', about }, { path: { id: collectiveId }, now });
    const seenBy = async (caller: Caller) => {
      const reply = await send({ route: 'GET /api/findings', query: { month: '2026-10' }, caller, now });
      return findings
        .parse(reply.body)
        .items.filter(({ kind, id }) => kind === 'outliers' && id === meetingId)
        .map(({ question }) => question?.about.memberId);
    };
    expect(await seenBy(coordinator)).toEqual([abroad]);
    expect(await seenBy(createCaller('coordinator', { districts: ['Guntur', 'Eluru'] }))).toEqual([abroad]);
    expect(await seenBy(createCaller('coordinator', { districts: ['Guntur'] }))).toEqual([undefined]);
  });

  test('tell her coordinators of a stop that a leader undoes, until it is explained, and then of the next', async () => {
    const { collectiveId } = scene;
    const woman = await scene.enrolled({ collectiveId, district: 'Guntur' });
    const leader = scene.leader([collectiveId]);
    const say = async (caller: Caller, purpose: 'services' | 'sharing', given: boolean, at: string) => {
      const body = validConsent(purpose, { given, on: '2026-11-10' });
      const reply = await scene.send({
        route: 'POST /api/members/{id}/consents',
        path: { id: woman.id },
        caller,
        body,
        now: `2026-11-10T${at}:00.000Z`,
      });
      expect(reply.status).toBe(201);
      return body.id;
    };
    const seenBy = async (caller: Caller, month = '2026-11') => {
      const reply = await send({ route: 'GET /api/findings', query: { month }, caller, now });
      return findings.parse(reply.body).items.filter((one) => one.kind === 'undoneStops');
    };
    for (const purpose of ['services', 'sharing'] as const) await say(coordinator, purpose, false, '06:00');
    expect(await seenBy(coordinator)).toEqual([]);
    const services = await say(leader, 'services', true, '06:05');
    const sharing = await say(leader, 'sharing', true, '06:06');
    const foundOf = (id: string, purpose: string) => ({
      ...{ kind: 'undoneStops', id, memberId: woman.id, collectiveId, purpose },
      ...{ on: '2026-11-10', since: '2026-11-10' },
    });
    const both = [foundOf(services, 'services'), foundOf(sharing, 'sharing')];
    expect(await seenBy(coordinator)).toEqual(both);
    // The month before is still open in the first days of the next.
    expect(await seenBy(coordinator, '2026-10')).toEqual(both);
    expect(await seenBy(createCaller('coordinator', { districts: ['Guntur'] }))).toEqual(both);
    expect(await seenBy(createCaller('coordinator', { districts: ['Eluru'] }))).toEqual([]);
    const lines = await scene.accessesOf(woman.id);
    expect(lines.filter(({ route }) => route === 'GET /api/findings')).toHaveLength(3);
    const { personId: by } = coordinator;
    await createExplanations(scene.records.table).add(
      '2026-11',
      { id: newId(), list: 'undoneStops', recordId: services, why: 'checked' },
      { at: now, by, fingerprint: 'x' },
    );
    const explained = [{ ...both[0], explanation: { why: 'checked', at: now, by } }, both[1]];
    for (const month of ['2026-10', '2026-11']) expect(await seenBy(coordinator, month)).toEqual(explained);
    // Once its month has closed, only what nobody has explained is still listed.
    const later = await send({
      route: 'GET /api/findings',
      query: { month: '2027-02' },
      caller: coordinator,
      now: '2027-02-20T06:30:00.000Z',
    });
    const stillOpen = findings.parse(later.body);
    expect(stillOpen.items.filter(({ kind }) => kind === 'undoneStops')).toEqual([both[1]]);
    expect(stillOpen.counts.undoneStops).toBe(1);
    await say(coordinator, 'services', false, '06:10');
    const again = await say(leader, 'services', true, '06:15');
    expect(await seenBy(coordinator)).toEqual([...explained, foundOf(again, 'services')]);
  });

  test('name the group of a woman, and leave a line of whom they name', async () => {
    const { id: memberId } = await scene.enrolled({ consents: [scene.input().consents[0]], children: [] });
    const found = (await findingsOf('2026-10')).items.find((one) => one.memberId === memberId);
    expect(found).toEqual({
      kind: 'consentsMissing',
      id: memberId,
      memberId,
      collectiveId: scene.collectiveId,
      purpose: 'reporting',
      state: 'never_given',
      since: expect.stringMatching(/^20\d\d-\d\d-01$/),
    });
    const lines = await scene.accessesOf(memberId);
    expect(lines.filter(({ route }) => route === 'GET /api/findings')).toHaveLength(1);
  });

  test('are refused of a month before the journal begins, as is its preview, before anything is read', async () => {
    const unread = openPreview({
      ...scene.records,
      table: new Proxy(scene.records.table, {
        get: () => () => {
          throw new Error('The table was read.');
        },
      }),
    });
    for (const route of ['GET /api/findings', 'GET /api/snapshots/preview'] as const) {
      for (const month of ['1900-01', '2023-12']) {
        const reply = await unread({ route, query: { month }, caller: coordinator, now });
        expect([reply.status, problem.parse(reply.body).code], `${route} ${month}`).toEqual([
          400,
          'invalid_month',
        ]);
      }
      const first = await send({ route, query: { month: '2024-01' }, caller: coordinator, now });
      expect(first.status).toBe(200);
    }
  });

  test('count what they are, and are refused of a month that has not begun', async () => {
    const { items, counts } = await findingsOf('2026-10');
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(items.length);
    expect(items.map(({ since }) => since)).toEqual(items.map(({ since }) => since).toSorted());
    const reply = await send({
      route: 'GET /api/findings',
      query: { month: '2026-12' },
      caller: coordinator,
      now,
    });
    expect(z.object({ code: z.string() }).parse(reply.body).code).toBe('invalid_month');
  });
});

describe('a question', () => {
  const [group, meeting, woman] = [newId(), newId(), newId()];
  const since = '2026-10-09';
  const at = { id: meeting, collectiveId: group, since };
  const each: readonly BareFinding[] = [
    { kind: 'collectivesWithoutMeeting', id: group, collectiveId: group, since: '2026-10-01' },
    { ...at, kind: 'cashDifferences', record: 'meeting' },
    { ...at, kind: 'cashDifferences', record: 'voucher', id: newId() },
    { ...at, kind: 'outliers', record: 'meeting', memberId: woman },
    { ...at, kind: 'likelyDuplicates', record: 'meeting' },
    { kind: 'consentsMissing', id: woman, memberId: woman, collectiveId: group, since },
  ];

  test.each(each)(
    'belongs to the finding that it was asked about, and to no other: $kind $record',
    (finding) => {
      const about = aboutOfFinding(finding);
      const question = { collectiveId: group, about: about ?? { kind: 'other' as const } };
      expect([...matchQuestions(each, [question]).keys()]).toEqual([finding]);
      expect(matchQuestions(each, [{ ...question, about: { kind: 'other', memberId: woman } }]).size).toBe(0);
    },
  );

  test('is not asked about outreach, nor about a case, of which the leader may not know', () => {
    const late = {
      kind: 'overdueFollowUps',
      id: newId(),
      memberId: woman,
      collectiveId: group,
      since,
    } as const;
    expect(aboutOfFinding(late)).toBeUndefined();
    expect(
      matchQuestions([late], [{ collectiveId: group, about: { kind: 'member', memberId: woman } }]).size,
    ).toBe(0);
    const ofCase = { ...at, kind: 'likelyDuplicates', record: 'case_event', caseId: newId() } as const;
    expect(aboutOfFinding(ofCase)).toBeUndefined();
    expect(aboutOfFinding({ ...at, kind: 'stoppedUrgentCases', memberId: woman })).toBeUndefined();
    expect(aboutOfFinding({ ...at, kind: 'outliers', record: 'outreach' })).toBeUndefined();
  });

  test('settles a finding by one answer alone', () => {
    const settling = questionKinds.flatMap((kind) =>
      questionAnswers.filter((answer) => settlesFinding(kind, answer)).map((answer) => [kind, answer]),
    );
    expect(settling).toEqual([['no_sheet', 'did_not_meet']]);
  });
});
