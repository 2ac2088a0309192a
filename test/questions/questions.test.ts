import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { maxAnswers, maxOpenQuestions } from '../../functions/areas/questions/rules.ts';
import { question } from '../../functions/areas/questions/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, problem, type TestReply } from '../support/request.ts';
import { validQuestion } from '../support/scene.ts';
import { openQuestionScene } from './scene.ts';

let scene: Awaited<ReturnType<typeof openQuestionScene>>;
beforeAll(async () => {
  scene = await openQuestionScene();
});
afterAll(() => scene.records.close());

const refusal = ({ status, body }: TestReply) => {
  const { code, errors } = problem.parse(body);
  return [status, code, errors?.map(({ path }) => path)];
};
const page = z.object({ items: z.array(question), cursor: z.string().optional() });
const list = async (
  query: Record<string, string> = {},
  caller: Caller = coordinator,
  collectiveId?: string,
) => {
  const reply = await scene.sendQuestion(
    collectiveId === undefined
      ? { route: 'GET /api/questions', caller, query }
      : { route: 'GET /api/collectives/{id}/questions', path: { id: collectiveId }, caller, query },
  );
  expect(reply.status).toBe(200);
  return page.parse(reply.body);
};
/** The ids on all pages. */
const idsIn = async (
  query: Record<string, string>,
  collectiveId?: string,
  caller: Caller = coordinator,
): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const next = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) }, caller, collectiveId);
    ids.push(...next.items.map(({ id }) => id));
    cursor = next.cursor;
  } while (cursor !== undefined);
  return ids;
};
const packOf = async (caller: Caller) => {
  const reply = await scene.sendQuestion({ route: 'GET /api/me/pack', caller });
  const inPack = question.extend({ answersLeftOut: z.int().optional() });
  return z.object({ questions: z.array(inPack) }).parse(reply.body).questions;
};
const group = async () => {
  const collectiveId = await scene.formCollective();
  return { collectiveId, path: { id: collectiveId }, leader: scene.leader([collectiveId]) };
};

