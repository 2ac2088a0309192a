import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addShards } from '../../functions/months/publishing/add-shards.ts';
import { compile } from '../../functions/months/publishing/compile.ts';
import { addMonths } from '../../functions/shared/calendar/calendar.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { monthFileName } from '../../functions/shared/journal/month-files.ts';
import { randomProgramme } from '../audit-count/programme.ts';
import { createWorld, inShards, shards, type World } from './in-shards.ts';
import { createJournal, idOf, indian } from './journal-builder.ts';
import { withJoins } from './random-joins.ts';
import { randomJournal } from './random-journal.ts';
import type { StoreDouble } from './store-double.ts';

const inOne = (world: World, event: object) => compile(world.deps, event);

const bytesOf = ({ files }: StoreDouble) =>
  Object.fromEntries([...files].sort().map(([name, bytes]) => [name, bytes.toString()]));

const scheduleOf = (month: string) => ({ scheduledTime: indian(`${addMonths(month, 1)}-05T00:15`) });
const correctionOf = (publicationId: string) => [{ body: JSON.stringify({ publicationId }) }];

const publishAll = async (lines: readonly JournalLine[], months: readonly string[]) => {
  const one = createWorld(lines);
  const many = createWorld(lines);
  for (const month of months) {
    const event = scheduleOf(month);
    await inOne(one, event);
    await inShards(many, event);
    const correction = {
      id: idOf(`correction of ${month}`),
      cutoff: indian(`${addMonths(month, 1)}-20T00:00`),
    };
    for (const world of [one, many])
      world.register(month, correction.cutoff, correction.id, 'A sheet was missing');
    await inOne(one, { Records: correctionOf(correction.id) });
    await inShards(many, correctionOf(correction.id));
  }
  return { one, many };
};

describe('a compile in 16 shards, by the synthesised state machine', () => {
  it('publishes the bytes of a compile in one function: months, corrections and digests of random journals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(randomJournal, withJoins(randomProgramme)), async (lines) => {
        const { one, many } = await publishAll(lines, ['2025-12', '2026-01', '2026-02']);
        expect(one.registered).toHaveLength(6);
        expect(bytesOf(many.published)).toEqual(bytesOf(one.published));
        expect(many.handovers).toEqual(one.handovers);
        expect(many.alarms).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('counts nothing where nothing is pending', async () => {
    const world = createWorld([]);
    await inShards(world, scheduleOf('2026-01'));
    const { invoked } = await inShards(world, scheduleOf('2026-01'));
    expect(invoked).toEqual(['function:planShards']);
  });

  it('publishes nothing, and says so, if a month file is damaged; a start with recompute mends it', async () => {
    const journal = createJournal();
    journal.member('Padma');
    const world = createWorld(journal.lines);
    await inShards(world, scheduleOf('2025-04'));
    const files = [...world.state.files.keys()].filter(
      (name) => name.endsWith('.zst') && name.startsWith('journal/'),
    );
    expect(files).toHaveLength(1);
    for (const name of files) await world.state.write(name, Buffer.from('damaged'));
    await expect(inShards(world, scheduleOf('2025-05'))).rejects.toThrow('lost or damaged');
    expect(world.handovers).toHaveLength(1);
    await world.state.write(files[0] ?? monthFileName(''), Buffer.alloc(0));
    for (const name of files) world.state.files.delete(name);
    await inShards(world, { ...scheduleOf('2025-05'), recompute: true });
    expect(world.handovers).toHaveLength(2);
  });

  it.each(['before', 'after'] as const)(
    'that dies %s any write, and again in the next run, publishes the same bytes in the end',
    async (when) => {
      const journal = createJournal();
      journal.collective('collective');
      journal.member('Padma');
      journal.meeting('sheet', '2025-04-10', { Padma: ['deposit', 100] });
      journal.at('2025-05-20T10:00').meeting('late', '2025-04-20', { Padma: ['deposit', 50] });
      const reference = createWorld(journal.lines);
      for (const month of ['2025-04', '2025-05']) await inOne(reference, scheduleOf(month));
      const expected = bytesOf(reference.published);

      /** Compiles May, and dies at the k-th write. @returns whether it came so far */
      const dieAt = async (world: World, k: number): Promise<boolean> => {
        let writes = 0;
        const dying = (store: StoreDouble): StoreDouble => {
          const write =
            <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
            async (...args: A): Promise<R> => {
              writes += 1;
              const dies = writes === k;
              if (dies && when === 'before') throw new Error('died');
              const result = await run(...args);
              if (dies) throw new Error('died');
              return result;
            };
          return { ...store, write: write(store.write), writeOnce: write(store.writeOnce) };
        };
        const [published, state] = [dying(world.published), dying(world.state)];
        const snapshotDeps = { ...world.deps.snapshotDeps, published, state };
        await inShards(
          { ...world, published, state, deps: { ...world.deps, snapshotDeps } },
          scheduleOf('2025-05'),
        ).catch(() => undefined);
        return writes >= k;
      };

      let deaths = 0;
      for (let k = 1; ; k += 1) {
        const world = createWorld(journal.lines);
        await inShards(world, scheduleOf('2025-04'));
        if (!(await dieAt(world, k))) break;
        deaths += 1;
        await dieAt(world, 1 + ((7 * k) % 20));
        await inShards(world, scheduleOf('2025-05'));
        expect(bytesOf(world.published)).toEqual(expected);
        expect(world.alarms).toEqual([]);
      }
      // The month file, the list of files and the run's own lines; sixteen shards and their sum; the snapshot.
      expect(deaths).toBe(21);
    },
  );

  it('publishes nothing if shards read other journals', async () => {
    const journal = createJournal();
    journal.member('Padma');
    const world = createWorld(journal.lines);
    const { run } = await inShards(world, scheduleOf('2025-04'));
    const text = world.state.files.get(`count/${run}/3.json`)?.toString() ?? '';
    expect(text).toMatch(/"digest":"[0-9a-f]{64}"/);
    await world.state.write(
      `count/${run}/3.json`,
      Buffer.from(text.replace(/"digest":"[0-9a-f]{64}"/, '"digest":"another"')),
    );
    const plan = { run, cutoffs: [indian('2025-05-05T00:00')], recentFrom: null, shards };
    await expect(addShards(world.state, plan)).rejects.toThrow('counted different journals');
  });
});
