import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createMeter } from '../../bench/meter.ts';
import { openedCaseItem } from '../../functions/areas/cases/opened-case.ts';
import { agendaItem } from '../../functions/areas/cases/schema.ts';
import { findCase, toCaseItem } from '../../functions/areas/cases/stored-case.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import { memberKey } from '../../functions/shared/table/keys/members.ts';
import { coordinator, sendOver } from '../members/scene.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/* What is read of all cases, or of many records by their keys, takes as few calls in a row as DynamoDB's limits let it. */

let scene: CaseScene;
beforeAll(async () => {
  scene = await openCaseScene();
});
afterAll(() => scene.records.close());

const count = 250;

/** Writes copies of a case, as it is stored and as its opener's list has it. */
const copyCase = async (id: string, copies: number): Promise<void> => {
  const { table } = scene.records;
  const { record, ...kept } = await findCase(table, id);
  const ids = Array.from({ length: copies }, newId);
  for (let start = 0; start < ids.length; start += 50) {
    const puts = ids
      .slice(start, start + 50)
      .flatMap((copy) => [
        { put: toCaseItem({ ...kept, record: { ...record, id: copy } }, record.createdAt) },
        { put: openedCaseItem({ ...record, id: copy }) },
      ]);
    expect(await table.transact(puts)).toBeNull();
  }
};

test('an agenda of all cases is one read of those that wait, one of their members, and its line in the log, however many are closed', async () => {
  const { records, opened, tell } = scene;
  const { id } = await opened({ openedOn: '2026-10-01' });
  expect(await tell(id, { type: 'follow_up', due: '2026-10-06' })).toMatchObject({ status: 201 });
  await copyCase(id, count - 1);
  const closed = await opened({ openedOn: '2026-10-01' });
  expect(await tell(closed.id, { type: 'follow_up', due: '2026-10-06' })).toMatchObject({ status: 201 });
  expect(await tell(closed.id, { type: 'status', status: 'closed' })).toMatchObject({ status: 201 });
  // More than one call reads.
  await copyCase(closed.id, 1_500);
  const meter = createMeter(records.documents);
  const table = createTable(meter.documents, records.name);
  const send = sendOver({ as: () => ({ ...records, table, accessLog: createAccessLog(table, newId) }) });
  const reply = await send({ route: 'GET /api/agenda', caller: coordinator });
  expect(z.object({ items: z.array(agendaItem) }).parse(reply.body).items).toHaveLength(count);
  // Cases and demands that wait are read at once. The line is looked for, its look is written, then the line.
  expect(meter.take()).toMatchObject({ rounds: 5, calls: 6 });
  await send({ route: 'GET /api/agenda', caller: coordinator });
  const { readUnits, ...calls } = meter.take();
  expect(calls).toMatchObject({ rounds: 3, calls: 4, writeUnits: 0 });
  // Half a unit for 4 KB of what waits, one for the member of all, and what the log is asked.
  expect(readUnits).toBeLessThan(25);
});

test('records by their keys come a hundred to a call, all calls at once, each record once', async () => {
  const { records } = scene;
  const keys = Array.from({ length: count }, () => memberKey(newId()));
  for (let start = 0; start < keys.length; start += 50) {
    await records.table.transact(keys.slice(start, start + 50).map((key) => ({ put: { ...key } })));
  }
  const meter = createMeter(records.documents);
  const found = await createTable(meter.documents, records.name).getMany([...keys, memberKey(newId())]);
  expect(found.map(({ pk }) => String(pk)).sort()).toEqual(keys.map(({ pk }) => pk).sort());
  expect(meter.take()).toMatchObject({ rounds: 1, calls: 3 });
});