describe('a question', () => {
  test('is asked once, with one journal line, however often and at once it is sent', async () => {
    const { collectiveId, path } = await group();
    const body = validQuestion();
    const replies = await Promise.all(Array.from({ length: 6 }, () => scene.ask(body, { path })));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), 201]);
    const askedAt = '2026-10-15T06:30:00Z';
    expect(replies[0]?.body).toEqual({
      ...body,
      collectiveId,
      askedAt,
      ageDays: 0,
      answers: [],
      createdAt: askedAt,
      createdBy: coordinator.personId,
      version: 1,
    });
    expect(await scene.questionLines(body.id)).toEqual([
      {
        type: 'question_asked',
        id: body.id,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        questionId: body.id,
        collectiveId,
        on: body.on,
        about: body.about,
      },
    ]);
    expect(refusal(await scene.ask({ ...body, text: 'Why not?' }, { path }))).toEqual([
      409,
      'id_reused',
      undefined,
    ]);
    expect(await scene.raw()).not.toContain('Did you meet in September');
  });

  test('names what the collective has', async () => {
    const meeting = { id: newId(), heldOn: '2026-10-01', attendance: [], entries: [] };
    await scene.send({
      route: 'POST /api/collectives/{id}/meetings',
      path: { id: scene.collectiveId },
      caller: coordinator,
      body: meeting,
    });
    const hers = await scene.enrolled();
    const other = await group();
    const about = (more: object) => validQuestion({ about: { kind: 'sheet', ...more } });
    expect(await scene.ask(about({ meetingId: meeting.id, memberId: hers.id }))).toMatchObject({
      status: 201,
    });
    expect(refusal(await scene.ask(about({ meetingId: newId() })))).toEqual([
      422,
      'unknown_meeting',
      ['about.meetingId'],
    ]);
    expect(refusal(await scene.ask(about({ meetingId: hers.id })))[1]).toBe('unknown_meeting');
    expect(refusal(await scene.ask(about({ meetingId: meeting.id }), { path: other.path }))[1]).toBe(
      'unknown_meeting',
    );
    expect(refusal(await scene.ask(about({ memberId: newId() })))).toEqual([
      422,
      'unknown_member',
      ['about.memberId'],
    ]);
    expect(refusal(await scene.ask(about({ memberId: hers.id }), { path: other.path }))[1]).toBe(
      'unknown_member',
    );
  });

  test.each([
    [{ about: { kind: 'other' }, text: undefined }, ['about']],
    [{ about: { kind: 'why' } }, ['about.kind']],
    [{ about: { kind: 'other', caseId: newId() } }, ['about.caseId']],
    [{ on: '2026-10-16' }, ['on']],
    [{ title: 'A title' }, ['title']],
  ])('is refused: %j', async (more, paths) => {
    const reply = await scene.ask(validQuestion(more));
    expect(refusal(reply).slice(0, 1)).toEqual([400]);
    expect(refusal(reply)[2]).toEqual(paths);
  });

  test('is not asked of a group that is closed, and of one that closes since it is answered and closed', async () => {
    const { collectiveId, path, leader } = await group();
    const open = await scene.asked({}, { path });
    const closing = await scene.send({
      route: 'PATCH /api/collectives/{id}',
      path,
      caller: coordinator,
      ifMatch: 1,
      body: { closedOn: '2026-10-01' },
    });
    expect(closing.status).toBe(200);
    expect(refusal(await scene.ask(validQuestion(), { path }))).toEqual([
      422,
      'collective_closed',
      undefined,
    ]);
    const questionPath = { id: collectiveId, questionId: open.id };
    expect(await scene.answer(open.id, {}, { path: questionPath, caller: leader })).toMatchObject({
      status: 201,
    });
    expect(await scene.close(open.id, newId(), { path: questionPath })).toMatchObject({ status: 201 });
  });

  test('is in the pack until it is closed, with what was answered', async () => {
    const { collectiveId, path, leader } = await group();
    const first = await scene.asked({}, { path });
    const second = await scene.asked({}, { path, now: '2026-10-16T06:30:00.500Z' });
    expect((await packOf(leader)).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await packOf(scene.leader([await scene.formCollective()]))).toEqual([]);
    const questionPath = { id: collectiveId, questionId: first.id };
    await scene.answer(
      first.id,
      { answer: 'text', text: 'It rained.' },
      { path: questionPath, caller: leader },
    );
    const [inPack] = await packOf(leader);
    expect(inPack).toMatchObject({ text: first.text, answers: [{ answer: 'text', text: 'It rained.' }] });
    expect(await scene.raw()).not.toContain('It rained');
    await scene.close(first.id, newId(), { path: questionPath });
    expect((await packOf(leader)).map(({ id }) => id)).toEqual([second.id]);
  });

  test('is in the pack with its newest three answers; one person gives half of all that it takes', async () => {
    const { collectiveId, path, leader } = await group();
    const { id } = await scene.asked({}, { path });
    const to = { path: { id: collectiveId, questionId: id }, caller: leader };
    for (let given = 0; given < maxAnswers / 2; given += 1) {
      expect(await scene.answer(id, { answer: 'text', text: `${given}` }, to)).toMatchObject({ status: 201 });
    }
    expect(refusal(await scene.answer(id, { answer: 'yes' }, to))[1]).toBe('too_many');
    const colleague = scene.leader([collectiveId]);
    expect(await scene.answer(id, { answer: 'done' }, { ...to, caller: colleague })).toMatchObject({
      status: 201,
    });
    const [inPack] = await packOf(leader);
    expect(inPack?.answers).toMatchObject([{ text: '13' }, { text: '14' }, { answer: 'done' }]);
    expect(inPack).toMatchObject({ answersLeftOut: 13 });
  });

  test(`waits with ${maxOpenQuestions} of its group at most, and one person asks a thousand in a month`, async () => {
    const { collectiveId, path } = await group();
    const all = await Promise.all(Array.from({ length: maxOpenQuestions }, () => scene.asked({}, { path })));
    expect(refusal(await scene.ask(validQuestion(), { path }))).toEqual([422, 'too_many', undefined]);
    await scene.close(all[0]?.id ?? '', newId(), {
      path: { id: collectiveId, questionId: all[0]?.id ?? '' },
    });
    expect(await scene.ask(validQuestion(), { path })).toMatchObject({ status: 201 });
    const caller = createCaller('coordinator');
    await scene.records.table.transact([
      { put: { ...settingCountsKey(caller.personId, '2026-10'), questions: 1_000 } },
    ]);
    expect(refusal(await scene.ask(validQuestion(), { caller }))).toEqual([422, 'too_many', undefined]);
  });
});

