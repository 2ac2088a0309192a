import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('they are made again where a source has changed, another function is asked for, or a bundle is gone', async () => {
  const made = await bundleOnce(entries, folder);
  const recipe = join(folder, 'recipe.json');
  const kept = readFileSync(recipe, 'utf8');
  const isMadeAgain = async (asked: Record<string, string>): Promise<boolean> => {
    const long = new Date('2026-01-01');
    utimesSync(recipe, long, long);
    await bundleOnce(asked, folder);
    return statSync(recipe).mtimeMs > long.getTime();
  };
  expect(await isMadeAgain(entries)).toBe(false);
  writeFileSync(
    recipe,
    kept.replace(/("functions\/gateway\/api\/handler\.ts":")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`),
  );
  expect(await isMadeAgain(entries)).toBe(true);
  expect(await isMadeAgain({ me: entries.me })).toBe(true);
  rmSync(made.me ?? '');
  expect(await isMadeAgain({ me: entries.me })).toBe(true);
  expect(readdirSync(folder).filter((file) => file.startsWith('unfinished'))).toEqual([]);
});
