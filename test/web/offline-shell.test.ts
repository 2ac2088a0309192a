import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { buildWebClient, webClientDirectory } from '../../local/build-web-client.ts';

const manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).optional(),
    dynamicImports: z.array(z.string()).optional(),
  }),
);
const shell = z.looseObject({
  release: z.string(),
  files: z.record(z.string(), z.tuple([z.string(), z.string().optional()])),
});

const sizeOf = (path: string): number => statSync(join(webClientDirectory, path)).size;

/** As many bytes as CloudFront sends: it leaves what is smaller than this as it is. */
const sentBytes = (path: string): number =>
  sizeOf(path) < 1000 ? sizeOf(path) : gzipSync(readFileSync(join(webClientDirectory, path))).length;

/** What a phone keeps to work without a network. */
describe.each(['leader', 'caseworker'])('the offline shell of a %s', (role) => {
  let release: string;
  let files: readonly string[];
  let ofOthers: readonly string[];
  let built: z.infer<typeof manifest>;
  beforeAll(async () => {
    await buildWebClient();
    const worker = readFileSync(join(webClientDirectory, 'service-worker.js'), 'utf8');
    const read = shell.parse(JSON.parse(/^const shell = (\{.*\});$/m.exec(worker)?.[1] ?? ''));
    release = `assets/${read.release}`;
    const isOfOther = (path: string): boolean => (read.files[path]?.[1] ?? role) !== role;
    files = Object.keys(read.files).filter((path) => !isOfOther(path));
    ofOthers = Object.keys(read.files).filter(isOfOther);
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

  test('has every part of hers, and nothing that the other role alone needs', () => {
    const parts = partsOf(role).filter((file) => file.endsWith('.js'));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((file) => !files.includes(file))).toEqual([]);
    expect(ofOthers.length).toBeGreaterThan(4);
  });

  test('has all that its own files import', () => {
    const missing = Object.values(built)
      .filter(({ file }) => files.includes(`/${file}`))
      .flatMap(({ imports = [] }) => imports.map((name) => `/${built[name]?.file}`))
      .filter((file) => !files.includes(file));
    expect(missing).toEqual([]);
  });

  test('is not loaded at a desk, but for what everybody needs until the role is known', () => {
    const loaded = new Set<string>();
    const follow = (name: string): void => {
      const chunk = built[name];
      if (chunk === undefined || loaded.has(chunk.file)) return;
      loaded.add(chunk.file);
      for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) follow(next);
    };
    follow('src/desks/start.tsx');
    expect(loaded.size).toBeGreaterThan(20);
    const shared = [...loaded].filter((file) => files.includes(`/${file}`)).map((file) => basename(file));
    // The desk hears recordings too, and the first screen loads the phones' button that speaks.
    expect(shared.toSorted()).toEqual([
      'fields.js',
      'first-screen.js',
      'listen.js',
      'rolldown-runtime.js',
      'shell-texts.js',
      'sign-in.js',
      'voice.js',
    ]);
  });

  test('is at most 26 files', () => {
    expect(files.length, files.join()).toBeLessThanOrEqual(26);
  });

  test('is at most 735 KB, and 220 KB compressed', () => {
    const sum = (sizes: number[]): number => sizes.reduce((total, size) => total + size, 0);
    expect(sum(files.map(sizeOf))).toBeLessThan(735_000);
    expect(sum(files.map(sentBytes))).toBeLessThan(220_000);
  });

  // In a browser: release.test.ts.
  test('costs a phone that has the former one at most 3.2 KB if one text has changed, whichever', () => {
    const lines = readdirSync(join(webClientDirectory, release)).filter((name) => /\.\d+\.txt$/.test(name));
    expect(lines.length).toBeGreaterThan(100);
    const costs = lines.map((name) => {
      const list = name.replace(/\d+\.txt$/, 'lines.txt');
      return (
        sentBytes('service-worker.js') + sentBytes(`${release}/${list}`) + sentBytes(`${release}/${name}`)
      );
    });
    expect(Math.max(...costs)).toBeLessThanOrEqual(3_200);
  });
});
