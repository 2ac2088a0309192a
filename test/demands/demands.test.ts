import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readDatedDemands } from '../../functions/areas/demands/dated-demands.ts';
import { createDemandsRoutes } from '../../functions/areas/demands/routes.ts';
import { maxStepsOfPerson } from '../../functions/areas/demands/rules.ts';
import { demand } from '../../functions/areas/demands/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { demandSteps } from '../../functions/shared/kinds/demand-words.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { datedDemands, demandKey } from '../../functions/shared/table/keys/programme.ts';
import { itemBytes } from '../support/item-size.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { validDemand } from '../support/scene.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
beforeAll(async () => {
  records = await openRecords();
  send = createSend(
    createDemandsRoutes({ table: records.table, vault: records.vault, accessLog: records.accessLog }),
  );
});
afterAll(() => records.close());

const coordinator = createCaller('coordinator');
const post = (body: object, caller = coordinator) => send({ route: 'POST /api/demands', caller, body });
const recorded = async (more: object = {}) => {
  const body = validDemand(more);
  const reply = await post(body);
  expect(reply).toMatchObject({ status: 201 });
  return demand.parse(reply.body);
};
const step = (id: string, more: object, caller = coordinator) =>
  send({
    route: 'POST /api/demands/{id}/steps',
    path: { id },
    caller,
    body: { id: newId(), on: '2026-10-05', step: 'acknowledged', ...more },
  });
const reverse = (id: string, more: object = {}) =>
  send({
    route: 'POST /api/demands/{id}/reversal',
    path: { id },
    caller: coordinator,
    body: { id: newId(), reason: 'Entered twice.', ...more },
  });
const read = async (id: string) =>
  demand.parse((await send({ route: 'GET /api/demands/{id}', path: { id }, caller: coordinator })).body);
const page = z.object({ items: z.array(demand), cursor: z.string().optional() });
const list = async (query: Record<string, string> = {}) =>
  page.parse((await send({ route: 'GET /api/demands', caller: coordinator, query })).body);
const idsIn = async (query: Record<string, string>): Promise<string[]> =>
  (await list({ limit: '100', ...query })).items.map(({ id }) => id);
const refusal = ({ status, body }: TestReply) => {
  const { code, errors } = problem.parse(body);
  return [status, code, errors?.map(({ path }) => path)];
};
const linesOf = async (id: string) =>
  (await records.readJournal()).filter((line) => 'demandId' in line && line.demandId === id);
/** The days that a demand waits for, as an agenda reads them. */
const waitsOf = async (id: string) =>
  (await readDatedDemands(records.table)).find((one) => one.id === id)?.waits ?? [];

