import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import type { Item, Table } from '../../functions/shared/table/client.ts';
import { openTwoPersons, type TwoPersonScene } from '../approvals/scene.ts';
import { aChild, consentTo, coordinator, openScene, type Scene } from '../members/scene.ts';
import { createCaller, type TestReply } from '../support/request.ts';

/**
 * A request may come again after its member was erased. Whether its content is the one that was accepted would tell who guesses at it that
 * it was: so every repetition is 404.
 */

const caseworker = createCaller('caseworker');
let scene: Scene;
let two: TwoPersonScene;
let auditor: Caller;
let decider: Caller;

beforeEach(async () => {
  scene = await openScene();
  const { close } = scene.records;
  onTestFinished(() => close());
  two = openTwoPersons(scene.records);
  auditor = await two.hire('auditor');
  decider = await two.hire('coordinator');
});

const ask = (memberId: string, body: object) => two.eraseMember(auditor, memberId, body);
/** Asks for an erasure, and approves it over a table. */
const erase = async (memberId: string, body: { id: string }, table: Table = scene.records.table) => {
  await ask(memberId, body);
  return two.sendOver(table)({
    route: 'POST /api/approvals/{id}',
    path: { id: body.id },
    caller: decider,
    body: { decision: 'approved' },
  });
};

/** Everything that can be sent with an id of its own about one member, once as it was and once with other content. */
const sendAllAbout = async () => {
  const member = scene.input({ consents: [consentTo('services')], children: [aChild()] });
  const { id } = member;
  const other = await scene.enrolled();
  const opened = { id: newId(), memberId: id, kind: 'crisis', priority: 'urgent', openedOn: '2026-10-01' };
  const openCase = (more: object = {}) =>
    scene.send({ route: 'POST /api/cases', caller: coordinator, body: { ...opened, ...more } });
  const consent = consentTo('reporting');
  const child = aChild();
  const note = { id: newId(), type: 'note', on: '2026-10-05', text: 'A note' };
  const addEvent = (more: object = {}) =>
    scene.send({
      route: 'POST /api/cases/{id}/events',
      path: { id: opened.id },
      caller: coordinator,
      body: { ...note, ...more },
    });
  const exit = { exitedOn: '2026-10-10', reason: 'Moved' };
  const schooling = { id: newId(), on: '2026-10-01', status: 'irregular' };
  const office = { id: newId(), body: 'state_forum', office: 'president', from: '2026-04-01' };
  const reversal = { id: newId(), of: office.id, reason: 'Another woman’s.' };

  expect(await scene.enrol(member)).toMatchObject({ status: 201 });
  const { code } = z.looseObject({ code: z.string() }).parse((await openCase()).body);
  const glass = { id: newId(), code, reason: 'She called.' };
  const breakGlass = (more: object = {}) =>
    scene.send({ route: 'POST /api/break-glass', caller: caseworker, body: { ...glass, ...more } });
  const first = [scene.agree(id, consent), scene.addChild(id, child), addEvent(), breakGlass()];
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual(first.map(() => 201));
  expect(await scene.observe(id, child.id, schooling)).toMatchObject({ status: 201 });
  expect(await scene.addOffice(id, office)).toMatchObject({ status: 201 });
  expect(await scene.reverse(id, reversal)).toMatchObject({ status: 201 });
  expect(await scene.exit(id, exit)).toMatchObject({ status: 201 });

  return {
    memberId: id,
    caseId: opened.id,
    repeat: () => [
      scene.enrol(member),
      scene.enrol({ ...member, name: 'Neelima Other' }),
      scene.agree(id, consent),
      scene.agree(id, { ...consent, given: false }),
      scene.addChild(id, child),
      scene.addChild(id, { ...child, birthYear: 2001 }),
      openCase(),
      openCase({ priority: 'normal' }),
      addEvent(),
      addEvent({ text: 'Another note' }),
      breakGlass(),
      breakGlass({ reason: 'Another reason.' }),
      scene.observe(id, child.id, schooling),
      scene.observe(id, child.id, { ...schooling, status: 'enrolled' }),
      scene.addOffice(id, office),
      scene.addOffice(id, { ...office, office: 'member' }),
      scene.reverse(id, reversal),
      scene.reverse(id, { ...reversal, reason: 'Another' }),
      scene.exit(id, exit),
      scene.exit(id, { ...exit, reason: 'Another' }),
      // Her ids in the requests of another member.
      scene.enrol(scene.input({ id: consent.id })),
      scene.agree(other.id, consentTo('reporting', { id: member.consents[0]?.id })),
      scene.addChild(other.id, aChild({ id: member.children[0]?.id })),
    ],
  };
};

