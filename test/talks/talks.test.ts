import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { maxTalks } from '../../functions/areas/members/record-limits.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxOfOverseers, shareOfOne } from '../../functions/shared/member-counts/max-by-person.ts';
import { memberCountsByKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { createCaller } from '../support/request.ts';
import { openTalkScene, type TalkScene } from './scene.ts';

let scene: TalkScene;
beforeAll(async () => {
  scene = await openTalkScene();
});
afterAll(() => scene.records.close());

const everyAnswer = { safety: 1, debt: 2, work: 3, mind: 4, home: 1, belonging: 2 };
const refused = (code: string, path?: string) => ({
  status: 422,
  body: { code, ...(path === undefined ? {} : { errors: [{ path }] }) },
});
const leaderOf = (...collectives: string[]) => createCaller('leader', { collectives });

describe('a talk', () => {
  test('is kept whole, told again for the same content, and refused for other content', async () => {
    const { id } = await scene.enrolled();
    const body = {
      id: newId(),
      on: '2026-10-10',
      answers: everyAnswer,
      goal: { area: 'work', text: 'కుట్టు మిషన్', by: '2030-01-31' },
    };
    const stamp = { createdBy: coordinator.personId, version: 1 };
    const created = await scene.talk(id, body);
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { ...body, memberId: id, ...stamp },
    });
    expect(await scene.talk(id, body)).toEqual({ ...created, status: 200 });
    expect(await scene.talk(id, { ...body, answers: { ...everyAnswer, safety: 2 } })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    expect(await scene.talksWith(id)).toMatchObject({
      items: [body],
      standing: { talkId: body.id },
      dueOn: '2027-04-10',
    });
  });

  test('is one line of the journal, in areas and numbers, of which the auditor reads none', async () => {
    const { id } = await scene.enrolled();
    const talkId = await scene.talked(id, {
      answers: { safety: 1 },
      goal: { area: 'debt', text: 'వడ్డీ వ్యాపారి లేకుండా' },
    });
    const lines = (await scene.linesOf(id)).slice(1);
    const line = { type: 'talk_recorded', id: talkId, talkId, memberId: id, on: '2026-10-10' };
    expect(lines).toMatchObject([{ ...line, answers: { safety: 1 }, goal: { area: 'debt' } }]);
    const told = async (subject: string) => {
      const { body } = await scene.sendReading({
        route: 'GET /api/journal',
        caller: createCaller('auditor'),
        query: { subject },
      });
      return z.object({ items: z.array(z.looseObject({ type: z.string() })) }).parse(body).items;
    };
    for (const subject of [id, talkId]) {
      const found = (await told(subject)).filter(({ type }) => type === 'talk_recorded');
      expect(found).toMatchObject([line]);
      expect(Object.keys(found[0] ?? {}).sort()).toEqual(
        ['actor', 'id', 'memberId', 'on', 'recordedAt', 'talkId', 'type'].sort(),
      );
    }
  });

  test('stands whole in the export by which others count again, which nobody asks about one woman', async () => {
    const { id } = await scene.enrolled();
    const talkId = await scene.talked(id, { answers: { mind: 2 }, goal: { area: 'mind', text: 'నిద్ర' } });
    const ask = (query: Readonly<Record<string, string>>) =>
      scene.sendReading({
        route: 'GET /api/journal',
        caller: createCaller('auditor'),
        query: { for: 'counting', ...query },
      });
    const { body } = await ask({ limit: '10' });
    expect(Object(body).items).toContainEqual(
      expect.objectContaining({ talkId, answers: { mind: 2 }, goal: { area: 'mind' } }),
    );
    for (const query of [{ subject: id }, { actor: coordinator.personId }, { for: 'curiosity' }]) {
      expect(await ask(query)).toMatchObject({ status: 400, body: { errors: [{ path: 'for' }] } });
    }
  });

  test('lies nowhere in the table but encrypted, and in the journal without her words', async () => {
    const { id } = await scene.enrolled();
    const words = 'ఇల్లు కట్టుకోవాలి 7731';
    await scene.talked(id, { answers: everyAnswer, goal: { area: 'home', text: words, by: '2031-07-19' } });
    expect(await scene.raw()).not.toContain(words);
    expect(await scene.raw()).not.toContain('2031-07-19');
    const talks = (await scene.records.scan()).filter(({ pk }) => pk === `TALKS#${id}`);
    expect(talks).toHaveLength(1);
    expect(JSON.stringify(talks)).not.toMatch(/"safety"|"home"|"area"/);
  });

  test('needs something said: an answer, a goal, or a goal that is done', async () => {
    const { id } = await scene.enrolled();
    for (const body of [{}, { answers: {} }]) {
      expect(await scene.talk(id, body)).toMatchObject({ status: 400, body: { code: 'invalid_body' } });
    }
    await scene.talked(id, { goal: { area: 'mind' } });
    await scene.talked(id, { goalDone: true });
    await scene.talked(id, { answers: { mind: 4 } });
  });

  test.each<[string, object]>([
    ['an answer above 4', { answers: { safety: 5 } }],
    ['an answer below 1', { answers: { safety: 0 } }],
    ['half an answer', { answers: { safety: 1.5 } }],
    ['an area that is none', { answers: { luck: 3 } }],
    ['a goal without an area', { goal: { text: 'to be well' } }],
    ['a goal in an area that is none', { goal: { area: 'luck' } }],
    ['a goal’s day that does not exist', { goal: { area: 'mind', by: '2027-02-30' } }],
    ['a goal that is not done', { answers: { safety: 3 }, goalDone: false }],
    ['a day that does not exist', { answers: { safety: 3 }, on: '2026-02-30' }],
    ['a day to come', { answers: { safety: 3 }, on: '2026-10-16' }],
    ['an unknown field', { answers: { safety: 3 }, score: 12 }],
    ['an id that is none', { answers: { safety: 3 }, id: 'one' }],
  ])('with %s is refused', async (_, body) => {
    const { id } = await scene.enrolled();
    expect(await scene.talk(id, body)).toMatchObject({ status: 400 });
    expect((await scene.talksWith(id)).items).toEqual([]);
  });

  test('lies in the days of her membership', async () => {
    const { id } = await scene.enrolled({ joinedOn: '2026-05-01', birthYear: 1999 });
    const answers = { safety: 3 };
    expect(await scene.talk(id, { on: '2003-05-01', answers })).toMatchObject(
      refused('impossible_date', 'on'),
    );
    expect(await scene.talk(id, { on: '2026-04-30', answers })).toMatchObject(refused('not_active', 'on'));
    await scene.talked(id, { on: '2026-05-01', answers });
    await scene.exit(id, { exitedOn: '2026-09-01', reason: 'Moved' });
    expect(await scene.talk(id, { on: '2026-09-02', answers })).toMatchObject(refused('not_active', 'on'));
    await scene.talked(id, { on: '2026-09-01', answers });
  });

  test('says that a goal is done only where one stands', async () => {
    const { id } = await scene.enrolled();
    expect(await scene.talk(id, { goalDone: true })).toMatchObject(refused('no_goal', 'goalDone'));
    const first = await scene.talked(id, { on: '2026-08-01', goal: { area: 'work' } });
    expect(await scene.talk(id, { on: '2026-07-31', goalDone: true })).toMatchObject(refused('no_goal'));
    const next = await scene.talked(id, { on: '2026-08-02', goalDone: true, goal: { area: 'home' } });
    expect((await scene.talksWith(id)).standing).toEqual({ talkId: next });
    await scene.talked(id, { on: '2026-08-03', goalDone: true });
    expect((await scene.talksWith(id)).standing).toBeUndefined();
    expect((await scene.talksWith(id)).items.map((one) => one.id)[0]).toBe(first);
  });

  test('raises the version of her record, and a later year of birth may not pass it', async () => {
    const { id, version } = await scene.enrolled({ joinedOn: '2004-01-01', birthYear: 1990 });
    await scene.talked(id, { on: '2005-01-01', answers: { mind: 2 } });
    const { version: now } = await scene.opened(id);
    expect(now).toBe(version + 1);
    await scene.change(id, now, { joinedOn: '2026-01-01' });
    expect(await scene.change(id, now + 1, { birthYear: 2001 })).toMatchObject(
      refused('impossible_date', 'birthYear'),
    );
  });

  test('of an erased woman is told to nobody, and cannot be repeated', async () => {
    const { id } = await scene.enrolled();
    const body = { id: newId(), on: '2026-10-10', answers: { safety: 2 } };
    await scene.talk(id, body);
    await scene.erase(id);
    expect((await scene.askTalks(id)).status).toBe(404);
    expect((await scene.talk(id, body)).status).toBe(404);
  });
});

