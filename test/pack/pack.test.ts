import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPackRoutes } from '../../functions/areas/pack/routes.ts';
import { leaderPack as pack } from '../../functions/areas/pack/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import { accountKey, groupMoneyKey, meetingKey } from '../../functions/shared/table/keys/collectives.ts';
import { erasedMemberKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { type CaseScene, openCaseScene } from '../cases/scene.ts';
import { coordinator } from '../members/scene.ts';
import { createCaller, createSend, defaultNow, problem } from '../support/request.ts';

let scene: CaseScene;
let own: string;
let other: string;
let first: string;
let second: string;
let elsewhere: string;
const leaderId = newId();
const leader = (collectives: readonly string[] = [own]) =>
  createCaller('leader', { personId: leaderId, collectives: [...collectives] });

const sendOver = (table = scene.records.table) =>
  createSend(
    createPackRoutes({
      table,
      vault: scene.records.vault,
      accessLog: scene.records.accessLog,
    }),
  );
const ask = (since?: string, caller = leader(), now = defaultNow) =>
  sendOver()({
    route: 'GET /api/me/pack',
    caller,
    now,
    ...(since === undefined ? {} : { query: { since } }),
  });
const read = async (since?: string, caller = leader(), now = defaultNow) => {
  const reply = await ask(since, caller, now);
  expect(reply.status).toBe(200);
  return pack.parse(reply.body);
};
const bodyOf = async (route: Parameters<CaseScene['send']>[0]['route'], id: string) =>
  (await scene.send({ route, path: { id }, caller: coordinator })).body;

beforeAll(async () => {
  scene = await openCaseScene();
  own = scene.collectiveId;
  other = await scene.formCollective();
  first = (await scene.enrolled()).id;
  second = (await scene.enrolled()).id;
  elsewhere = (await scene.enrolled({ collectiveId: other })).id;
  for (let day = 1; day <= 14; day += 1) {
    const heldOn = `2026-09-${String(day).padStart(2, '0')}`;
    await scene.meet(first, { kind: 'deposit', amountPaise: 10_000 }, { heldOn });
  }
  await scene.meet(first, { kind: 'loan', amountPaise: 50_000, loanId: newId() }, { heldOn: '2026-09-20' });
});
afterAll(() => scene.records.close());

describe('the pack of a leader', () => {
  test('holds what the single calls give', async () => {
    const { collectives, members, loans } = await read();
    expect(collectives).toHaveLength(1);
    const [group] = collectives;
    // A coordinator reads who leads it, too.
    const { leaders: _, ...asListed } = Object(await bodyOf('GET /api/collectives/{id}', own));
    expect(group).toMatchObject(asListed);
    expect(group?.ledger).toEqual(await bodyOf('GET /api/collectives/{id}/ledger', own));
    const page = Object(await bodyOf('GET /api/collectives/{id}/meetings', own));
    expect(group?.meetings).toEqual(page.items.slice(0, 12));
    expect(group?.meetings).toHaveLength(12);
    expect(group?.borrowings).toEqual([]);
    expect(members.map(({ id }) => id)).toEqual([scene.memberId, first, second].sort());
    for (const one of members) expect(one).toEqual(await bodyOf('GET /api/members/{id}', one.id));
    const savings = Object(await bodyOf('GET /api/members/{id}/savings', first));
    expect(savings.loans).toHaveLength(1);
    expect(loans).toEqual(savings.loans.map((loan: object) => ({ memberId: first, ...loan })));
  });

  test('stays small after years of repaid loans and the longest sheets', async () => {
    const group = await scene.formCollective();
    const women = await Promise.all(
      Array.from({ length: 20 }, async () => (await scene.enrolled({ collectiveId: group })).id),
    );
    const loan = (day: number, outstandingPaise: number) => ({
      disbursedOn: `2026-01-${String(day).padStart(2, '0')}`,
      principalPaise: 1,
      outstandingPaise,
    });
    const loans = Object.fromEntries(
      Array.from({ length: 590 }, (_, index) => [newId(), loan(1 + (index % 28), 0)]),
    );
    const owedId = newId();
    // They borrowed out of the surplus.
    await scene.records.table.transact([
      {
        update: groupMoneyKey(group),
        set: 'SET surplusPaise = surplusPaise + :owed',
        values: { ':owed': women.length },
      },
    ]);
    for (const woman of women) {
      await scene.records.table.transact([
        {
          update: accountKey(group, woman),
          set: 'SET loans = :loans, loansOutstandingPaise = :one',
          values: { ':loans': { ...loans, [owedId]: loan(1, 1) }, ':one': 1 },
        },
      ]);
    }
    const meetings = Array.from({ length: 12 }, (_, index) => {
      const [id, heldOn] = [newId(), `2026-09-${10 + index}`];
      const entries = women.flatMap((memberId) =>
        Array.from({ length: 20 }, () => ({ memberId, kind: 'interest', amountPaise: 1, loanId: owedId })),
      );
      const attendance = women.map((memberId) => ({ memberId, status: 'present' }));
      const stamp = { createdAt: '2026-09-30T06:00:00Z', createdBy: leaderId, version: 1 };
      return { ...meetingKey(group, heldOn, id), id, heldOn, attendance, entries, ...stamp };
    });
    for (const meeting of meetings) await scene.records.table.transact([{ put: meeting }]);

    const packed = await read(undefined, leader([group, newId(), newId()]));
    const [told] = packed.collectives;
    // A group of three has a third of the room.
    const days = meetings.map(({ heldOn }) => heldOn).toReversed();
    expect(told?.meetings.length).toBeLessThan(days.length);
    expect(told?.meetings.map(({ heldOn }) => heldOn)).toEqual(days.slice(0, told?.meetings.length));
    for (const woman of women) {
      const hers = packed.loans.filter(({ memberId }) => memberId === woman);
      expect(hers.map(({ outstandingPaise }) => outstandingPaise).sort()).toEqual([0, 0, 0, 0, 0, 1]);
      expect(new Set(hers.filter((one) => one.outstandingPaise === 0).map((one) => one.disbursedOn))).toEqual(
        new Set(['2026-01-28']),
      );
    }
    const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(packed)));
    expect(bytes).toBeLessThan(5_000_000 / 3);
  });

  test('has of a woman’s very many loans the oldest that she owes, and says how many more and how much', async () => {
    const group = await scene.formCollective();
    const { id: woman } = await scene.enrolled({ collectiveId: group });
    const { id: other } = await scene.enrolled({ collectiveId: group });
    const days = Array.from({ length: 60 }, (_, index) => `2026-0${1 + (index % 6)}-${10 + (index % 17)}`);
    const loans = Object.fromEntries(
      days.map((disbursedOn) => [newId(), { disbursedOn, principalPaise: 300, outstandingPaise: 100 }]),
    );
    const owedPaise = 100 * days.length;
    await scene.records.table.transact([
      {
        update: groupMoneyKey(group),
        set: 'SET surplusPaise = surplusPaise + :owed',
        values: { ':owed': owedPaise },
      },
      {
        update: accountKey(group, woman),
        set: 'SET loans = :loans, loansOutstandingPaise = :owed',
        values: { ':loans': loans, ':owed': owedPaise },
      },
    ]);
    const { loans: told, loansLeftOut, collectives } = await read(undefined, leader([group]));
    expect(told.map(({ disbursedOn }) => disbursedOn)).toEqual(days.toSorted().slice(0, 20));
    expect(loansLeftOut).toEqual([{ memberId: woman, count: 40, outstandingPaise: 4_000 }]);
    // Told and left out add up to her account; the ledger has all.
    const account = collectives[0]?.ledger.members.find(({ memberId }) => memberId === woman);
    expect(account?.loansOutstandingPaise).toBe(owedPaise);
    expect(loansLeftOut.some(({ memberId }) => memberId === other)).toBe(false);
  });

  test('tells of no collective that does not exist, and of nothing to a leader of none', async () => {
    expect((await read(undefined, leader([newId()]))).collectives).toEqual([]);
    const { since: _, ...nothing } = await read(undefined, leader([]));
    expect(nothing).toEqual({
      collectives: [],
      members: [],
      loans: [],
      loansLeftOut: [],
      entitlements: [],
      cases: [],
      questions: [],
      agenda: { items: [] },
    });
  });

  test('afterwards brings whole only who has changed, or is new to her; figures are always fresh', async () => {
    const { since, members } = await read();
    const versions = new Map(members.map(({ id, version }) => [id, version]));
    await scene.addChild(second, { id: newId(), birthYear: 2019, gender: 'female', inSchool: true });
    await scene.meet(first, { kind: 'deposit', amountPaise: 10_000 }, { heldOn: '2026-10-02' });
    const later = await read(since);
    expect(later.members).toEqual(
      await Promise.all(
        later.members.map(async ({ id }) =>
          id === second ? await bodyOf('GET /api/members/{id}', id) : { id, version: versions.get(id) },
        ),
      ),
    );
    expect(later.collectives[0]?.ledger).toEqual(await bodyOf('GET /api/collectives/{id}/ledger', own));
    const wider = await read(later.since, leader([own, other]));
    expect(wider.members.filter((one) => 'name' in one).map(({ id }) => id)).toEqual([elsewhere]);
    expect((await read(later.since)).members.filter((one) => 'name' in one)).toEqual([]);
  });

  test('is whole again whatever the clock says: with a `since` of a later time nothing is missed', async () => {
    const { since } = await read(undefined, leader(), '2027-01-01T06:30:00.000Z');
    await scene.addChild(first, { id: newId(), birthYear: 2018, gender: 'female', inSchool: true });
    const { members } = await read(since);
    expect(members.filter((one) => 'name' in one).map(({ id }) => id)).toEqual([first]);
  });

  test('leaves out who has moved to a collective that is not hers, and who was erased', async () => {
    const moved = await scene.enrolled();
    const erased = await scene.enrolled();
    const { since } = await read();
    expect((await scene.change(moved.id, moved.version, { collectiveId: other })).status).toBe(200);
    const item = await scene.records.table.get(memberKey(erased.id));
    await scene.records.table.transact([
      { remove: memberKey(erased.id) },
      { put: { ...item, ...erasedMemberKey(erased.id) } },
    ]);
    const ids = (await read(since)).members.map(({ id }) => id);
    expect(ids).toContain(first);
    expect(ids).not.toContain(moved.id);
    expect(ids).not.toContain(erased.id);
  });

  test('refuses a `since` that no answer gave, and takes that of another leader for none', async () => {
    const reply = await ask('not-a-since');
    expect(reply.status).toBe(400);
    expect(problem.parse(reply.body)).toMatchObject({ code: 'invalid_since', errors: [{ path: 'since' }] });
    const another = createCaller('leader', { collectives: [own] });
    const { members } = await read((await read(undefined, another)).since);
    expect(members.every((one) => 'name' in one)).toBe(true);
  });

  test('logs the names of those alone whom it brings whole, in one line of the hour', async () => {
    const reader = createCaller('leader', { collectives: [own] });
    const linesOf = async () =>
      (await scene.records.accessesOf(first)).filter(({ actor }) => actor === reader.personId);
    const { since } = await read(undefined, reader);
    const [whole, ...others] = await linesOf();
    expect(others).toEqual([]);
    expect(Object(whole).lists).toMatchObject([
      { subjects: expect.arrayContaining([first, second]), fields: expect.arrayContaining(['name']) },
      { subjects: expect.arrayContaining([own, first]), fields: expect.arrayContaining(['savings']) },
      { subjects: expect.arrayContaining([first, second]), fields: ['dueOn'] },
    ]);
    await read(since, reader);
    await read(since, reader);
    await read(undefined, reader);
    const lines = await linesOf();
    expect(lines).toHaveLength(2);
    expect(lines.filter(({ fields }) => Object(fields).includes('name'))).toEqual([whole]);
    const later = new Date(Date.parse(defaultNow) + 3_600_000).toISOString();
    await read(since, reader, later);
    expect((await linesOf()).map((line) => Object(line).hours.length).sort()).toEqual([1, 2]);
  });
});