describe('a demand', () => {
  test('is little to read for an agenda, whatever its steps say, and nothing once it waits for no day', async () => {
    const { id } = await recorded();
    const text = 'కా'.repeat(1_000);
    for (let steps = 0; steps < 3; steps += 1) expect((await step(id, { text })).status).toBe(201);
    const read = async () =>
      (await records.table.query({ index: 'gsi2', partition: datedDemands })).items.filter(
        (item) => item.id === id,
      );
    expect((await read()).map(itemBytes)).toEqual([expect.closeTo(300, -2)]);
    await reverse(id);
    expect(await read()).toEqual([]);
  });

  test('is stored once, with one journal line, however often and at once it is sent', async () => {
    const body = validDemand();
    const replies = await Promise.all(Array.from({ length: 8 }, () => post(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(replies[0]?.body).toEqual({
      ...body,
      steps: [],
      followedBy: [],
      status: 'open',
      dueOn: '2026-10-31',
      appealBy: '2026-11-30',
      createdAt: '2026-10-15T06:30:00Z',
      createdBy: coordinator.personId,
      version: 1,
    });
    const { title: _, id: demandId, to: recipient, ...told } = body;
    expect(await linesOf(demandId)).toEqual([
      {
        ...told,
        recipient,
        type: 'demand_recorded',
        id: demandId,
        demandId,
        recordedAt: '2026-10-15T06:30:00.000Z',
        actor: coordinator.personId,
        dueOn: '2026-10-31',
      },
    ]);
    expect(refusal(await post({ ...body, title: 'Another' }))).toEqual([409, 'id_reused', undefined]);
  });

  test.each([
    ['rti', {}, '2026-10-31', '2026-11-30'],
    ['petition', {}, undefined, undefined],
    ['hearing', { answerBy: '2027-02-01' }, '2027-02-01', undefined],
  ])('has its days: %s', async (kind, more, dueOn, appealBy) => {
    const made = await recorded({ kind, ...more });
    expect(made.dueOn).toBe(dueOn);
    expect(made.appealBy).toBe(appealBy);
  });

  test.each([
    [{ kind: 'rti', answerBy: '2026-11-01' }, [400, 'invalid_body', ['answerBy']]],
    [{ kind: 'rti_appeal', answerBy: '2026-11-01', follows: newId() }, [400, 'invalid_body', ['answerBy']]],
    [{ kind: 'rti_appeal' }, [400, 'invalid_body', ['follows']]],
    [{ kind: 'petition', answerBy: '2026-09-30' }, [400, 'invalid_body', ['answerBy']]],
    [{ on: '2026-10-16' }, [400, 'invalid_date', ['on']]],
    [{ title: undefined }, [400, 'invalid_body', ['title']]],
    [{ district: 'Nowhere' }, [400, 'invalid_district', ['district']]],
    [{ kind: 'rti_appeal', follows: newId() }, [422, 'not_an_rti', ['follows']]],
  ])('is refused, and says which field: %j', async (more, expected) => {
    const body = validDemand(more);
    expect(refusal(await post(body))).toEqual(expected);
    expect(await linesOf(body.id)).toEqual([]);
    expect(await records.table.get(demandKey(body.id))).toBeUndefined();
  });

  test('is refused once she has recorded as many this month as one may; others go on', async () => {
    const worn = createCaller('coordinator');
    await records.table.put({
      ...settingCountsKey(worn.personId, '2026-10'),
      demands: maxSettingsOfMonth.demands,
    });
    expect(refusal(await post(validDemand(), worn))).toEqual([422, 'too_many', undefined]);
    expect(await post(validDemand())).toMatchObject({ status: 201 });
  });
});

describe('its steps', () => {
  test('the first answer by day settles it, whenever it is recorded; later ones change nothing', async () => {
    const { id } = await recorded();
    await step(id, { on: '2026-10-12', step: 'refused' });
    expect(await read(id)).toMatchObject({ status: 'refused', appealBy: '2026-11-11' });
    await step(id, { on: '2026-10-10', step: 'answered' });
    expect(await read(id)).toMatchObject({ status: 'answered', appealBy: '2026-11-09' });
    await step(id, { on: '2026-10-10', step: 'granted' });
    const after = await read(id);
    expect(after).toMatchObject({ status: 'answered', appealBy: '2026-11-09', version: 4 });
    expect(after.steps.map((one) => one.step)).toEqual(['answered', 'granted', 'refused']);
  });

  test('neither an acknowledgment nor silence settles it; a granted one can’t be appealed', async () => {
    const { id } = await recorded();
    await step(id, { step: 'acknowledged' });
    await step(id, { step: 'no_answer' });
    expect(await read(id)).toMatchObject({ status: 'open', appealBy: '2026-11-30' });
    await step(id, { on: '2026-10-14', step: 'granted' });
    const granted = await read(id);
    expect(granted.status).toBe('granted');
    expect(granted.appealBy).toBeUndefined();
  });

  test('keep what the office wrote encrypted, and each reading of it leaves its line', async () => {
    const { id } = await recorded();
    const text = 'The file is with the collector';
    const reply = await step(id, { text });
    expect(demand.parse(reply.body).steps[0]?.text).toBe(text);
    expect(JSON.stringify(await records.table.get(demandKey(id)))).not.toContain('collector');
    expect(JSON.stringify(await linesOf(id))).not.toContain('collector');
    const before = await records.readAccessLog();
    expect((await read(id)).steps[0]?.text).toBe(text);
    const added = (await records.readAccessLog()).slice(before.length);
    expect(added).toMatchObject([{ route: 'GET /api/demands/{id}', subjects: [id], fields: ['text'] }]);
  });

  test('are half of them one person’s at most, so that a colleague still says what came of it', async () => {
    const { id } = await recorded();
    for (let count = 0; count < maxStepsOfPerson; count += 1) {
      expect(await step(id, {})).toMatchObject({ status: 201 });
    }
    expect(refusal(await step(id, {}))).toEqual([422, 'too_many', undefined]);
    expect(await step(id, { step: 'granted' }, createCaller('coordinator'))).toMatchObject({ status: 201 });
    expect(await read(id)).toMatchObject({ status: 'granted' });
  });

  test('lie on or after its day, and stand once', async () => {
    const { id } = await recorded();
    expect(refusal(await step(id, { on: '2026-09-30' }))).toEqual([422, 'before_demand', ['on']]);
    const body = { id: newId(), on: '2026-10-06', step: 'answered' };
    const replies = await Promise.all(Array.from({ length: 6 }, () => step(id, body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), 201]);
    expect((await read(id)).steps).toHaveLength(1);
    expect(await linesOf(id)).toHaveLength(2);
    expect(refusal(await step(newId(), {}))).toEqual([404, 'not_found', undefined]);
  });

  test('of several people at once, all stand', async () => {
    const { id } = await recorded();
    const replies = await Promise.all(demandSteps.map((one) => step(id, { step: one })));
    expect(replies.map(({ status }) => status)).toEqual(demandSteps.map(() => 201));
    expect((await read(id)).steps.map((one) => one.step).sort()).toEqual([...demandSteps].sort());
  });
});

describe('an appeal', () => {
  test('follows a request for information, which then waits for none; taken back, it waits again', async () => {
    const asked = await recorded();
    const appeal = await recorded({ kind: 'rti_appeal', on: '2026-10-12', follows: asked.id });
    expect(appeal.dueOn).toBe('2026-11-26');
    const followed = await read(asked.id);
    expect(followed).toMatchObject({ followedBy: [appeal.id], version: 2 });
    expect(followed.appealBy).toBeUndefined();
    expect(await waitsOf(asked.id)).toEqual([{ kind: 'demand', on: '2026-10-31' }]);
    expect(refusal(await reverse(asked.id))).toEqual([422, 'followed', undefined]);
    expect(await reverse(appeal.id)).toMatchObject({ status: 201 });
    expect(await read(asked.id)).toMatchObject({ followedBy: [], appealBy: '2026-11-30' });
    expect(await reverse(asked.id)).toMatchObject({ status: 201 });
    expect(await waitsOf(asked.id)).toEqual([]);
  });

  test('can’t follow what is no request for information, was taken back, or came later', async () => {
    const petition = await recorded({ kind: 'petition' });
    const gone = await recorded();
    await reverse(gone.id);
    const later = await recorded({ on: '2026-10-14' });
    const appealing = (follows: string) =>
      post(validDemand({ kind: 'rti_appeal', on: '2026-10-12', follows }));
    expect(refusal(await appealing(petition.id))).toEqual([422, 'not_an_rti', ['follows']]);
    expect(refusal(await appealing(gone.id))).toEqual([422, 'not_an_rti', ['follows']]);
    expect(refusal(await appealing(later.id))).toEqual([422, 'before_demand', ['on']]);
  });

  test('and a reversal of what it follows at once: one of them is refused', async () => {
    for (let time = 0; time < 8; time += 1) {
      const asked = await recorded();
      const body = validDemand({ kind: 'rti_appeal', follows: asked.id });
      const [appealed, reversed] = await Promise.all([post(body), reverse(asked.id)]);
      const statuses = [appealed.status, reversed.status];
      expect([
        [201, 422],
        [422, 201],
      ]).toContainEqual(statuses);
      const stands = await read(asked.id);
      expect(stands.followedBy).toEqual(appealed.status === 201 ? [body.id] : []);
      expect(stands.reversed !== undefined).toBe(reversed.status === 201);
    }
  });
});

describe('taking a demand back', () => {
  test('happens once, shows who, when and why, and ends its steps', async () => {
    const { id } = await recorded();
    const body = { id: newId() };
    expect(await reverse(id, body)).toMatchObject({ status: 201 });
    expect(await reverse(id, body)).toMatchObject({ status: 200 });
    expect(await read(id)).toMatchObject({
      reversed: { ...body, by: coordinator.personId, reason: 'Entered twice.', at: '2026-10-15T06:30:00Z' },
    });
    expect(refusal(await reverse(id))).toEqual([422, 'already_reversed', undefined]);
    expect(refusal(await step(id, {}))).toEqual([422, 'already_reversed', undefined]);
  });
});

describe('the list', () => {
  test('has the newest first, by what is asked, in pages without a gap or a repetition', async () => {
    const made: string[] = [];
    for (const day of ['02', '04', '03', '07', '06', '05']) {
      const about = Number(day) % 2 === 0 ? 'law' : 'investigation';
      made.push((await recorded({ on: `2026-09-${day}`, about, district: 'Kurnool' })).id);
    }
    const [second, fourth, third, seventh, sixth, fifth] = made;
    expect(await idsIn({ district: 'Kurnool' })).toEqual([seventh, sixth, fifth, fourth, third, second]);
    expect(await idsIn({ district: 'Kurnool', about: 'law' })).toEqual([sixth, fourth, second]);
    await step(String(sixth), { step: 'answered' });
    await reverse(String(second));
    expect(await idsIn({ district: 'Kurnool', open: 'true' })).toEqual([seventh, fifth, fourth, third]);
    expect(await idsIn({ district: 'Kurnool', open: 'false' })).toEqual([sixth, second]);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const some = await list({
        district: 'Kurnool',
        limit: '2',
        ...(cursor === undefined ? {} : { cursor }),
      });
      paged.push(...some.items.map(({ id }) => id));
      cursor = some.cursor;
    } while (cursor !== undefined);
    expect(paged).toEqual([seventh, sixth, fifth, fourth, third, second]);
    const reply = await send({
      route: 'GET /api/demands',
      caller: coordinator,
      query: { cursor: Buffer.from('{"id":"x"}').toString('base64url') },
    });
    expect(refusal(reply)).toEqual([400, 'invalid_cursor', ['cursor']]);
  });
});

/** What a demand must say, from its lines alone, the plainest way. */
const expectedOf = (kind: 'rti' | 'petition', steps: readonly { on: string; step: string }[]) => {
  const settling = ['answered', 'granted', 'partly_granted', 'refused'];
  const byDay = steps.map((one, index) => ({ ...one, index })).filter((one) => settling.includes(one.step));
  byDay.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.index - b.index));
  const [first] = byDay;
  const plusThirty = (day: string): string =>
    new Date(Date.parse(`${day}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
  const appealBy =
    kind === 'petition' || first?.step === 'granted' ? undefined : plusThirty(first?.on ?? '2026-10-31');
  return { status: first?.step ?? 'open', appealBy };
};

test('whatever steps are recorded in whatever order, status, appeal and agenda follow from them', async () => {
  const oneStep = fc.record({
    on: fc.integer({ min: 1, max: 15 }).map((day) => `2026-10-${String(day).padStart(2, '0')}`),
    step: fc.constantFrom(...demandSteps),
  });
  const steps = fc.array(oneStep, { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('rti', 'petition'), steps, async (kind, some) => {
      const { id } = await recorded({ kind });
      for (const one of some) expect(await step(id, one)).toMatchObject({ status: 201 });
      const expected = expectedOf(kind, some);
      const { status, appealBy, dueOn } = await read(id);
      expect({ status, appealBy }).toEqual(expected);
      expect(await waitsOf(id)).toEqual([
        ...(status === 'open' && dueOn !== undefined ? [{ kind: 'demand', on: dueOn }] : []),
        ...(appealBy === undefined ? [] : [{ kind: 'appeal', on: appealBy }]),
      ]);
    }),
    { numRuns: 25 },
  );
});
