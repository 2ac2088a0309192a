import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { isWhole, makeClassArchive } from '../../../local/aws/class-archive.ts';
import { startDynamoDB } from '../../../local/aws/dynamodb.ts';
import { locateClassArchive } from '../../../local/aws/dynamodb-process.ts';

beforeAll(() => makeClassArchive(), 300_000);

const locate = () => locateClassArchive() ?? expect.fail('no Java');

test('DynamoDB Local starts from the archive of its classes, once that is made for this Java', async () => {
  const database = await startDynamoDB();
  onTestFinished(() => database.close());
  const { port } = new URL(database.endpoint);
  const processes = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.split('\n');
  const started = processes.find((args) => args.includes(`-port ${port}`));
  expect(/-XX:SharedArchiveFile=(\S+)/.exec(started ?? '')?.[1]).toBe(locate().file);
});

test('a file that is not every byte of an archive is taken for none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const archive = locate();
  const file = join(folder, 'classes.jsa');
  const whole = readFileSync(archive.file);
  const holed = Buffer.from(whole).fill(0, 20_000_000, 20_001_000);
  for (const [bytes, expected] of [
    [whole, true],
    [whole.subarray(0, 20_000_000), false],
    [holed, false],
    [Buffer.alloc(0), false],
  ] as const) {
    writeFileSync(file, bytes);
    expect(isWhole(archive, file, folder)).toBe(expected);
  }
  expect(isWhole(archive, join(folder, 'none.jsa'), folder)).toBe(false);
});