describe('the cases in it', () => {
  test('are hers that are not closed, with what is due', async () => {
    const opened = await scene.opened({ memberId: first }, leader());
    const closed = await scene.opened({ memberId: first }, leader());
    await scene.tell(closed.id, { type: 'status', status: 'closed' });
    await scene.opened({ memberId: first });
    await scene.tell(opened.id, { type: 'follow_up', due: '2026-10-10' });
    const { cases, agenda } = await read();
    expect(cases).toEqual([await bodyOf('GET /api/cases/{id}', opened.id)]);
    expect(agenda.items.filter(({ kind }) => kind !== 'talk')).toEqual([
      { caseId: opened.id, code: opened.code, on: '2026-10-10', kind: 'follow_up', overdue: true },
    ]);
  });

  test('of a member who is no longer hers are none of hers', async () => {
    const moved = await scene.enrolled();
    const { id } = await scene.opened({ memberId: moved.id }, leader());
    expect((await read()).cases.map((one) => one.id)).toContain(id);
    await scene.change(moved.id, moved.version, { collectiveId: other });
    expect((await read()).cases.map((one) => one.id)).not.toContain(id);
  });
});

describe('the entitlements in it', () => {
  const tell = (caseId: string, on: string, stage: string, more: object = {}) =>
    scene.tell(caseId, { type: 'entitlement', entitlement: 'pension', stage, on, ...more });
  const of = async (memberId: string) =>
    (await read()).entitlements.filter((one) => one.memberId === memberId);

  test('are the newest stages over all cases of a member, whoever recorded them', async () => {
    const { id: memberId } = await scene.enrolled();
    const one = await scene.opened({ memberId });
    const two = await scene.opened({ memberId });
    await tell(one.id, '2026-10-05', 'applied');
    await tell(two.id, '2026-10-07', 'sanctioned');
    await tell(one.id, '2026-10-06', 'received');
    await tell(one.id, '2026-10-03', 'needed', { entitlement: 'house_patta' });
    expect(await of(memberId)).toEqual([
      { memberId, entitlement: 'house_patta', stage: 'needed', on: '2026-10-03' },
      { memberId, entitlement: 'pension', stage: 'sanctioned', on: '2026-10-07' },
    ]);
    // On one day the later recording counts.
    await tell(one.id, '2026-10-07', 'received');
    expect((await of(memberId))[1]).toMatchObject({ stage: 'received', on: '2026-10-07' });
  });

  test('lose what was taken back', async () => {
    const { id: memberId } = await scene.enrolled();
    const { id } = await scene.opened({ memberId });
    await tell(id, '2026-10-05', 'applied');
    const eventId = newId();
    await tell(id, '2026-10-06', 'received', { id: eventId });
    await scene.tell(id, { type: 'taken_back', eventId, reason: 'A slip' });
    expect(await of(memberId)).toEqual([
      { memberId, entitlement: 'pension', stage: 'applied', on: '2026-10-05' },
    ]);
  });
});

