import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { findOrMake } from '../../../local/wire/cache.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'cache-'));
  onTestFinished(() => rmSync(cache, { recursive: true }));
});

const key = (letter: string) => letter.repeat(64);
const lockOf = (letter: string) => join(cache, `lock-demo-${key(letter).slice(0, 16)}`);

/** Finds or makes a folder of this hash, in which one file says how many were made so far. */
const createFinder = () => {
  let made = 0;
  const find = (hash: () => string, onMake = async (_folder: string) => {}) =>
    findOrMake({
      name: 'demo',
      hash,
      keep: 2,
      cache,
      make: async (folder) => {
        made += 1;
        writeFileSync(join(folder, 'made'), String(made));
        await onMake(folder);
      },
    });
  return { find, made: () => made };
};
const contentOf = (folder: string) => readFileSync(join(folder, 'made'), 'utf8');

test('makes a folder once for a hash, and another for another', async () => {
  const { find } = createFinder();
  expect(contentOf(await find(() => key('a')))).toBe('1');
  expect(contentOf(await find(() => key('a')))).toBe('1');
  expect(contentOf(await find(() => key('b')))).toBe('2');
  expect(contentOf(await find(() => key('a')))).toBe('1');
});

test('makes it once where two ask at the same time', async () => {
  const { find, made } = createFinder();
  const folders = await Promise.all([find(() => key('a')), find(() => key('a'))]);
  expect(new Set(folders).size).toBe(1);
  expect(made()).toBe(1);
});

test('makes it again if what it is made of changed meanwhile', async () => {
  const { find, made } = createFinder();
  let now = key('a');
  const folder = await find(
    () => now,
    async () => {
      now = key('b');
    },
  );
  expect([made(), contentOf(folder)]).toEqual([2, '2']);
  expect(readdirSync(cache)).toEqual([`demo-${key('b').slice(0, 16)}`]);
});

test('never finds what was not completed', async () => {
  const { find } = createFinder();
  const failed = find(
    () => key('a'),
    async () => {
      throw new Error('the disk is full');
    },
  );
  await expect(failed).rejects.toThrow('the disk is full');
  expect(readdirSync(cache)).toEqual([]);
  expect(contentOf(await find(() => key('a')))).toBe('2');
});

test('waits for the process that makes it, and not for one that died at it', async () => {
  const { find, made } = createFinder();
  const worker = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  writeFileSync(lockOf('a'), String(worker.pid));
  const waiting = find(() => key('a'));
  expect(made()).toBe(0);
  expect(existsSync(lockOf('a'))).toBe(true);
  worker.kill('SIGKILL');
  expect(contentOf(await waiting)).toBe('1');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(lockOf('b'), String(pid));
  expect(contentOf(await find(() => key('b')))).toBe('2');
});

test('keeps the newest, and what was used within the hour', async () => {
  const { find } = createFinder();
  const [first = '', second = ''] = [await find(() => key('a')), await find(() => key('b'))];
  const dayAgo = new Date(Date.now() - 86_400_000);
  for (const folder of [first, second]) utimesSync(folder, dayAgo, dayAgo);
  // Found again, and so in use.
  await find(() => key('a'));
  await find(() => key('c'));
  expect([existsSync(first), existsSync(second)]).toEqual([true, false]);
});
