import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { buildWebClient, webClientDirectory } from '../../local/build-web-client.ts';

const manifest = z.record(z.string(), z.looseObject({ file: z.string() }));
const shell = z.looseObject({ files: z.array(z.string()), fonts: z.array(z.string()) });

/** What a leader's phone keeps to work without a network. */
describe('the offline shell', () => {
  let files: readonly string[];
  let built: z.infer<typeof manifest>;
  beforeAll(async () => {
    await buildWebClient();
    const worker = readFileSync(join(webClientDirectory, 'service-worker.js'), 'utf8');
    files = shell.parse(JSON.parse(/^const shell = (\{.*\});$/m.exec(worker)?.[1] ?? '')).files;
    built = manifest.parse(
      JSON.parse(readFileSync(join(webClientDirectory, '.vite', 'manifest.json'), 'utf8')),
    );
  }, 120_000);

  const partsOf = (folder: string): string[] =>
    Object.entries(built)
      .filter(([source]) => source.startsWith(`src/${folder}/`))
      .map(([, { file }]) => `/${file}`);

  test.each(['desks', 'funder'])('has nothing of %s', (folder) => {
    const parts = partsOf(folder);
    expect(parts.length).toBeGreaterThan(3);
    expect(files.filter((file) => parts.includes(file))).toEqual([]);
  });

  test('has every part of the leader’s', () => {
    const parts = partsOf('leader').filter((file) => file.endsWith('.js'));
    expect(parts.length).toBeGreaterThan(20);
    expect(parts.filter((file) => !files.includes(file))).toEqual([]);
  });

  test('is at most 650 KB, before compression', () => {
    const sizes = files.map((file) => statSync(join(webClientDirectory, file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(650_000);
  });
});
