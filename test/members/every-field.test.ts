import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { memberFields, notOnCaseworkersPhone } from '../../functions/areas/members/definition.ts';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { createRecordRoutes } from '../../functions/areas/record/routes.ts';
import { type Field, isSealed } from '../../functions/shared/definition/define.ts';
import { isCiphertext } from '../../functions/shared/vault/ciphertext.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow, type TestReply } from '../support/request.ts';

/*
 * Every sealed field of a member, through the routes as they are: what is sent is nowhere readable in the table, and answered as it was sent to whom the
 * definition tells it, and to nobody else. The fields are those of the definition, so a new one is tried without being named here.
 */

/** The sealed fields that a caller sends, each with whether some answer has it. */
const sealed = Object.entries<Field>(memberFields).flatMap(([name, field]) =>
  isSealed(field) && field.sent !== undefined ? [{ name, field }] : [],
);
const told = sealed.filter(({ field }) => field.told !== 'nobody').map(({ name }) => name);
const changed = sealed.filter(({ field }) => field.sent === 'changes').map(({ name }) => name);

/** A value of a field that stands nowhere else. @param round which of its values: 1 or 2 */
const markOf = ({ name, field }: (typeof sealed)[number], round: 1 | 2): string => {
  const place = sealed.findIndex((one) => one.name === name);
  const letters = `${'bdfgjklmnprst'[place]}${'vz'[round - 1]}`;
  const candidates = [
    `Qmarked${letters}quilt`,
    `+9191${round}77${String(place).padStart(5, '4')}`,
    `19${round}7-11-23`,
  ];
  const mark = candidates.find((one) => field.is.safeParse(one).success);
  if (mark === undefined) throw new Error(`Say here a value that ${name} accepts.`);
  return mark;
};
const marksOf = (round: 1 | 2): Readonly<Record<string, string>> =>
  Object.fromEntries(sealed.map((one) => [one.name, markOf(one, round)]));
const [first, second] = [marksOf(1), marksOf(2)];
const some = (marks: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, marks[name]]));
/** The names of the fields whose first or second mark stands in something. */
const markedIn = (value: unknown): string[] => {
  const text = JSON.stringify(value);
  return sealed
    .map(({ name }) => name)
    .filter((name) => [first, second].some((marks) => text.includes(marks[name] ?? '')));
};
const ciphertextsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    name !== 'since' && isCiphertext(one) ? [name] : ciphertextsIn(one),
  );
};

let scene: CaseScene;
let id: string;
let enrolled: TestReply;
beforeAll(async () => {
  scene = await openCaseScene();
  const body = scene.input(first);
  id = body.id;
  enrolled = await scene.enrol(body);
  expect(enrolled.status).toBe(201);
  expect((await scene.enrol(body)).body).toEqual(enrolled.body);
});
afterAll(() => scene.records.close());

const versioned = z.looseObject({ version: z.int() });
const membersIn = z.looseObject({ members: z.array(z.looseObject({ id: z.string() })) });

/** All answers that tell of her, by what they are. */
const readEverywhere = async () => {
  const { table, vault, accessLog } = scene.records;
  const send = createSend([
    ...createRecordRoutes({ table, vault, accessLog }),
    ...createPackRoutes({ table, vault, accessLog }),
  ]);
  const leader = createCaller('leader', { collectives: [scene.collectiveId] });
  const caseworker = createCaller('caseworker', { districts: ['Guntur'] });
  await scene.employ(caseworker);
  await scene.opened({ memberId: id, assignedTo: caseworker.personId, priority: 'normal' });
  const packOf = async (caller: typeof leader) => {
    const { body } = await send({ route: 'GET /api/me/pack', caller, now: defaultNow });
    return membersIn.parse(body).members.find((one) => one.id === id);
  };
  const record = await send({ route: 'GET /api/members/{id}/record', path: { id }, caller: coordinator });
  return {
    page: (await scene.read(id)).body,
    record: z.looseObject({ member: z.unknown() }).parse(record.body).member,
    pack: await packOf(leader),
    caseworkersPack: await packOf(caseworker),
    list: (await scene.list({})).body,
    search: (await scene.search(first.name ?? '')).body,
  };
};

test('there are fields to try, and none looks like another', () => {
  expect(told).toEqual(expect.arrayContaining(['name', 'phone', 'mandal']));
  expect(new Set([...Object.values(first), ...Object.values(second)]).size).toBe(2 * sealed.length);
});

test('what is sent with a new member is answered, and nowhere readable', async () => {
  expect(enrolled.body).toMatchObject(some(first, told));
  expect(markedIn(enrolled.body)).toEqual(told);
  expect(markedIn(await scene.raw())).toEqual([]);
});

test('is told to whom the definition says', async () => {
  const answers = await readEverywhere();
  expect(answers.page).toMatchObject(some(first, told));
  expect(answers.record).toMatchObject(some(first, told));
  expect(answers.pack).toMatchObject(some(first, told));
  const onCaseworkersPhone = told.filter((name) => !Object.hasOwn(notOnCaseworkersPhone, name));
  expect(answers.caseworkersPack).toMatchObject(some(first, onCaseworkersPhone));
  expect(markedIn(answers.caseworkersPack)).toEqual(onCaseworkersPhone);
  expect(markedIn(answers.list)).toEqual([]);
  // A name that was searched for is shown, and no other text.
  expect(markedIn(answers.search)).toEqual(['name']);
  expect(ciphertextsIn(answers)).toEqual([]);
});

describe('a change', () => {
  let answer: TestReply;
  beforeAll(async () => {
    const { version } = versioned.parse((await scene.read(id)).body);
    answer = await scene.change(id, version, some(second, changed));
  });

  test('of each field is answered as it was sent, and nowhere readable', async () => {
    const toldChanges = changed.filter((name) => told.includes(name));
    expect(answer).toMatchObject({ status: 200, body: some(second, toldChanges) });
    expect((await scene.read(id)).body).toMatchObject(some(second, toldChanges));
    expect(ciphertextsIn([answer.body, (await scene.read(id)).body])).toEqual([]);
    expect(markedIn(await scene.raw())).toEqual([]);
  });

  test('of another version answers with her as she is now', async () => {
    const stale = await scene.change(id, 1, { gender: 'male' });
    expect(stale).toMatchObject({ status: 412 });
    expect(markedIn(stale.body)).toEqual(told);
    expect(ciphertextsIn(stale.body)).toEqual([]);
  });

  test('is noted by the names of the fields, and so is each reading', async () => {
    expect((await scene.linesOf(id)).at(-1)).toMatchObject({ type: 'member_changed', fields: changed });
    const before = new Set((await scene.accessesOf(id)).map(({ sk }) => sk));
    await scene.read(id);
    // Lines of lists sort after those of openings, so the new line is not the last one.
    const added = (await scene.accessesOf(id)).filter(({ sk }) => !before.has(sk));
    expect(added).toMatchObject([{ fields: expect.arrayContaining(told) }]);
  });

  test('to null removes what may be missing', async () => {
    const optional = sealed.filter(({ name, field }) => field.optional && changed.includes(name));
    const { version } = versioned.parse((await scene.read(id)).body);
    const body = Object.fromEntries(optional.map(({ name }) => [name, null]));
    expect((await scene.change(id, version, body)).status).toBe(200);
    const left = told.filter((name) => !Object.hasOwn(body, name));
    expect(markedIn((await scene.read(id)).body)).toEqual(left);
  });
});