describe('who may', () => {
  test('a leader records and reads the talks of her own groups alone', async () => {
    const { id, collectiveId } = await scene.enrolled();
    const answers = { safety: 3 };
    expect((await scene.talk(id, { answers }, leaderOf(collectiveId))).status).toBe(201);
    expect((await scene.talk(id, { answers }, leaderOf(newId()))).status).toBe(404);
    expect((await scene.askTalks(id, leaderOf(collectiveId))).status).toBe(200);
    expect((await scene.askTalks(id, leaderOf(newId()))).status).toBe(404);
  });

  test('a caseworker records talks in her districts, and reads them while an open case is hers', async () => {
    const { id } = await scene.enrolled({ district: 'Krishna' });
    const caseworker = await scene.people.hire('caseworker');
    const here = { ...caseworker, districts: ['Krishna'] };
    const away = { ...caseworker, districts: ['Guntur'] };
    const answers = { safety: 3 };
    expect((await scene.talk(id, { answers }, away)).status).toBe(404);
    expect((await scene.talk(id, { answers }, here)).status).toBe(201);
    expect((await scene.askTalks(id, here)).status).toBe(404);
    const caseId = await scene.openCase(id, { assignedTo: caseworker.personId });
    expect((await scene.askTalks(id, away)).status).toBe(200);
    await scene.addEvent(caseId, { type: 'status', status: 'closed' });
    expect((await scene.askTalks(id, here)).status).toBe(404);
  });

  test('a caseworker ends a goal only where she reads the talks; to any other none stands', async () => {
    const { id } = await scene.enrolled({ district: 'Krishna' });
    const caseworker = { ...(await scene.people.hire('caseworker')), districts: ['Krishna'] };
    expect((await scene.talk(id, { goal: { area: 'work' } }, coordinator)).status).toBe(201);
    expect(await scene.talk(id, { goalDone: true }, caseworker)).toMatchObject(refused('no_goal'));
    expect(await scene.talksWith(id)).toMatchObject({ standing: { talkId: expect.any(String) } });
    const caseId = await scene.openCase(id, { assignedTo: caseworker.personId });
    const done = { id: newId(), goalDone: true };
    expect((await scene.talk(id, done, caseworker)).status).toBe(201);
    await scene.addEvent(caseId, { type: 'status', status: 'closed' });
    // What was recorded is answered the same when it is sent again.
    expect((await scene.talk(id, done, caseworker)).status).toBe(200);
    expect(await scene.talksWith(id)).not.toHaveProperty('standing');
  });

  test('nobody shows a talk while she has withdrawn her consent, and none is recorded', async () => {
    const { id, collectiveId } = await scene.enrolled();
    const caseworker = { ...(await scene.people.hire('caseworker')), districts: ['Guntur'] };
    const caseId = await scene.openCase(id, { assignedTo: caseworker.personId });
    await scene.talked(id);
    await scene.agree(id, consentTo('services', { given: false, on: '2026-10-12', continues: [caseId] }));
    const answers = { safety: 3 };
    for (const caller of [coordinator, leaderOf(collectiveId)]) {
      expect(await scene.talk(id, { answers }, caller)).toMatchObject(refused('consent_withdrawn'));
      expect((await scene.askTalks(id, caller)).body).toEqual({ items: [] });
    }
    expect((await scene.talk(id, { answers }, caseworker)).status).toBe(404);
    expect((await scene.askTalks(id, caseworker)).body).toEqual({ items: [] });
    await scene.agree(id, consentTo('services', { on: '2026-10-15' }));
    expect((await scene.talksWith(id)).items).toHaveLength(1);
    await scene.talked(id);
  });

  test('each reading leaves a line in the access log', async () => {
    const { id } = await scene.enrolled();
    await scene.talked(id);
    await scene.askTalks(id);
    expect(await scene.accessesOf(id)).toContainEqual(
      expect.objectContaining({
        route: 'GET /api/members/{id}/talks',
        actor: coordinator.personId,
        fields: ['talks'],
      }),
    );
  });
});

