import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readZip, renderZip, type ZipEntry } from '../../functions/months/rendering/zip.ts';

const entry = (name: string, text: string): ZipEntry => ({ name, bytes: Buffer.from(text) });
const entries = [
  entry('snapshot.json', '{"month":"2026-10"}\n'.repeat(200)),
  entry('xl/worksheets/sheet1.xml', '<c r="A1" s="3"><v>0</v></c>'.repeat(500)),
  entry('概要.txt', 'x'),
  entry('empty.txt', ''),
];
const sha256 = (bytes: Buffer) => hash('sha256', bytes, 'hex');

describe('an archive', () => {
  test.each(['store', 'deflate'] as const)('gives back what it was made of (%s)', (method) => {
    expect(readZip(renderZip(entries, method))).toEqual(entries);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,8}\.[a-z]{3}$/), fc.uint8Array()), {
          selector: ([name]) => name,
        }),
        (files) => {
          const made = files.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }));
          expect(readZip(renderZip(made, method))).toEqual(made);
        },
      ),
    );
  });

  // These bytes are published, and docs/verify.md promises that they can be made again. Whoever changes them changes that.
  test('has the same bytes for ever, on any machine', () => {
    expect(sha256(renderZip(entries, 'deflate'))).toBe(
      '53044b2f9df6cd2b9c027319be8afe7142cc2efe0244dccaab9bdc3a2c677d36',
    );
    expect(sha256(renderZip(entries, 'store'))).toBe(
      '50877849238790b07a9ad696aa0dd012293fa968fa57dd102a2a2771c5abe393',
    );
  });

  test.each(['Pacific/Apia', 'America/St_Johns', 'Asia/Kolkata'])('has them in %s too', (TZ) => {
    const script = `
      import { hash } from 'node:crypto';
      import { renderZip } from ${JSON.stringify(new URL('../../functions/months/rendering/zip.ts', import.meta.url).href)};
      const entries = ${JSON.stringify(entries.map(({ name, bytes }) => [name, bytes.toString()]))};
      const made = entries.map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
      console.log(hash('sha256', renderZip(made, 'deflate'), 'hex'));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ },
    });
    expect(run.stdout.trim()).toBe(sha256(renderZip(entries, 'deflate')));
  });

  test('is refused with two entries of one name, when it is made and when it is read', () => {
    const twins = [entry('a.txt', 'one'), entry('b.txt', 'two')];
    expect(() => renderZip([...twins, ...twins], 'store')).toThrow('one name');
    const forged = renderZip(twins, 'store').toString('latin1').replaceAll('b.txt', 'a.txt');
    expect(() => readZip(Buffer.from(forged, 'latin1'))).toThrow('a.txt stands twice');
  });

  test('is refused in plain words if it is none, cut short or damaged', () => {
    const whole = renderZip(entries, 'deflate');
    for (const bytes of [Buffer.alloc(0), Buffer.from('no archive'), whole.subarray(0, -1)]) {
      expect(() => readZip(bytes)).toThrow('This is no ZIP archive, or it is damaged.');
    }
  });

  test('is refused if an entry says that it is larger than any file of a month', () => {
    const bytes = renderZip([entry('a.txt', 'one')], 'store');
    bytes.writeUInt32LE(257 * 1024 * 1024, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 24);
    expect(() => readZip(bytes)).toThrow('a.txt is too large');
  });
});

describe('what the directory of an archive does not name', () => {
  const archive = renderZip([entry('a.txt', 'one'), entry('b.txt', 'two')], 'store');
  const forged = renderZip([entry('a.txt', 'forged')], 'store');
  const directoryAt = (bytes: Buffer) => bytes.readUInt32LE(bytes.length - 6);
  const forgedEntry = forged.subarray(0, directoryAt(forged));

  /** The archive with bytes put in at a place, and its directory moved on if it comes after. */
  const insert = (at: number, more: Buffer, moved: readonly number[] = []): Buffer => {
    const bytes = Buffer.concat([archive.subarray(0, at), more, archive.subarray(at)]);
    if (at <= directoryAt(archive)) {
      bytes.writeUInt32LE(directoryAt(archive) + more.length, bytes.length - 6);
    }
    for (const offset of moved) {
      const place = offset + more.length;
      bytes.writeUInt32LE(bytes.readUInt32LE(place) + more.length, place);
    }
    return bytes;
  };
  const entryBytes = 30 + 'a.txt'.length + 'one'.length;
  /** Where the directory says at which byte each entry begins. */
  const offsets = [0, 46 + 'a.txt'.length].map((entryAt) => directoryAt(archive) + entryAt + 42);

  test.each([
    ['a forged entry before the first', insert(0, forgedEntry, offsets)],
    ['a forged entry between two', insert(entryBytes, forgedEntry, offsets.slice(1))],
    ['a forged entry before the directory', insert(directoryAt(archive), forgedEntry)],
    ['bytes between the directory and its end', insert(archive.length - 22, Buffer.from('more'))],
    ['bytes after the end', insert(archive.length, Buffer.from('more'))],
  ])('is refused: %s', (_, bytes) => {
    expect(() => readZip(bytes)).toThrow(/holds more, or other, than its directory says|no ZIP archive/);
  });

  test('is refused where an entry has another name or length than the directory says', () => {
    for (const at of [30, 18, 8]) {
      const bytes = Buffer.from(archive);
      bytes[at] = (bytes[at] ?? 0) + 1;
      expect(() => readZip(bytes), `byte ${at}`).toThrow('holds more, or other, than its directory says');
    }
  });
});
