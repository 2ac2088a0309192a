import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDemoData, prepareDemoData } from '../../local/demo-data.ts';
import { hashSources } from '../../local/wire/cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

describe('the loaded demo programme', () => {
  beforeAll(() => prepareDemoData(), 600_000);

  test('is copied: what is written into a copy is in no other', async () => {
    const first = await openDemoData(undefined);
    onTestFinished(() => rmSync(first.temporary ?? '', { recursive: true }));
    const database = join(first.path, 'dynamodb', 'shared-local-instance.db');
    const size = statSync(database).size;
    expect(size).toBeGreaterThan(5_000_000);
    writeFileSync(database, 'overwritten');
    const second = await openDemoData(undefined);
    onTestFinished(() => rmSync(second.temporary ?? '', { recursive: true }));
    expect(statSync(join(second.path, 'dynamodb', 'shared-local-instance.db')).size).toBe(size);
  });

  test('has no keys for signing in, and no log: each stack has its own', async () => {
    expect(readdirSync(await prepareDemoData()).sort()).toEqual([
      'clock.json',
      'demo-loaded',
      'dynamodb',
      'keys.json',
      'objects',
      'queues',
      'schedule',
    ]);
  });

  test('comes into an empty directory once, and into none with other data', async () => {
    expect(await openDemoData(folder)).toEqual({ path: folder });
    writeFileSync(join(folder, 'clock.json'), '{"latest":1}');
    expect(await openDemoData(folder)).toEqual({ path: folder });
    expect(readFileSync(join(folder, 'clock.json'), 'utf8')).toBe('{"latest":1}');
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'keys.json'), '');
    await expect(openDemoData(other)).rejects.toMatchObject({
      name: 'CannotStart',
      message: expect.stringMatching(/holds data without the demo programme\. Add --empty/),
    });
  });
});

describe('the hash of what it is made of', () => {
  const write = (path: string, content: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  test.each([
    ['a function', 'functions/areas/cases/rules.ts', true],
    ['a permission', 'lib/functions/cases.ts', true],
    ['the demo programme', 'local/demo/cases.ts', true],
    ['what runs it', 'local/installed.mjs', true],
    ['a package', 'node_modules/.package-lock.json', true],
    ['the pages', 'web/src/main.tsx', false],
    ['a test', 'test/cases/rules.test.ts', false],
  ])('changes with %s: %s', (_, path, changes) => {
    const paths = [
      'functions/a.ts',
      'functions/areas/cases/rules.ts',
      'lib/functions/cases.ts',
      'local/installed.mjs',
    ];
    for (const one of [...paths, 'local/demo/cases.ts', 'node_modules/.package-lock.json'])
      write(one, 'as it was');
    const before = hashSources(folder);
    expect(hashSources(folder)).toBe(before);
    write(path, 'changed');
    expect(hashSources(folder) !== before).toBe(changes);
  });

  test('changes with a new file and with a new name', () => {
    write('node_modules/.package-lock.json', '');
    write('functions/a.ts', 'the same');
    const before = hashSources(folder);
    write('functions/b.ts', '');
    expect(hashSources(folder)).not.toBe(before);
    rmSync(join(folder, 'functions'), { recursive: true });
    write('functions/c.ts', 'the same');
    expect(hashSources(folder)).not.toBe(before);
  });
});