describe('taken back', () => {
  const taking = (of: string) => ({ id: newId(), of, reason: 'Of another woman.' });

  test('a talk counts no more, nor does the goal that it named', async () => {
    const { id } = await scene.enrolled();
    const first = await scene.talked(id, { on: '2026-08-01', goal: { area: 'work' }, answers: { work: 1 } });
    const second = await scene.talked(id, { on: '2026-09-01', goal: { area: 'home' }, answers: { work: 2 } });
    const body = taking(second);
    expect(await scene.reverse(id, body)).toMatchObject({ status: 201, body: { ...body, on: '2026-10-15' } });
    expect(await scene.reverse(id, body)).toMatchObject({ status: 200, body: { ...body, on: '2026-10-15' } });
    expect(await scene.reverse(id, taking(second))).toMatchObject(refused('already_taken_back'));
    const talks = await scene.talksWith(id);
    expect(talks).toMatchObject({
      items: [{ id: first }, { id: second, takenBack: { id: body.id, on: '2026-10-15' } }],
      standing: { talkId: first },
      dueOn: '2027-02-01',
    });
    expect((await scene.linesOf(id)).at(-1)).toMatchObject({
      type: 'member_entry_reversed',
      of: second,
      kind: 'talk',
    });
    expect(await scene.raw()).not.toContain(body.reason);
  });

  test('by her own leader only if she recorded it herself, by the coordinator always', async () => {
    const { id, collectiveId } = await scene.enrolled();
    const leader = leaderOf(collectiveId);
    const byCoordinator = await scene.talked(id, { answers: { safety: 1 } });
    expect(await scene.reverse(id, taking(byCoordinator), leader)).toMatchObject({ status: 403 });
    const byLeader = newId();
    scene.mustBe(201, await scene.talk(id, { id: byLeader, answers: { debt: 1 } }, leader));
    expect((await scene.reverse(id, taking(byLeader), leaderOf(collectiveId))).status).toBe(403);
    expect(await scene.talksWith(id)).toMatchObject({ items: [{ id: byCoordinator }, { id: byLeader }] });
    expect((await scene.reverse(id, taking(byLeader), leader)).status).toBe(201);
    expect((await scene.reverse(id, taking(byCoordinator))).status).toBe(201);
  });

  test('by a leader of another group, by the auditor, or of another woman it is not there', async () => {
    const { id } = await scene.enrolled();
    const other = await scene.enrolled();
    const talkId = await scene.talked(id);
    expect((await scene.reverse(id, taking(talkId), leaderOf(newId()))).status).toBe(404);
    expect((await scene.reverse(id, taking(talkId), createCaller('auditor'))).status).toBe(404);
    expect((await scene.reverse(other.id, taking(talkId))).status).toBe(404);
    expect((await scene.reverse(id, taking(talkId))).status).toBe(201);
  });
});