const statusesOf = async (replies: Promise<TestReply>[]) =>
  (await Promise.all(replies)).map(({ status }) => status);

const claimsOf = async (partitions: readonly string[]): Promise<Item[]> =>
  (await scene.records.scan()).filter(
    ({ pk, record }) => String(pk).startsWith('ID#') && partitions.includes(Object(record).pk),
  );

describe('a request that is repeated after an erasure', () => {
  test('is 404 where it was about her alone, with the same content and with other', async () => {
    const { memberId, caseId, repeat } = await sendAllAbout();
    const request = { id: newId(), reason: 'She asked for it herself.' };
    expect((await statusesOf(repeat())).filter((status) => status === 200)).toHaveLength(10);
    expect(await erase(memberId, request)).toMatchObject({ status: 200 });

    const replies = repeat();
    expect(await statusesOf(replies)).toEqual(replies.map(() => 404));
    const claims = await claimsOf([`MEMBER#${memberId}`, `CASE#${caseId}`, 'GLASS']);
    // Nothing is left of what was sent but the ids; of whose record each is, the auditor must still find.
    expect(claims.map((claim) => Object.keys(claim).sort())).toEqual(
      Array.from({ length: 12 }, () => ['at', 'pk', 'record', 'sk']),
    );
  });

  test('is 404 from the moment on at which she was erased, whatever is still to be overwritten', async () => {
    const { memberId, repeat } = await sendAllAbout();
    const { table } = scene.records;
    const stopped: Table = {
      ...table,
      query: (query) =>
        query.partition.startsWith('CLAIMS#')
          ? Promise.reject(new Error('It stops here.'))
          : table.query(query),
    };
    const request = { id: newId(), reason: 'She asked for it herself.' };
    expect(await erase(memberId, request, stopped)).toMatchObject({ status: 200 });
    const replies = repeat();
    expect(await statusesOf(replies)).toEqual(replies.map(() => 404));
    const left = await claimsOf([`MEMBER#${memberId}`]);
    expect(left.filter(({ fingerprint }) => fingerprint !== undefined)).not.toEqual([]);
  });

  test('is as ever before the erasure was approved, and where it was declined', async () => {
    const { memberId, repeat } = await sendAllAbout();
    const before = await statusesOf(repeat());
    const request = { id: newId(), reason: 'She asked for it herself.' };
    await ask(memberId, request);
    expect(await statusesOf(repeat())).toEqual(before);
    await two.decide(decider, request.id, 'declined');
    expect(await statusesOf(repeat())).toEqual(before);
  });

  test('is as it was where it is not hers alone: a sheet, and the auditor’s own', async () => {
    const member = await scene.enrolled();
    const hold = (more: object = {}) =>
      scene.send({
        route: 'POST /api/collectives/{id}/meetings',
        path: { id: scene.collectiveId },
        caller: coordinator,
        body: { ...sheet, ...more },
      });
    const sheet = {
      id: newId(),
      heldOn: '2026-10-01',
      attendance: [{ memberId: member.id, status: 'present' }],
      entries: [{ memberId: member.id, kind: 'deposit', amountPaise: 5_000 }],
    };
    const request = { id: newId(), reason: 'She asked for it herself.' };
    expect(await hold()).toMatchObject({ status: 201 });
    expect(await erase(member.id, request)).toMatchObject({ status: 200 });
    expect(await hold()).toMatchObject({ status: 200 });
    expect(await hold({ heldOn: '2026-10-02' })).toMatchObject({ status: 409 });
    expect(await ask(member.id, request)).toMatchObject({ status: 200 });
    expect(await ask(member.id, { ...request, reason: 'Another.' })).toMatchObject({ status: 409 });
  });
});
