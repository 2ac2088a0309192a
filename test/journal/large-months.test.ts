import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compressText, decompressText } from '../../functions/shared/journal/compressed-text.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { createJournalSource, writeMonthFiles } from '../../functions/shared/journal/month-files.ts';
import { createJournal } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';
import { heldMB } from '../support/held-memory.ts';

const pages = 24;
const pagesBetweenLooks = 8;
const to = '2026-09-01T00:00:00.000Z';

/** A month of 24 pages, each of a megabyte of text in one line. */
const createLargeMonth = () => {
  const journal = createJournal();
  journal.at('2026-08-01T03:00').meeting('large', '2026-08-01');
  const [line] = journal.lines.filter((one) => one.type === 'meeting_held');
  if (line === undefined) throw new Error('There is no line.');
  const entry = { memberId: line.id, kind: 'fine', amountPaise: 1 } as const;
  const large: JournalLine = { ...line, entries: Array.from({ length: 12_500 }, () => entry) };
  const held: number[] = [];
  return {
    held,
    files: createStoreDouble(),
    alarm: () => {},
    readLines: async function* () {
      for (let page = 0; page < pages; page += 1) {
        yield [large];
        if (page % pagesBetweenLooks === pagesBetweenLooks - 1) held.push(heldMB());
      }
    },
  };
};

describe('a month larger than the memory', () => {
  test('is written without being held', async () => {
    const before = heldMB();
    const month = createLargeMonth();
    await writeMonthFiles(month, [to]);
    expect(month.held).toHaveLength(pages / pagesBetweenLooks);
    expect(Math.max(...month.held) - before).toBeLessThan((pages * 3) / 4);
  });

  test('is read in pieces of whole lines, and without being held', async () => {
    const month = createLargeMonth();
    await writeMonthFiles(month, [to]);
    const before = heldMB();
    const held: number[] = [];
    let bytes = 0;
    let pieces = 0;
    for await (const text of createJournalSource(month)(null, to)) {
      bytes += text.length;
      expect(text.at(-1)).toBe(0x0a);
      pieces += 1;
      if (pieces % pagesBetweenLooks === 0) held.push(heldMB());
    }
    expect(held.length).toBeGreaterThan(1);
    expect(bytes).toBeGreaterThan(pages * 1_000_000);
    expect(Math.max(...held) - before).toBeLessThan((pages * 3) / 4);
  });
});

test('a text is compressed and decompressed as it is, however its lines lie in the pieces', async () => {
  const line = fc.string().map((text) => `${JSON.stringify(text)}\n`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line)), async (pieces) => {
      const text = pieces.flat().join('');
      const { compressed, bytes } = await compressText(pieces.map((lines) => Buffer.from(lines.join(''))));
      expect([zstdDecompressSync(compressed).toString(), bytes]).toEqual([text, Buffer.byteLength(text)]);
      let read = '';
      for await (const piece of decompressText(compressed)) read += piece.toString();
      expect(read).toBe(text);
    }),
    { numRuns: 50 },
  );
});
