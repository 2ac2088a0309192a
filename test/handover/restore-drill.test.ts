import { DeleteTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createDigest, digestLines } from '../../functions/areas/audit/create-day-digest.ts';
import { createMemoryStore } from '../../functions/jobs/drill/memory-store.ts';
import { replayAccess, replayPasswords } from '../../functions/jobs/drill/replay-access.ts';
import {
  type DrillResult,
  describeDrill,
  isWhole,
  runDrill,
} from '../../functions/jobs/drill/restore-drill.ts';
import { stepInput, takeStep } from '../../functions/jobs/drill/steps.ts';
import { createGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { writeSnapshots } from '../../functions/months/publishing/write-snapshots.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type DrillRun, readDrillRun, toDrillRunItem } from '../../functions/shared/health/drill-run.ts';
import { record } from '../../functions/shared/journal/append.ts';
import { journalItemOf } from '../../functions/shared/journal/journal-item.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import { findWayIn, wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import { memberKey, requestsOfMember } from '../../functions/shared/table/keys/members.ts';
import {
  approvalKey,
  approvalListIndexKeys,
  deviceKey,
  personKey,
} from '../../functions/shared/table/keys/people.ts';
import { drillKey } from '../../functions/shared/table/keys/programme.ts';
import { readOpen } from '../../functions/shared/two-person/list-open-approvals.ts';
import { findSameHand } from '../../functions/shared/two-person/same-hand.ts';
import { createKeyStore } from '../../functions/shared/vault/key-store.ts';
import { drillMachine } from '../../lib/drill-machine.ts';
import { tables } from '../../lib/tables.ts';
import { copyTable } from '../../local/aws/copy-table.ts';
import { createTable as makeTable } from '../../local/aws/dynamodb.ts';
import { runStateMachine } from '../../local/states/run-state-machine.ts';
import { consentTo, coordinator, openScene, type Scene } from '../members/scene.ts';
import { openJoinScene } from '../same-women/join-scene.ts';
import { openDynamoDB } from '../support/dynamodb-client.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { sinceSeptember } from './since-september.ts';

/** A backup of a programme, what happened after it, and what a restore of that backup is worth. */

const client = openDynamoDB();
afterAll(() => client.destroy());
let scene: Scene;
let backup: TestRecords;
const published = createMemoryStore();
const state = createMemoryStore();
const now = new Date('2026-11-10T00:00:00Z');
const late = '2026-11-08T06:00:00.000Z';
let erased: string;
/** They asked to stop after the backup; the second came back. */
let stopped: string;
let cameBack: string;
const shutOut = newId();
const phone = newId();
/** Who made her a password after the backup. */
const passwordMaker = newId();

const person = (id: string) =>
  ({
    ...personKey(id),
    id,
    role: 'leader',
    collectives: [],
    districts: [],
    locale: 'te',
    disabled: false,
    signInName: 'mango river',
    version: 1,
  }) as const;

/** Approved requests for her password, before the backup. The first was handed out after it. */
const handedOut = { id: newId(), askedBy: passwordMaker };
const notHandedOut = { id: newId(), askedBy: newId() };

const digestOf = async (day: string) =>
  createDigest(day, await digestLines(scene.records.table, day), null).bytes;

/** A drill over another copy of the backup. */
const drillWith = async (more: { hasTableBefore: boolean; days?: ReadonlyMap<string, Buffer> }) => {
  const restored = await openRecords();
  await copyTable(backup.documents, backup.name, restored.name);
  await copyTable(backup.documents, backup.keysTable, restored.keysTable);
  const result: DrillResult = await runDrill({
    restored: sinceSeptember(restored.table),
    keys: createKeyStore(restored.documents, restored.keysTable),
    tableBefore: more.hasTableBefore ? sinceSeptember(scene.records.table) : undefined,
    state,
    published,
    digests: {
      read: async (name) => more.days?.get(name.slice('seals/'.length, -'.json'.length)),
      listDays: async () => [...(more.days?.keys() ?? [])],
    },
    now,
    progress: () => {},
  });
  return { restored, result };
};

beforeAll(async () => {
  scene = await openScene();
  const { table, documents, name, keysTable } = scene.records;
  const saver = await scene.enrolled({}, '2026-09-20T06:00:00Z');
  erased = (await scene.enrolled({ name: 'Nakshatra Tulasi' }, '2026-09-21T06:00:00Z')).id;
  const sheet = await scene.meet(saver.id, { kind: 'deposit', amountPaise: 5_000 }, { heldOn: '2026-10-01' });
  expect(sheet.status).toBe(201);
  for (const memberId of [saver.id, erased]) {
    const body = {
      id: newId(),
      on: '2026-09-25',
      answers: { safety: 1 },
      goal: { area: 'work', text: 'a loom' },
    };
    const talk = {
      route: 'POST /api/members/{id}/talks',
      path: { id: memberId },
      caller: coordinator,
    } as const;
    expect((await scene.send({ ...talk, body, now: '2026-09-25T06:00:00Z' })).status).toBe(201);
  }
  stopped = (await scene.enrolled({ name: 'Tulasi Nakshatra' }, '2026-09-22T06:00:00Z')).id;
  cameBack = (await scene.enrolled({ name: 'Varsha Kiranam' }, '2026-09-22T06:00:00Z')).id;
  await table.put(person(shutOut));
  await table.put(wayInOf(person(shutOut)));
  await table.put({ ...deviceKey(phone), id: phone, share: 'sealed' });
  // Without the programme's terms no month is published.
  await table.put(
    journalItemOf({
      type: 'programme_terms_set',
      id: newId(),
      recordedAt: '2026-09-15T06:00:00.000Z',
      actor: newId(),
      from: '2026-04',
      name: 'Leadership Next',
      implementer: 'HELP',
      forum: 'VIMUKTHI',
      funder: 'Kamonohashi',
      state: 'Andhra Pradesh',
    }),
  );
  const publications = createRegistration(table, newId);
  await publications.registerMonth('2026-10', '2026-11-04T18:30:00.000Z', '2026-11-04T18:45:00.000Z');
  await writeSnapshots(
    {
      catalogue: indicators,
      gate: createGate(indicators),
      readLines: (from, to) => readJournal(table, from, to, '2026-09-01'),
      published,
      state,
      alarm: () => {},
      sendToRender: async () => {},
    },
    await publications.list(),
  );

  for (const { id, askedBy } of [handedOut, notHandedOut]) {
    await table.put({
      ...approvalKey(id),
      ...approvalListIndexKeys('2026-11-06T06:00:00.000Z', id),
      ...{ id, matter: 'sign_in', subject: shutOut, askedBy, askedAt: '2026-11-06T06:00:00Z' },
      ...{ state: 'approved', facts: {}, decidedBy: newId(), decidedAt: '2026-11-07T06:00:00Z' },
    });
  }

  backup = await openRecords();
  await copyTable(documents, name, backup.name);
  await copyTable(documents, keysTable, backup.keysTable);

  // After the backup: an erasure is approved, a leader is shut out, her phone is ended, and a member is enrolled.
  const base = () => ({ id: newId(), recordedAt: late, actor: newId() });
  const access = { role: 'leader' as const, collectives: [], districts: [] };
  const after: JournalLine[] = [
    {
      ...base(),
      type: 'approval_decided',
      approvalId: newId(),
      kind: 'erasure',
      subject: erased,
      decision: 'approved',
      erasesOn: '2027-11-08',
    },
    {
      ...base(),
      actor: passwordMaker,
      type: 'person_changed',
      personId: shutOut,
      ...access,
      disabled: false,
      fields: ['password'],
    },
    { ...base(), type: 'person_changed', personId: shutOut, ...access, disabled: true, fields: ['disabled'] },
    { ...base(), type: 'device_revoked', deviceId: phone, personId: shutOut },
  ];
  for (const line of after) {
    await record(table, { writes: [], line });
  }
  const stop = (id: string, more: object = {}) =>
    scene.agree(id, consentTo('services', { given: false, on: '2026-11-08', ...more }), coordinator, late);
  for (const id of [stopped, cameBack]) expect(await stop(id)).toMatchObject({ status: 201 });
  expect(await stop(cameBack, { given: true })).toMatchObject({ status: 201 });
  await scene.enrolled({ name: 'Kiranam Vennela' }, late);
}, 60_000);
afterAll(() => {
  scene.records.close();
  backup.close();
});

test('a restore keeps every published month, and protects again before anybody can use it', async () => {
  const { restored, result } = await drillWith({ hasTableBefore: true });
  expect(result.publications).toMatchObject([{ publication: { month: '2026-10' }, snapshot: 'same' }]);
  expect(result.replayed).toMatchObject({ erasures: 1, people: 1, passwords: 1, devices: 1 });
  expect(result.replayed.withdrawals.size).toBe(1);
  expect(await restored.table.get(memberKey(erased))).toBeUndefined();
  expect(await restored.table.get(personKey(shutOut))).toMatchObject({ disabled: true, version: 2 });
  // The authorizer refuses her too.
  expect(await findWayIn(restored.table, 'mango river')).toMatchObject({
    access: { disabled: true },
    sessionsEndedAt: '2026-11-08T06:00:00Z',
  });
  const device = await restored.table.get(deviceKey(phone));
  expect(device).toMatchObject({ revokedAt: '2026-11-08T06:00:00Z' });
  expect(device).not.toHaveProperty('share');
  // Who made her password has seen it: the two still count as one hand.
  expect(await findSameHand(restored.table, shutOut, passwordMaker, now)).toEqual(
    new Date('2026-12-08T06:00:00Z'),
  );
  // An approved password that was handed out since is not handed out again.
  expect((await readOpen(restored.table)).map(({ id }) => id)).toEqual([notHandedOut.id]);
  expect(await restored.table.get(approvalKey(handedOut.id))).toMatchObject({ state: 'given' });
  // Her sign-in at the provider follows with the next run.
  expect(await restored.table.get({ pk: 'SIGN_INS', sk: shutOut })).toBeDefined();
  restored.close();
});

test('a promotion since the backup ends her way in again, with what was approved for a password before it', async () => {
  const { table, close } = await openRecords();
  const [promoted, other, approvalId, askedBy] = [newId(), newId(), newId(), newId()];
  for (const one of [
    { ...person(promoted), role: 'auditor', signInName: 'lamp stone' },
    { ...person(other), role: 'auditor', signInName: 'tall grass' },
  ] as const) {
    await table.put(one);
    await table.put(wayInOf(one));
  }
  await table.put({
    ...approvalKey(approvalId),
    ...approvalListIndexKeys('2026-11-06T06:00:00.000Z', approvalId),
    ...{ id: approvalId, matter: 'sign_in', subject: promoted, askedBy, askedAt: '2026-11-06T06:00:00Z' },
    ...{ state: 'approved', facts: {}, decidedBy: newId(), decidedAt: '2026-11-07T06:00:00Z' },
  });
  const access = { role: 'administrator' as const, collectives: [], districts: [], disabled: false };
  const promotionOf = (subject: string): JournalLine => ({
    type: 'approval_decided',
    id: newId(),
    recordedAt: late,
    actor: newId(),
    approvalId: newId(),
    kind: 'person',
    subject,
    decision: 'approved',
    access,
  });
  const password: JournalLine = {
    type: 'person_changed',
    id: newId(),
    recordedAt: '2026-11-09T06:00:00.000Z',
    actor: askedBy,
    personId: other,
    ...access,
    fields: ['password'],
  };
  const deps = { table, keys: createKeyStore(scene.records.documents, scene.records.keysTable), state, now };
  const since = [promotionOf(promoted), promotionOf(other), password];
  expect(await replayAccess(deps, since)).toBe(2);
  expect(await replayPasswords(deps, since)).toBe(1);
  expect(await findWayIn(table, 'lamp stone')).toMatchObject({
    access: { role: 'administrator' },
    isVoid: true,
  });
  expect(await table.get(approvalKey(approvalId))).toMatchObject({ state: 'declined' });
  expect(await readOpen(table)).toEqual([]);
  // The other has her new password since: it was approved for this role.
  expect(await findWayIn(table, 'tall grass')).toMatchObject({
    access: { role: 'administrator' },
    isVoid: false,
  });
  close();
});

test('a restore serves nobody on who asked to stop since', async () => {
  const { restored } = await drillWith({ hasTableBefore: true });
  const now = await scene.records.table.get(memberKey(stopped));
  expect(now).toMatchObject({ withdrawnOn: '2026-11-08', version: 2 });
  expect(await restored.table.get(memberKey(stopped))).toEqual(now);
  const requestsIn = async (records: TestRecords) =>
    (await records.scan()).filter((item) => item.pk === requestsOfMember(stopped));
  expect(await requestsIn(restored)).toEqual(await requestsIn(scene.records));
  const linesIn = async ({ table }: TestRecords) => {
    const found: JournalLine[] = [];
    for await (const lines of readJournal(sinceSeptember(table), null, '2026-11-11'))
      found.push(...lines.filter((line) => line.type === 'consent_recorded' && line.memberId === stopped));
    return found;
  };
  expect(await linesIn(restored)).toEqual(await linesIn(scene.records));
  expect(await linesIn(restored)).toHaveLength(1);
  // Who came back is as she was.
  const before = await backup.table.get(memberKey(cameBack));
  expect(await restored.table.get(memberKey(cameBack))).toEqual(before);
  restored.close();
});

test('a restore hands on and counts nobody on who has withdrawn that since, and stops each record that was joined since', async () => {
  const women = await openJoinScene();
  const enrolled = async (name: string) => (await women.enrolled({ name }, '2026-09-20T06:00:00Z')).id;
  const [kept, other, third, sister, withdrawn, joinedToHer, alone] = [
    await enrolled('Tulasi Nakshatra'),
    await enrolled('Varsha Kiranam'),
    await enrolled('Mohini Tara'),
    await enrolled('Sarayu Megha'),
    await enrolled('Chandrika Vana'),
    await enrolled('Hamsa Deepti'),
    await enrolled('Nandini Varna'),
  ];
  const say = async (id: string, purpose: 'services' | 'sharing' | 'reporting', given: boolean, at = late) =>
    women.mustBe(
      201,
      await women.agree(id, consentTo(purpose, { given, on: at.slice(0, 10) }), coordinator, at),
    );
  await say(alone, 'sharing', true, '2026-10-05T06:00:00Z');
  await say(withdrawn, 'services', false, '2026-10-05T06:00:00Z');
  await say(other, 'sharing', true, '2026-10-05T06:00:00Z');
  const restored = await openRecords();
  await copyTable(women.records.documents, women.records.name, restored.name);
  await copyTable(women.records.documents, women.records.keysTable, restored.keysTable);

  await women.join(kept, other);
  // The record that was kept is joined to another in turn.
  await women.join(third, kept);
  await say(kept, 'services', false);
  await say(third, 'sharing', false);
  // A withdrawal from before the backup holds for what was joined since.
  await women.join(joinedToHer, withdrawn);
  await women.part(await women.join(sister, alone));
  await say(alone, 'sharing', false);
  await say(alone, 'reporting', false);
  const { replayed } = await runDrill({
    restored: sinceSeptember(restored.table),
    keys: createKeyStore(restored.documents, restored.keysTable),
    tableBefore: sinceSeptember(women.records.table),
    state: createMemoryStore(),
    published: createMemoryStore(),
    digests: { read: async () => undefined, listDays: async () => [] },
    now,
    progress: () => {},
  });

  const held = z.looseObject({
    withdrawnOn: z.string().optional(),
    consents: z.array(z.object({ purpose: z.string(), given: z.boolean() })),
  });
  const standing = async (id: string) => {
    const { withdrawnOn, consents } = held.parse(await restored.table.get(memberKey(id)));
    const latest = (wanted: string) => consents.findLast(({ purpose }) => purpose === wanted)?.given;
    return [withdrawnOn, latest('services'), latest('sharing'), latest('reporting')];
  };
  for (const id of [kept, third])
    expect(await standing(id)).toEqual(['2026-11-08', false, id === third ? false : undefined, true]);
  expect(await standing(other)).toEqual(['2026-11-08', false, false, true]);
  for (const id of [withdrawn, joinedToHer])
    expect((await standing(id)).slice(0, 2)).toEqual(['2026-10-05', false]);
  expect(await standing(alone)).toEqual([undefined, true, false, false]);
  expect(await standing(sister)).toEqual([undefined, true, undefined, true]);
  expect(replayed.withdrawals.size).toBe(4);
  // Each that stops has a request that tells of it.
  const openOf = async (id: string) =>
    (await restored.table.query({ partition: requestsOfMember(id) })).items;
  for (const id of [kept, other, third, withdrawn, joinedToHer])
    expect(await openOf(id)).toMatchObject([{ kind: 'withdrawal', gsi1pk: expect.stringContaining('open') }]);
  for (const id of [sister, alone]) expect(await openOf(id)).toEqual([]);
  restored.close();
  women.records.close();
});

test('a restore has each talk as it was sealed, and the day of the next one but for whom it erases again', async () => {
  const { restored } = await drillWith({ hasTableBefore: true });
  const itemsOf = async (records: TestRecords, pk: RegExp) =>
    (await records.scan()).filter((item) => pk.test(String(item.pk)));
  const talks = await itemsOf(backup, /^TALKS#/);
  expect(talks).toHaveLength(2);
  expect(new Set(await itemsOf(restored, /^TALKS#/))).toEqual(new Set(talks));
  const [due] = await itemsOf(restored, /^DUE_TALKS#/);
  expect(
    Object.entries(due ?? {}).filter(([name]) => name.startsWith('due:') && !name.includes(cameBack)),
  ).toEqual([[expect.not.stringContaining(erased), '2027-03-25']]);
  restored.close();
});

test('it says what was lost, by what the present table still knows', async () => {
  const { restored, result } = await drillWith({ hasTableBefore: true });
  expect([...result.toRecordAgain]).toEqual([
    // Of her who came back.
    ['consent_recorded', 2],
    ['member_enrolled', 1],
    ['person_changed', 2],
  ]);
  expect(isWhole(result)).toBe(false);
  const said = describeDrill(result);
  expect(said[0]).toMatch(/^Restored to 2026-/);
  expect(said).toContain(
    'Done again: 1 erasure, the access of 1 person, who made 1 password, 1 ended phone, 1 withdrawal of consent, 0 partings of two records.',
  );
  expect(said).toContain('2026-10 version 1: as published');
  expect(said).toContain('  member_enrolled: 1');
  restored.close();
});

test('where the table is gone, the copy of the erasures protects, and digests tell on which days something is missing', async () => {
  const day = late.slice(0, 10);
  await state.write(
    'state/erasures.json',
    Buffer.from(
      JSON.stringify([
        {
          id: newId(),
          of: 'member',
          subject: erased,
          requestedAt: '2026-11-08T05:00:00Z',
          requestedBy: newId(),
          approvedAt: '2026-11-08T06:00:00Z',
          erasedOn: '2027-11-08',
        },
      ]),
    ),
  );
  const { restored, result } = await drillWith({
    hasTableBefore: false,
    days: new Map([[day, await digestOf(day)]]),
  });
  expect(result.replayed).toEqual({
    erasures: 1,
    people: 0,
    passwords: 0,
    devices: 0,
    withdrawals: new Set(),
    partings: new Set(),
  });
  expect(await restored.table.get(memberKey(erased))).toBeUndefined();
  expect(result.toRecordAgain.size).toBe(0);
  expect(result.digestOnly).toEqual([{ day, lines: 8 }]);
  expect(describeDrill(result)).toContain(`  on ${day} 8 lines of which only the digest is left`);
  restored.close();
});

test('a journal that lost a line gives another month, and the drill says so', async () => {
  const restored = await openRecords();
  await copyTable(backup.documents, backup.name, restored.name);
  await copyTable(backup.documents, backup.keysTable, restored.keysTable);
  const [meeting] = (await restored.scan()).filter(({ line }) => Object(line).type === 'meeting_held');
  await restored.table.transact([{ remove: { pk: String(meeting?.pk), sk: String(meeting?.sk) } }]);
  const result = await runDrill({
    restored: sinceSeptember(restored.table),
    keys: createKeyStore(restored.documents, restored.keysTable),
    tableBefore: undefined,
    state: createMemoryStore(),
    published,
    digests: { read: async () => undefined, listDays: async () => [] },
    now,
    progress: () => {},
  });
  expect(result.publications).toMatchObject([{ snapshot: 'differs' }]);
  expect(describeDrill(result)).toContain('1 of 1 publications differ from what was published.');
  restored.close();
});

/** Runs the state machine of the drill, over a stand-in that copies the backup where AWS would restore it. */
const runMachine = async (
  input: unknown,
  { failsAt, startedAt = '2026-11-09T23:30:00Z' }: { failsAt?: string; startedAt?: string } = {},
) => {
  const { documents, name, keysTable } = scene.records;
  const sources = new Map([
    [name, { from: backup.name, definition: { ...tables.main, stream: false } }],
    [keysTable, { from: backup.keysTable, definition: tables.keys }],
  ]);
  const named = z.looseObject({ TableName: z.string() });
  const restore = z.looseObject({ SourceTableName: z.string(), TargetTableName: z.string() });
  const steps: string[] = [];
  /** What the drill said on its way. */
  const told: DrillRun[] = [];
  const services: Record<string, (given: unknown) => Promise<unknown>> = {
    async restoreTableToPointInTime(given) {
      const { SourceTableName, TargetTableName } = restore.parse(given);
      const source = sources.get(SourceTableName);
      if (source === undefined) throw new Error(`There is no ${SourceTableName}.`);
      await makeTable(client, TargetTableName, source.definition);
      await copyTable(documents, source.from, TargetTableName);
    },
    describeTable: async (given) => ({ Table: { TableStatus: named.parse(given) && 'ACTIVE' } }),
    deleteTable: async (given) => {
      await client.send(new DeleteTableCommand({ TableName: named.parse(given).TableName }));
    },
  };
  const definition = drillMachine({ table: name, keysTable, dataKey: 'the key', drill: 'function:drill' });
  const ran = runStateMachine(JSON.stringify(definition), {
    name: newId(),
    input,
    startedAt,
    invoke: async (resource, given) => {
      const operation = /^arn:aws:states:::aws-sdk:dynamodb:(\w+)$/.exec(resource)?.[1];
      const step = operation ?? stepInput.parse(given).step;
      steps.push(step);
      if (step === failsAt) throw new Error('It fails here.');
      if (operation !== undefined) return services[operation]?.(given);
      const answer = await takeStep(
        {
          table: sinceSeptember(scene.records.table),
          openRestored: (restored) => sinceSeptember(createTable(documents, restored)),
          openRestoredKeys: (restored) => createKeyStore(documents, restored),
          present: { table: name, keysTable },
          state,
          published,
          digests: { read: async () => undefined, listDays: async () => [] },
          now: () => now,
          log: () => {},
        },
        stepInput.parse(given),
      );
      const run = await readDrillRun(scene.records.table);
      if (run !== undefined && run.step !== told.at(-1)?.step) told.push(run);
      return answer;
    },
  });
  const failed = await ran.then(
    () => false,
    () => true,
  );
  const { TableNames = [] } = await client.send(new ListTablesCommand());
  return {
    failed,
    steps,
    told,
    result: await scene.records.table.get(drillKey),
    left: TableNames.filter((one) => one.includes('-drill-')),
  };
};

test('the machine restores, counts each publication, deletes what it restored, and writes what it found', async () => {
  const before = (await scene.records.scan()).length;
  const { failed, steps, told, result, left } = await runMachine({ scheduledTime: '2026-11-09T20:30:00Z' });
  expect(failed).toBe(false);
  expect(steps).toEqual([
    ...['begin', 'restoreTableToPointInTime', 'restoreTableToPointInTime', 'describeTable', 'describeTable'],
    ...['protect', 'compare', 'deleteTable', 'deleteTable', 'record'],
  ]);
  // After the backup a member was enrolled, and access was changed: these lines are lost in what was restored.
  expect(result).toEqual({
    ...drillKey,
    at: '2026-11-10T00:00:00Z',
    outcome: 'lost',
    months: 1,
    tookSeconds: 1800,
    by: 'schedule',
    run: told.at(-1)?.id,
  });
  expect(told.map(({ step, at, by }) => [step, at, by])).toEqual([
    ['restoring', '2026-11-09T23:30:00Z', 'schedule'],
    ['counting', '2026-11-09T23:30:00Z', 'schedule'],
  ]);
  expect(left).toEqual([]);
  // Of the present tables it writes the result, and how far it has come.
  expect((await scene.records.scan()).length).toBe(before + 2);
});

/** A drill that was asked for and has not begun. */
const askedDrill = async () => {
  const asked = { id: newId(), at: '2026-11-09T23:29:00Z', by: newId() };
  await scene.records.table.put(toDrillRunItem({ ...asked, step: 'asked' }));
  return asked;
};

test.each(['begin', 'restoreTableToPointInTime', 'describeTable', 'protect', 'compare', 'record'])(
  'the machine that fails at %s leaves no table, and says that it failed and who had asked',
  async (failsAt) => {
    const asked = await askedDrill();
    const { failed, told, result, left } = await runMachine([{ body: JSON.stringify(asked) }], { failsAt });
    expect(failed).toBe(true);
    expect(left).toEqual([]);
    if (failsAt !== 'record') {
      expect(result).toMatchObject({ outcome: 'failed', months: 0, by: asked.by, run: asked.id });
    }
    if (failsAt !== 'begin') expect(told[0]).toMatchObject({ ...asked, step: 'restoring' });
  },
);

test('a second execution of one request ends, and says nothing of the first', async () => {
  const input = [{ body: JSON.stringify(await askedDrill()) }];
  const { result } = await runMachine(input);
  expect(result).toMatchObject({ outcome: 'lost' });
  const { failed, steps, ...second } = await runMachine(input);
  expect({ failed, steps }).toEqual({ failed: false, steps: ['begin'] });
  expect(second.result).toEqual(result);
});

test('what was recorded while it ran, or in the minutes that cannot be restored yet, is not lost', async () => {
  // Nine minutes after the last lines, which the backup lacks.
  const { result } = await runMachine(
    { scheduledTime: '2026-11-08T06:09:00Z' },
    { startedAt: '2026-11-08T06:09:00Z' },
  );
  expect(result).toMatchObject({ outcome: 'whole', months: 1 });
  const later = await runMachine(
    { scheduledTime: '2026-11-08T06:11:00Z' },
    { startedAt: '2026-11-08T06:11:00Z' },
  );
  expect(later.result).toMatchObject({ outcome: 'lost' });
});

test('a step refuses the present tables, to which it would write', async () => {
  const { name, keysTable } = scene.records;
  const deps = {
    table: scene.records.table,
    openRestored: () => scene.records.table,
    openRestoredKeys: () => createKeyStore(scene.records.documents, keysTable),
    present: { table: name, keysTable },
    state,
    published,
    digests: { read: async () => undefined, listDays: async () => [] },
    now: () => now,
    log: () => {},
  };
  await expect(
    takeStep(deps, {
      step: 'protect',
      event: { by: 'schedule' },
      execution: 'an-execution',
      restored: { table: name, keysTable },
      startedAt: '2026-11-09T23:30:00Z',
    }),
  ).rejects.toThrow('tables that it did not restore');
});