describe('an answer', () => {
  test('counts if it is the newest by its day, then by recording', async () => {
    const { id } = await scene.asked();
    const late = { id: newId(), on: '2026-10-12', answer: 'done' };
    const early = { id: newId(), on: '2026-10-11', answer: 'no' };
    expect(await scene.answer(id, late, { now: '2026-10-16T06:30:00.000Z' })).toMatchObject({ status: 201 });
    const reply = await scene.answer(id, early, { now: '2026-10-17T06:30:00.000Z' });
    expect(reply).toMatchObject({
      status: 201,
      headers: { etag: '"3"' },
      body: { answers: [early, late], answeredAt: '2026-10-16T06:30:00Z' },
    });
    expect(await scene.answer(id, early)).toMatchObject({ status: 200, body: { answers: [early, late] } });
    expect(refusal(await scene.answer(id, { ...early, answer: 'yes' }))[1]).toBe('id_reused');
    expect((await scene.questionLines(id)).slice(1)).toMatchObject([
      { type: 'question_answered', id: late.id, on: '2026-10-12', answer: 'done' },
      { type: 'question_answered', id: early.id, on: '2026-10-11', answer: 'no' },
    ]);
  });

  test('is refused after the closing, unless it repeats one before', async () => {
    const { id } = await scene.asked();
    const body = { id: newId(), on: '2026-10-11', answer: 'did_not_meet' };
    await scene.answer(id, body);
    const closing = newId();
    expect(await scene.close(id, closing)).toMatchObject({
      status: 201,
      body: { closed: { id: closing, by: coordinator.personId } },
    });
    expect(await scene.close(id, closing)).toMatchObject({ status: 200 });
    expect(refusal(await scene.close(id))).toEqual([409, 'closed', undefined]);
    expect(await scene.answer(id, body)).toMatchObject({ status: 200 });
    expect(refusal(await scene.answer(id, {}))).toEqual([409, 'closed', undefined]);
    expect((await scene.questionLines(id)).map(({ type }) => type)).toEqual([
      'question_asked',
      'question_answered',
      'question_closed',
    ]);
  });

  test('is a leader’s of the group, to a question of hers', async () => {
    const { id } = await scene.asked();
    const elsewhere = await group();
    expect(refusal(await scene.answer(id, {}, { caller: elsewhere.leader }))[0]).toBe(404);
    const path = { id: elsewhere.collectiveId, questionId: id };
    expect(refusal(await scene.answer(id, {}, { caller: elsewhere.leader, path }))[0]).toBe(404);
    expect(refusal(await scene.answer(id, {}, { caller: coordinator }))[0]).toBe(403);
    expect(refusal(await scene.answer(newId(), {}))[0]).toBe(404);
    expect(refusal(await scene.answer(id, { answer: 'text' }))).toEqual([400, 'invalid_body', ['text']]);
  });

  test(`is one of ${maxAnswers} at most`, async () => {
    const { id } = await scene.asked();
    for (let count = 0; count < maxAnswers; count += 1) await scene.answer(id, {});
    expect(refusal(await scene.answer(id, {}))).toEqual([422, 'too_many', undefined]);
  });
});

