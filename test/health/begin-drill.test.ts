import { afterAll, beforeAll, expect, test } from 'vitest';
import { askForDrill } from '../../functions/areas/health/ask-for-drill.ts';
import { type StepDeps, stepInput, takeStep } from '../../functions/jobs/drill/steps.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { readDrillRun, toDrillRunItem } from '../../functions/shared/health/drill-run.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

/** However often a drill is asked for before it begins, it begins once. */

let records: TestRecords;
beforeAll(async () => {
  records = await openRecords();
});
afterAll(() => records.close());

const nothing = (): never => {
  throw new Error('A drill that begins reads no file and no key.');
};
const begin = (run: { id: string; at: string; by: string }, execution: string) => {
  const deps: StepDeps = {
    table: records.table,
    openRestored: () => records.table,
    openRestoredKeys: () => ({ read: nothing, destructionOf: nothing }),
    present: { table: 'table', keysTable: 'keys' },
    state: { read: nothing },
    published: { read: nothing, exists: nothing },
    digests: { read: nothing, listDays: nothing },
    now: () => new Date('2026-11-10T06:00:05Z'),
    log: () => {},
  };
  const event = [{ body: JSON.stringify(run) }];
  return takeStep(
    deps,
    stepInput.parse({ step: 'begin', event, execution, startedAt: '2026-11-10T06:00:05Z' }),
  );
};

test('of many executions of one request one begins, and may say so again', async () => {
  const asked = { id: newId(), by: newId(), now: new Date('2026-11-10T06:00:00Z') };
  const messages = await Promise.all([
    askForDrill(records.table, asked),
    askForDrill(records.table, asked),
    askForDrill(records.table, asked),
  ]);
  const started = messages.flatMap(({ toStart }) =>
    toStart === undefined ? [] : [{ id: toStart.id, at: toStart.at, by: toStart.by }],
  );
  // Each repetition before it has begun sends its message again.
  expect(started).toHaveLength(3);
  const begun = await Promise.all(started.map((run, index) => begin(run, `execution-${index}`)));
  expect(begun.filter((begins) => begins === true)).toHaveLength(1);
  const [run] = started;
  if (run === undefined) throw new Error('Nothing was started.');
  const first = begun.indexOf(true);
  expect(await begin(run, `execution-${first}`)).toBe(true);
  expect(await begin(run, 'a-late-one')).toBe(false);
  expect(await readDrillRun(records.table)).toEqual({
    ...run,
    step: 'restoring',
    execution: `execution-${first}`,
  });
});

test('a drill that is no longer the newest that was asked for does not begin', async () => {
  const newer = { id: newId(), at: '2026-11-13T06:00:00Z', by: newId() };
  await records.table.put(toDrillRunItem({ ...newer, step: 'asked' }));
  expect(await begin({ id: newId(), at: '2026-11-10T06:00:00Z', by: newId() }, 'an-execution')).toBe(false);
  expect(await readDrillRun(records.table)).toEqual({ ...newer, step: 'asked' });
  expect(await begin(newer, 'an-execution')).toBe(true);
  await records.table.put(toDrillRunItem({ ...newer, step: 'counting' }));
  expect(await begin(newer, 'an-execution')).toBe(false);
});
