import { afterAll, describe, expect, test } from 'vitest';
import { compile } from '../../functions/months/publishing/compile.ts';
import { openKeptHistory } from '../../functions/months/publishing/kept-history.ts';
import { readPublishedNumbers } from '../../functions/months/publishing/read-history.ts';
import {
  bytesOf,
  closeWorlds,
  createWorld,
  message,
  schedule,
  someMonths,
  type World,
} from './compile-world.ts';

afterAll(closeWorlds);

const code = 'this code';

/** Publishes three months and a correction of the first. */
const liveMonths = async (own: World, countingCode?: string) => {
  const deps = own.compilerWith(countingCode === undefined ? {} : { countingCode });
  await own.append(someMonths().lines);
  await compile(deps, schedule('2026-08'));
  await compile(deps, schedule('2026-09'));
  const correction = await own.correct('2026-08', '2026-10-20T10:00', '019a0000-0000-7000-8000-000000000001');
  await compile(deps, message(correction.id));
  own.published.reads.length = 0;
  await compile(deps, schedule('2026-10'));
};

const readOf = (own: World) => own.published.reads.filter((name) => name.endsWith('snapshot.json'));

describe('the numbers of all publications', () => {
  test('are kept, so that a month reads no snapshot, and the same is published', async () => {
    const [kept, unkept] = [await createWorld(), await createWorld()];
    await liveMonths(kept, code);
    await liveMonths(unkept);
    expect(bytesOf(kept.published)).toEqual(bytesOf(unkept.published));
    expect(readOf(unkept)).toHaveLength(3);
    expect(readOf(kept)).toEqual([]);
    expect([...kept.alarms, ...unkept.alarms]).toEqual([]);
  });

  test('are those of the snapshots, whether all are kept or the newest are not, and a damaged file counts as none', async () => {
    const own = await createWorld();
    await liveMonths(own, code);
    const publications = await own.compilerWith().publications.list();
    const fromSnapshots = await readPublishedNumbers(own.published, publications);
    expect(fromSnapshots).toHaveLength(4);
    const readNow = async (state = own.state, countingCode = code) => {
      own.published.reads.length = 0;
      const found = await readPublishedNumbers(
        own.published,
        publications,
        openKeptHistory(state, countingCode),
      );
      expect(found).toEqual(fromSnapshots);
      return readOf(own).length;
    };
    expect(await readNow()).toBe(0);
    expect(await readNow(own.state, 'other code')).toBe(4);
    // The state of the compile before has no numbers of the newest.
    own.state.reads.length = 0;
    await openKeptHistory(own.state, code).find(publications);
    const [newest = ''] = own.state.reads;
    const bytes = own.state.files.get(newest) ?? Buffer.alloc(0);
    for (const place of [0, 31, 32, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(place) ^ 1, place);
      own.state.files.set(newest, damaged);
      expect(await readNow()).toBe(1);
    }
    own.state.files.set(newest, bytes.subarray(0, 20));
    expect(await readNow()).toBe(1);
    own.state.files.delete(newest);
    expect(await readNow()).toBe(1);
  });

  test('are kept by nobody who may only read', async () => {
    const own = await createWorld();
    await liveMonths(own);
    const publications = await own.compilerWith().publications.list();
    const before = [...own.state.files.keys()];
    await openKeptHistory({ read: own.state.read }, code).keep(publications, []);
    expect([...own.state.files.keys()]).toEqual(before);
  });
});