describe('the lists', () => {
  test('give all that are open, or were asked, oldest first, by pages', async () => {
    const one = await group();
    const two = await group();
    const at = (minute: number) => `2026-10-05T06:${String(minute).padStart(2, '0')}:00.000Z`;
    const asked = [];
    for (const [index, { path }] of [one, two, one, two, one].entries()) {
      asked.push(await scene.asked({}, { path, now: at(59 - index * 2) }));
    }
    const oldest = asked.map(({ id }) => id).reverse();
    const second = oldest[1] ?? '';
    await scene.close(second, newId(), { path: { id: two.collectiveId, questionId: second } });
    const known = (ids: string[]) => ids.filter((id) => oldest.includes(id));
    expect(known(await idsIn({ limit: '2' }))).toEqual(oldest);
    expect(known(await idsIn({ open: 'true', limit: '1' }))).toEqual(oldest.filter((id) => id !== second));
    expect(known(await idsIn({ open: 'false' }))).toEqual([second]);
    expect(await idsIn({ limit: '2' }, one.collectiveId)).toEqual([oldest[0], oldest[2], oldest[4]]);
    expect(await idsIn({ open: 'true' }, two.collectiveId)).toEqual([oldest[3]]);
    const [first] = (await list({ open: 'true' }, one.leader, one.collectiveId)).items;
    expect(first).toMatchObject({ id: oldest[0], askedAt: at(51).replace('.000', ''), ageDays: 9 });
    const foreign = { path: { id: one.collectiveId }, caller: two.leader };
    expect(
      (await scene.sendQuestion({ route: 'GET /api/collectives/{id}/questions', ...foreign })).status,
    ).toBe(404);
    const bad = await scene.sendQuestion({
      route: 'GET /api/questions',
      caller: coordinator,
      query: { cursor: 'eyJpZCI6IjEifQ' },
    });
    expect(refusal(bad)[1]).toBe('invalid_cursor');
  });

  test('leave their line in the access log, found by the woman whom a question is about', async () => {
    const { id: memberId } = await scene.enrolled();
    const { id } = await scene.asked({ about: { kind: 'member', memberId } });
    const before = (await scene.accessesOf(id)).length;
    await list({ open: 'true' });
    await scene.answer(id, {});
    await packOf(scene.leader());
    const lines = await scene.accessesOf(id);
    expect(lines).toHaveLength(before + 3);
    for (const line of lines) expect(line.subjects).toContain(memberId);
  });
});

describe('a woman whom a question is about', () => {
  const aboutHer = async () => {
    const { id: memberId } = await scene.enrolled();
    const asked = await scene.asked({ about: { kind: 'member', memberId }, text: 'Has she come back?' });
    await scene.answer(asked.id, { answer: 'text', text: 'She is ill.' });
    return { memberId, id: asked.id };
  };

  test('who is erased takes its texts with her: it leaves the phone, takes no answer, and can be closed', async () => {
    const { memberId, id } = await aboutHer();
    const { table } = scene.records;
    const item = await table.get(memberKey(memberId));
    await table.transact([
      { remove: memberKey(memberId) },
      { put: { ...item, ...erasedMemberKey(memberId) } },
    ]);
    expect((await packOf(scene.leader())).map((one) => one.id)).not.toContain(id);
    expect((await list({}, scene.leader(), scene.collectiveId)).items.map((one) => one.id)).not.toContain(id);
    const shown = (await list({}, coordinator, scene.collectiveId)).items.find((one) => one.id === id);
    expect(shown).toMatchObject({ text: null, answers: [{ answer: 'text', text: null }] });
    expect(refusal(await scene.answer(id, {}))[1]).toBe('member_erased');
    expect(refusal(await scene.answer(id, { answer: 'text', text: 'She came.' }))[1]).toBe('member_erased');
    expect(await scene.close(id)).toMatchObject({ status: 201 });
    expect(refusal(await scene.ask(validQuestion({ about: { kind: 'member', memberId } })))[1]).toBe(
      'unknown_member',
    );
  });

  test('who moves to another group leaves it where it was asked', async () => {
    const { memberId, id } = await aboutHer();
    const to = await group();
    const moved = await scene.send({
      route: 'POST /api/collectives/{id}/moves',
      path: { id: scene.collectiveId },
      caller: coordinator,
      body: {
        id: newId(),
        on: '2026-10-12',
        to: to.collectiveId,
        members: [memberId],
        cashPaise: 0,
        bankPaise: 0,
      },
    });
    expect(moved.status).toBe(201);
    expect((await packOf(scene.leader())).map((one) => one.id)).toContain(id);
    expect(await packOf(to.leader)).toEqual([]);
    expect(await scene.answer(id, {})).toMatchObject({ status: 201 });
  });

  test('stands in it under the id by which she is known', async () => {
    const kept = await scene.enrolled();
    const { memberId, id } = await aboutHer();
    await scene.records.table.transact([
      {
        update: memberKey(memberId),
        set: 'SET joinedTo = :kept',
        values: { ':kept': kept.id },
      },
    ]);
    const shown = (await list({}, coordinator, scene.collectiveId)).items.find((one) => one.id === id);
    expect(shown?.about.memberId).toBe(kept.id);
    expect(shown?.text).toBe('Has she come back?');
  });
});

