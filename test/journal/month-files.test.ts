import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJournalText } from '../../functions/shared/journal/journal-text.ts';
import {
  createJournalSource,
  listFileName,
  monthFileName,
  writeMonthFiles,
} from '../../functions/shared/journal/month-files.ts';
import { createJournal } from '../publishing/journal-builder.ts';
import { createStoreDouble } from '../publishing/store-double.ts';

const days = Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2026, 7, 1 + day)).toISOString());
const dayAt = (index: number): string => days[index] ?? '';

/** A line every twelve hours for forty days, a table that notes what is asked of it, and a bucket. */
const createWorld = () => {
  const journal = createJournal();
  for (const day of days) {
    journal.at(`${day.slice(0, 10)}T03:00`).meeting(`${day} early`, '2026-08-01');
    journal.at(`${day.slice(0, 10)}T15:00`).meeting(`${day} late`, '2026-08-01');
  }
  const asked: (readonly [string | null, string])[] = [];
  const linesOf = (from: string | null, to: string) =>
    journal.lines.filter(({ recordedAt }) => (from === null || recordedAt >= from) && recordedAt < to);
  const files = createStoreDouble();
  const alarms: string[] = [];
  const deps = {
    files,
    readLines: (from: string | null, to: string) => {
      asked.push([from, to]);
      // In pages.
      const lines = linesOf(from, to);
      return [lines.slice(0, 5), lines.slice(5)];
    },
    alarm: (message: string) => {
      alarms.push(message);
    },
  };
  const read = async (from: string | null, to: string): Promise<string> => {
    let text = '';
    for await (const piece of createJournalSource(deps)(from, to)) text += piece.toString();
    return text;
  };
  return {
    journal,
    files,
    deps,
    asked,
    alarms,
    read,
    textOf: (from: string | null, to: string) => toJournalText(linesOf(from, to)).toString(),
  };
};

describe('month files', () => {
  test('give, with the table, exactly the lines that are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(39), { maxLength: 4 }),
        fc.option(fc.nat(39)),
        fc.nat(39),
        async (closes, from, to) => {
          const world = createWorld();
          // At closes one after another, as months go by.
          for (const [at] of closes.entries()) {
            await writeMonthFiles(world.deps, closes.slice(0, at + 1).map(dayAt));
          }
          const first = from === null ? null : dayAt(from);
          expect(await world.read(first, dayAt(to))).toBe(world.textOf(first, dayAt(to)));
          expect(world.alarms).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('are named by the hash of their text, which lies compressed in them, and listed in order', async () => {
    const { files, deps, textOf } = createWorld();
    await writeMonthFiles(deps, [dayAt(20), dayAt(10)]);
    const { files: listed } = JSON.parse(files.files.get(listFileName)?.toString() ?? '');
    expect(listed).toMatchObject([
      { from: null, to: dayAt(10) },
      { from: dayAt(10), to: dayAt(20) },
    ]);
    for (const { from, to, sha256, bytes } of listed) {
      const text = zstdDecompressSync(files.files.get(monthFileName(sha256)) ?? '');
      expect(text.toString()).toBe(textOf(from, to));
      expect(text).toHaveLength(bytes);
    }
  });

  test('are all that is read of closed months; only what is recorded since comes from the table', async () => {
    const { deps, asked, read } = createWorld();
    await writeMonthFiles(deps, [dayAt(10), dayAt(20)]);
    asked.length = 0;
    await read(null, dayAt(20));
    expect(asked).toEqual([]);
    await read(null, dayAt(25));
    expect(asked).toEqual([[dayAt(20), dayAt(25)]]);
  });

  test('are written once: a further close writes its own month alone', async () => {
    const { deps, asked, files } = createWorld();
    await writeMonthFiles(deps, [dayAt(10)]);
    const before = new Map(files.files);
    asked.length = 0;
    await writeMonthFiles(deps, [dayAt(10), dayAt(20)]);
    expect(asked).toEqual([[dayAt(10), dayAt(20)]]);
    for (const [name, bytes] of before) {
      if (name !== listFileName) expect(files.files.get(name)).toBe(bytes);
    }
  });

  test('are not looked into unless their hash is right, and made again by who may write', async () => {
    const world = createWorld();
    await writeMonthFiles(world.deps, [dayAt(10)]);
    const [name = ''] = [...world.files.files.keys()].filter((one) => one !== listFileName);
    const whole = world.files.files.get(name);
    world.files.files.set(name, Buffer.from('{}'));
    const readOnly = { ...world.deps, files: { read: world.files.read } };
    for await (const text of createJournalSource(readOnly)(null, dayAt(10))) {
      expect(text.toString()).toBe(world.textOf(null, dayAt(10)));
    }
    expect(world.files.files.get(name)?.toString()).toBe('{}');
    expect(await world.read(null, dayAt(10))).toBe(world.textOf(null, dayAt(10)));
    expect(world.files.files.get(name)).toEqual(whole);
    expect(world.alarms).toHaveLength(2);
  });

  test('stop the reader if one is lost and the table has other lines by now', async () => {
    const { journal, deps, files, read } = createWorld();
    await writeMonthFiles(deps, [dayAt(10)]);
    journal.lines.splice(3, 1);
    expect(await read(null, dayAt(10))).not.toBe('');
    for (const name of [...files.files.keys()]) if (name !== listFileName) files.files.delete(name);
    await expect(read(null, dayAt(10))).rejects.toThrow('is not what it was at the close');
  });
});
