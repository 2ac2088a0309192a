import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createMeter } from '../../bench/meter.ts';
import { agendaItem } from '../../functions/areas/cases/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createAccessLog } from '../../functions/shared/journal/access-log.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import { caseKey, caseListIndexKeys, memberKey } from '../../functions/shared/table/keys.ts';
import { coordinator, sendOver } from '../members/scene.ts';
import { type CaseScene, openCaseScene } from './scene.ts';

/* What is read of all cases, or of many records by their keys, takes as few calls in a row as DynamoDB's limits let it. */

let scene: CaseScene;
beforeAll(async () => {
  scene = await openCaseScene();
});
afterAll(() => scene.records.close());

const count = 250;

test('an agenda of all cases is one read of the cases, one of their members, and its line in the log', async () => {
  const { records, opened, tell } = scene;
  const { id } = await opened({ openedOn: '2026-10-01' });
  expect(await tell(id, { type: 'follow_up', due: '2026-10-06' })).toMatchObject({ status: 201 });
  const item = await records.table.get(caseKey(id));
  const copies = Array.from({ length: count - 1 }, newId);
  for (let start = 0; start < copies.length; start += 50) {
    const puts = copies
      .slice(start, start + 50)
      .map((copy) => ({ put: { ...item, ...caseKey(copy), ...caseListIndexKeys(copy), id: copy } }));
    expect(await records.table.transact(puts)).toBeNull();
  }
  const meter = createMeter(records.documents);
  const table = createTable(meter.documents, records.name);
  const send = sendOver({ ...records, table, accessLog: createAccessLog(table, newId) });
  const reply = await send({ route: 'GET /api/agenda', caller: coordinator });
  expect(z.object({ items: z.array(agendaItem) }).parse(reply.body).items).toHaveLength(count);
  // The line is looked for, its look is written, then the line.
  expect(meter.take()).toMatchObject({ rounds: 5, calls: 5 });
  await send({ route: 'GET /api/agenda', caller: coordinator });
  expect(meter.take()).toMatchObject({ rounds: 3, calls: 3, writeUnits: 0 });
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