describe('the entitlements of a woman who moved', () => {
  const tell = (caseId: string, entitlement: string, more: object = {}) =>
    scene.tell(caseId, { type: 'entitlement', entitlement, stage: 'applied', ...more });
  const kindsIn = async (caller: ReturnType<typeof leader>, memberId: string) =>
    (await read(undefined, caller)).entitlements
      .filter((one) => one.memberId === memberId)
      .map(({ entitlement }) => entitlement);

  test('are there whether their case was opened before or after, for her new leader and for no other', async () => {
    const { id: memberId, version } = await scene.enrolled();
    const before = await scene.opened({ memberId });
    await tell(before.id, 'pension');
    await scene.change(memberId, version, { collectiveId: other });
    const after = await scene.opened({ memberId });
    const eventId = newId();
    await tell(after.id, 'ration_card');
    await tell(before.id, 'house_patta', { id: eventId });
    const newLeader = createCaller('leader', { collectives: [other] });
    const ofBoth = createCaller('leader', { collectives: [own, other] });
    for (const caller of [newLeader, ofBoth]) {
      expect(await kindsIn(caller, memberId)).toEqual(
        expect.arrayContaining(['pension', 'ration_card', 'house_patta']),
      );
    }
    expect(await kindsIn(leader(), memberId)).toEqual([]);
    await scene.tell(before.id, { type: 'taken_back', eventId, reason: 'A slip' });
    expect((await kindsIn(newLeader, memberId)).toSorted()).toEqual(['pension', 'ration_card']);
  });
});

