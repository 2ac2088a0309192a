import { afterAll, expect, test } from 'vitest';
import { compile } from '../../functions/months/publishing/compile.ts';
import { searchRuns } from '../support/search.ts';
import {
  bytesOf,
  closeWorlds,
  copyOf,
  failingAt,
  parse,
  schedule,
  setUp,
  type World,
} from './compile-world.ts';

afterAll(closeWorlds);

/** With `npm run search` each further attempt dies one step later. */
const stride = searchRuns(1).numRuns > 1 ? 1 : 7;

test.each(['before', 'after'] as const)(
  'a crash %s any step, and again at each step of further attempts, leaves one month, the same bytes, nothing else',
  async (when) => {
    const august = await setUp();
    const reference = await copyOf(august);
    await reference.compile(schedule('2026-09'));
    const expected = bytesOf(reference.published);
    const expectedState = bytesOf(reference.state);
    /** Crashes at the k-th step. @returns whether it came so far */
    const crashAt = async (own: World, k: number): Promise<boolean> => {
      const { deps, hasFailed } = failingAt(own, k, when);
      await compile(deps, schedule('2026-09')).catch(() => undefined);
      return hasFailed();
    };
    let crashes = 0;
    for (let k = 1; ; k += 1) {
      const own = await copyOf(august);
      if (!(await crashAt(own, k))) break;
      crashes += 1;
      // What a reader sees now is nothing, the snapshot alone, or the whole month.
      for (const [name, bytes] of own.published.files) expect(bytes.toString()).toBe(expected[name]);
      // Further attempts are killed too, each some steps later, until one comes to its end; over all k, at every step.
      for (let next = 1 + (k % stride); await crashAt(own, next); next += stride) {
        for (const [name, bytes] of own.published.files) expect(bytes.toString()).toBe(expected[name]);
      }
      await own.compile(schedule('2026-09'));
      expect(bytesOf(own.published)).toEqual(expected);
      expect(bytesOf(own.state)).toEqual(expectedState);
      const lines = await own.readJournal();
      expect(lines.filter(({ type }) => type === 'publication')).toHaveLength(2);
      // Nor did it harm what comes after.
      await own.compile(schedule('2026-10'));
      expect(parse(own, 'published/2026-10/v1/snapshot.json').revisions).toEqual([]);
      expect(own.alarms).toEqual([]);
    }
    // The registration, the month file and its list, the snapshot; six files, the archive, the key and the manifest.
    expect(crashes).toBe(13);
  },
);