describe('at once', () => {
  test('of two talks that say that her goal is done one is refused', async () => {
    const { id } = await scene.enrolled();
    await scene.talked(id, { on: '2026-10-01', goal: { area: 'work' } });
    const replies = await Promise.all([1, 2].map(() => scene.talk(id, { on: '2026-10-02', goalDone: true })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  test('of a talk with many copies each id is recorded once', async () => {
    const { id } = await scene.enrolled();
    const body = { id: newId(), answers: { safety: 3 } };
    const replies = await Promise.all([1, 2, 3, 4].map(() => scene.talk(id, body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect((await scene.talksWith(id)).items).toHaveLength(1);
  });

  test('a talk and a withdrawal of her consent follow one another', async () => {
    const { id } = await scene.enrolled();
    const [talk] = await Promise.all([
      scene.talk(id, { answers: { safety: 3 } }),
      scene.agree(id, consentTo('services', { given: false, on: '2026-10-12' })),
    ]);
    const types = (await scene.linesOf(id)).map(({ type }) => type);
    const isFirst = types.indexOf('talk_recorded') !== -1;
    expect(talk?.status).toBe(isFirst ? 201 : 422);
    expect((await scene.dueNumbers()).get(scene.collectiveId)).toBeDefined();
  });
});

test('one person does not use up the talks with a woman, nor all together the coordinator’s', async () => {
  const { id, collectiveId } = await scene.enrolled();
  const [leader, colleague] = [leaderOf(collectiveId), leaderOf(collectiveId)];
  const answers = { safety: 2 };
  expect(await scene.talk(id, { answers }, leader)).toMatchObject({ status: 201 });
  const { table } = scene.records;
  await table.put({ ...memberCountsByKey(id, leader.personId), talks: shareOfOne(maxTalks) });
  expect(await scene.talk(id, { answers }, leader)).toMatchObject(refused('too_many'));
  expect(await scene.talk(id, { answers }, colleague)).toMatchObject({ status: 201 });
  await table.put({ ...(await table.get(memberKey(id))), talkCount: maxTalks });
  expect(await scene.talk(id, { answers }, colleague)).toMatchObject(refused('too_many'));
  expect(await scene.talk(id, { answers })).toMatchObject({ status: 201 });
  await table.put({ ...(await table.get(memberKey(id))), talkCount: maxOfOverseers(maxTalks) });
  expect(await scene.talk(id, { answers })).toMatchObject(refused('too_many'));
});

test('a woman whose records are joined has the talks of both, and each goes back with its record', async () => {
  const kept = await scene.enrolled({ name: 'Nakshatra Gorinta', joinedOn: '2026-06-01' });
  const other = await scene.enrolled({ name: 'Nakshatra Gorintha', joinedOn: '2026-05-01' });
  const first = await scene.talked(kept.id, { on: '2026-07-01', goal: { area: 'work' } });
  const second = await scene.talked(other.id, { on: '2026-08-01', answers: { safety: 2 } });
  const pair = await scene.join(kept.id, other.id);
  const joined = { items: [{ id: first }, { id: second }], standing: { talkId: first }, dueOn: '2027-02-01' };
  for (const id of [kept.id, other.id]) expect(await scene.talksWith(id)).toMatchObject(joined);
  expect((await scene.talksWith(other.id)).items.map(({ memberId }) => memberId)).toEqual([kept.id, kept.id]);
  // Sent under the joined id, before the kept record was joined, it is still hers.
  const third = await scene.talked(other.id, { on: '2026-05-02', answers: { safety: 1 } });
  const fourth = await scene.talked(other.id, { on: '2026-09-01', goalDone: true, answers: { mind: 2 } });
  expect(await scene.talksWith(kept.id)).toMatchObject({
    items: [{ id: third }, { id: first }, { id: second }, { id: fourth }],
    dueOn: '2027-03-01',
  });
  expect((await scene.talksWith(kept.id)).standing).toBeUndefined();
  expect((await scene.reverse(kept.id, { id: newId(), of: fourth, reason: 'Twice.' })).status).toBe(201);
  expect(await scene.talksWith(kept.id)).toMatchObject({ standing: { talkId: first }, dueOn: '2027-02-01' });
  await scene.part(pair);
  expect(await scene.talksWith(kept.id)).toMatchObject({ items: [{ id: first }], dueOn: '2026-07-01' });
  expect(await scene.talksWith(other.id)).toMatchObject({
    items: [{ id: third }, { id: second }, { id: fourth }],
    dueOn: '2027-02-01',
  });
});

test('her record shows the talks whole', async () => {
  const { id, collectiveId } = await scene.enrolled();
  const talkId = await scene.talked(id, { answers: everyAnswer, goal: { area: 'mind', text: 'నిద్ర పట్టాలి' } });
  const { body } = await scene.sendReading({
    route: 'GET /api/members/{id}/record',
    path: { id },
    caller: leaderOf(collectiveId),
  });
  expect(body).toMatchObject({
    talks: [{ id: talkId, answers: everyAnswer, goal: { area: 'mind', text: 'నిద్ర పట్టాలి' } }],
  });
});
