import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createAuditRoutes } from '../../functions/areas/audit/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createDigestStoreDouble } from '../audit/digest-store-double.ts';
import { createCaller, createSend } from '../support/request.ts';
import { type Moves, openMoves, refusalOf } from './scene.ts';

/** What tells, of a group that women left or came to, that they did. */

let scene: Moves;
beforeAll(async () => {
  scene = await openMoves();
});
afterAll(() => scene.records.close());

test('the journal of either group has the move and its taking back, and nothing else of the other', async () => {
  const [from, to] = await scene.groups();
  const { id, meetingId } = await scene.saver(from, 500);
  const move = { id: newId(), to, members: [id], cashPaise: 500 };
  expect((await scene.move(from, move)).status).toBe(201);
  expect((await scene.takeBack(to, move.id)).status).toBe(201);
  const send = createSend(
    createAuditRoutes({ table: scene.records.table, digests: createDigestStoreDouble() }),
  );
  const journal = z.object({ items: z.array(z.looseObject({ type: z.string() })) });
  const typesOf = async (subject: string) => {
    const query = { subject, limit: '100' };
    const caller = createCaller('auditor');
    const { items } = journal.parse((await send({ route: 'GET /api/journal', query, caller })).body);
    return items.map(({ type }) => type).toSorted();
  };
  expect(await typesOf(to)).toEqual(['collective_formed', 'move_recorded', 'move_reversed']);
  expect(await typesOf(from)).toEqual([
    'collective_formed',
    'meeting_held',
    'move_recorded',
    'move_reversed',
  ]);
  expect(await typesOf(move.id)).toEqual(['move_recorded', 'move_reversed']);
  expect(await typesOf(meetingId)).toEqual(['meeting_held']);
});

test('a sheet of a woman who went to another group with nothing is refused with the day, if it would leave anything', async () => {
  const [from, to] = await scene.groups();
  const { id } = await scene.enrolled({ collectiveId: from });
  expect((await scene.change(id, 1, { collectiveId: to })).status).toBe(200);
  const deposit = { kind: 'deposit', amountPaise: 100 };
  const late = await scene.meet(id, deposit, { collectiveId: from, heldOn: '2026-10-10' });
  expect(refusalOf(late)).toMatchObject({ status: 422, code: 'not_a_member', movedOn: '2026-10-15' });
  // She was there, and the sheet leaves nothing.
  const attended = await scene.send({
    route: 'POST /api/collectives/{id}/meetings',
    path: { id: from },
    caller: createCaller('coordinator'),
    body: {
      id: newId(),
      heldOn: '2026-10-10',
      attendance: [{ memberId: id, status: 'present' }],
      entries: [],
    },
  });
  expect(attended.status).toBe(201);
  const { id: left } = await scene.enrolled({ collectiveId: from });
  expect((await scene.exit(left)).status).toBe(201);
  const gone = await scene.meet(left, deposit, { collectiveId: from, heldOn: '2026-10-10' });
  expect(refusalOf(gone)).not.toHaveProperty('movedOn');
});

test('whoever comes back has an account as if she had never gone', async () => {
  const [from, to] = await scene.groups();
  const { id } = await scene.enrolled({ collectiveId: from });
  await scene.move(from, { to, members: [id] });
  const back = await scene.read(id);
  const { version } = z.object({ version: z.int() }).parse(back.body);
  expect((await scene.change(id, version, { collectiveId: from })).status).toBe(200);
  expect((await scene.exit(id)).status).toBe(201);
  // Of the time after she came back: an account that she moved from would refuse it.
  const sheet = await scene.send({
    route: 'POST /api/collectives/{id}/meetings',
    path: { id: from },
    caller: createCaller('coordinator'),
    body: {
      id: newId(),
      heldOn: '2026-10-11',
      attendance: [{ memberId: id, status: 'present' }],
      entries: [],
    },
  });
  expect(sheet.status).toBe(201);
});