describe('its round trips', () => {
  const countCalls = async (collectives: readonly string[]): Promise<number> => {
    let calls = 0;
    const { documents, name } = scene.records;
    const send = documents.send.bind(documents);
    const counting = new Proxy(documents, {
      get: (target, property, receiver) =>
        property === 'send'
          ? (command: Parameters<typeof send>[0]) => {
              calls += 1;
              return send(command);
            }
          : Reflect.get(target, property, receiver),
    });
    const reply = await sendOver(createTable(counting, name))({
      route: 'GET /api/me/pack',
      caller: leader(collectives),
    });
    expect(reply.status).toBe(200);
    return calls;
  };

  test('do not grow with the number of members', async () => {
    const small = await scene.formCollective();
    await scene.enrolled({ collectiveId: small });
    const before = await countCalls([small]);
    for (let index = 0; index < 29; index += 1) await scene.enrolled({ collectiveId: small });
    expect(before).toBe(10);
    expect(await countCalls([small])).toBe(before);
  });

  test('are four more for each further collective', async () => {
    const [one, two] = [await scene.formCollective(), await scene.formCollective()];
    for (const collectiveId of [one, two]) await scene.enrolled({ collectiveId });
    expect((await countCalls([one, two])) - (await countCalls([one]))).toBe(4);
  });
});