test('a question about a woman who lives in another area by now is in no list of its coordinator', async () => {
  const { collectiveId, path, leader } = await group();
  const { id: memberId, version } = await scene.enrolled({ collectiveId });
  const about = { about: { kind: 'member', memberId }, text: 'Where does she live?' };
  const asked = await scene.asked(about, { path });
  const ofGroup = await scene.asked({ text: 'Where is the box?' }, { path });
  const itsPath = { id: collectiveId, questionId: asked.id };
  const said = { answer: 'text', text: 'With her aunt.' };
  expect(await scene.answer(asked.id, said, { path: itsPath, caller: leader })).toMatchObject({
    status: 201,
  });
  const reader = createCaller('coordinator', { districts: ['Guntur'] });
  const hers = new Set([asked.id, ofGroup.id]);
  const idsSeen = async () => [
    await idsIn({}, collectiveId, reader),
    (await idsIn({}, undefined, reader)).filter((id) => hers.has(id)),
  ];
  expect(await idsSeen()).toEqual([
    [asked.id, ofGroup.id],
    [asked.id, ofGroup.id],
  ]);
  expect(await scene.change(memberId, version, { district: 'Krishna' })).toMatchObject({ status: 200 });
  expect(await idsSeen()).toEqual([[ofGroup.id], [ofGroup.id]]);
  // A page of one may end at what she is not shown, so its cursor is sealed.
  const { items, cursor = '' } = await list({ limit: '1' }, reader, collectiveId);
  expect(items).toEqual([]);
  expect(Buffer.from(cursor, 'base64url').toString()).not.toContain(asked.id);
  const borrowed = await scene.sendQuestion({
    route: 'GET /api/collectives/{id}/questions',
    path: { id: collectiveId },
    caller: coordinator,
    query: { cursor },
  });
  expect(refusal(borrowed)).toEqual([400, 'invalid_cursor', ['cursor']]);
  // The state coordinator reads it as before.
  expect((await list({}, coordinator, collectiveId)).items).toMatchObject([
    { text: 'Where does she live?', answers: [{ text: 'With her aunt.' }] },
    { id: ofGroup.id },
  ]);
  // To its area coordinator it is as if it were not; the state coordinator closes it.
  const refused = await scene.close(asked.id, newId(), { path: itsPath, caller: reader });
  expect(refusal(refused)).toEqual([404, 'not_found', undefined]);
  expect((await scene.questionLines(asked.id)).map(({ type }) => type)).not.toContain('question_closed');
  expect(await scene.close(asked.id, newId(), { path: itsPath })).toMatchObject({ status: 201 });
  const ofGroupPath = { id: collectiveId, questionId: ofGroup.id };
  expect(await scene.close(ofGroup.id, newId(), { path: ofGroupPath, caller: reader })).toMatchObject({
    status: 201,
  });
});
