import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundleFunction } from '../../../lib/bundle.ts';
import { bundleOnce } from '../../../local/lambda/bundles.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A bundle without its last line, which names its map. */
const codeIn = (file: string): string =>
  readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n$/, '');

const entries = {
  me: 'functions/gateway/api/handler.ts',
  snapshots: 'functions/months/snapshots/handler.ts',
};

test('made together they are, byte for byte, what is deployed; the next start keeps them', async () => {
  const made = await bundleOnce(entries, folder);
  expect(Object.keys(made)).toEqual(Object.keys(entries));
  for (const [name, entry] of Object.entries(entries)) {
    const deployed = join(folder, 'deployed.mjs');
    await bundleFunction(entry, deployed);
    expect(codeIn(made[name] ?? '') === codeIn(deployed), name).toBe(true);
  }
  const before = Object.values(made).map((file) => statSync(file).ino);
  expect(await bundleOnce(entries, folder)).toEqual(made);
  expect(Object.values(made).map((file) => statSync(file).ino)).toEqual(before);
});

test('they are made again where another function is asked for, or they are gone', async () => {
  const made = await bundleOnce(entries, folder);
  const one = await bundleOnce({ me: entries.me }, folder);
  expect(dirname(one.me ?? '')).not.toBe(dirname(made.me ?? ''));
  rmSync(dirname(made.me ?? ''), { recursive: true });
  await bundleOnce(entries, folder);
  expect(codeIn(made.me ?? '')).toBe(codeIn(one.me ?? ''));
  expect(readdirSync(folder).filter((file) => /^(unfinished|lock)/.test(file))).toEqual([]);
});

test('what their cache does not watch cannot go into them', async () => {
  const outside = { outside: 'bin/read-options.ts' };
  await expect(bundleOnce(outside, folder)).rejects.toThrow('does not notice');
});
