import { afterAll, beforeAll, expect, test } from 'vitest';
import { askForDrill } from '../../functions/areas/health/ask-for-drill.ts';
import { createHealthRoutes } from '../../functions/areas/health/routes.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { toDrillItem } from '../../functions/shared/health/drill-result.ts';
import { type DrillRun, readDrillRun } from '../../functions/shared/health/drill-run.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { drillAskedKey } from '../../functions/shared/table/keys/programme.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { ended, well } from './planted.ts';

/** A restore drill by a press: what is written, what is refused, and what is started. */

let records: TestRecords;
let send: ReturnType<typeof createSend>;
const started: string[] = [];
/** Whether the queue takes no message. */
let isDeaf = false;
beforeAll(async () => {
  records = await openRecords();
  send = createSend(
    createHealthRoutes({
      sources: {
        ...{ backup: async () => well.backup, seals: async () => well.seals, month: async () => well.month },
        ...{ drill: async () => well.drill, pack: async () => well.pack, mail: async () => well.mail },
        ...{ queues: async () => well.queues, alarms: async () => [], phones: async () => [] },
        ...{ version: async () => well.version, cost: async () => well.cost },
      },
      readLast: async () => undefined,
      cutoffDay: 5,
      recordsFrom: '2026-01-01',
      callPhone: undefined,
      accessLog: async () => {},
      log: () => {},
      askForDrill: (asked) => askForDrill(records.table, asked),
      startDrill: async ({ id }) => {
        if (isDeaf) throw new Error('The queue takes nothing.');
        started.push(id);
      },
    }),
  );
});
afterAll(() => records.close());

const asker = createCaller('administrator');
const ask = (id: string, caller = asker, now = '2026-11-10T06:00:00Z') =>
  send({ route: 'POST /api/health/drills', caller, body: { id }, now });
const end = async (run: string): Promise<void> => {
  const at = '2026-11-10T07:00:00Z';
  await records.table.put(toDrillItem(ended({ at, months: 1, tookSeconds: 60, run })));
};
const linesOf = async () =>
  (await records.scan()).flatMap(({ line }) => (Object(line).type === 'drill_asked' ? [Object(line)] : []));

const codeOf = ({ body }: TestReply): string => problem.parse(body).code;

const first = newId();

test('is noted with one line, and started once it is', async () => {
  expect(await ask(first)).toMatchObject({ status: 202, body: { id: first } });
  expect(started).toEqual([first]);
  expect(await linesOf()).toEqual([
    { type: 'drill_asked', id: first, recordedAt: '2026-11-10T06:00:00.000Z', actor: asker.personId },
  ]);
  expect(await readDrillRun(records.table)).toEqual({
    ...{ id: first, at: '2026-11-10T06:00:00Z', by: asker.personId, step: 'asked' },
  });
});

test('is refused while one runs, whoever asks, and then nothing is written or started', async () => {
  const before = await records.scan();
  const reply = await ask(newId(), createCaller('administrator'));
  expect([reply.status, codeOf(reply)]).toEqual([422, 'drill_runs']);
  expect(await records.scan()).toEqual(before);
  expect(started).toEqual([first]);
});

test('a request that is repeated starts the drill again only if it has not begun', async () => {
  expect(await ask(first)).toMatchObject({ status: 200, body: { id: first } });
  expect(started).toEqual([first, first]);
  const run: DrillRun = { id: first, at: '2026-11-10T06:00:00Z', by: asker.personId, step: 'restoring' };
  await records.table.put({ ...drillAskedKey, ...run });
  expect(await ask(first)).toMatchObject({ status: 200 });
  expect(started).toHaveLength(2);
  expect(await linesOf()).toHaveLength(1);
});

test('if the queue takes no message, the request fails, and repeated it starts the drill', async () => {
  await end(first);
  const id = newId();
  isDeaf = true;
  expect((await ask(id)).status).toBe(500);
  isDeaf = false;
  expect(await ask(id)).toMatchObject({ status: 200 });
  expect(started.at(-1)).toBe(id);
  await end(id);
});

test('of two at once one is accepted', async () => {
  const replies = await Promise.all([ask(newId()), ask(newId(), createCaller('administrator'))]);
  expect(replies.map(({ status }) => status).sort()).toEqual([202, 422]);
});

test('one whose end nobody heard of keeps no other from being asked for, after two days', async () => {
  expect(codeOf(await ask(newId(), asker, '2026-11-12T05:59:59Z'))).toBe('drill_runs');
  expect(await ask(newId(), asker, '2026-11-12T06:00:00Z')).toMatchObject({ status: 202 });
});

test(`beyond ${maxSettingsOfMonth.drills} in a month is refused`, async () => {
  const caller = createCaller('administrator');
  await records.table.put({
    ...settingCountsKey(caller.personId, '2026-12'),
    drills: maxSettingsOfMonth.drills - 1,
  });
  const last = newId();
  expect(await ask(last, caller, '2026-12-10T06:00:00Z')).toMatchObject({ status: 202 });
  await end(last);
  const refused = await ask(newId(), caller, '2026-12-10T08:00:00Z');
  expect([refused.status, codeOf(refused)]).toEqual([422, 'too_many']);
});
