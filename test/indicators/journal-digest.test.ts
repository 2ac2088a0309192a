import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJournalDigest } from '../../functions/months/indicators/journal-digest.ts';
import { parseJournalText, toJournalText } from '../../functions/shared/journal/journal-text.ts';
import { type JournalLine, journalLine } from '../../functions/shared/journal/line.ts';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';
import { createJournal } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';

const manyLines = () => {
  const journal = createJournal();
  for (let at = 0; at < 200; at += 1) {
    journal.meeting(`${at}`, '2025-04-01');
  }
  return journal.lines.map((line) => journalLine().parse(line));
};

/** Of lines that come in pieces. */
const digestOf = (...pieces: readonly (readonly JournalLine[])[]): string => {
  const digest = createJournalDigest();
  for (const lines of pieces) digest.add(toJournalText(lines));
  return digest.digest();
};

describe('the digest of the journal', () => {
  test('is the same in whatever pieces the lines come', () => {
    const lines = manyLines();
    const whole = digestOf(lines);
    expect(whole).toMatch(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(fc.array(fc.nat(lines.length), { maxLength: 6 }), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), lines.length];
        expect(digestOf(...ends.map((end, at) => lines.slice(ends[at - 1] ?? 0, end)))).toBe(whole);
      }),
    );
  });

  test('is that of each block of 64 lines with the hash of the blocks before', () => {
    const text = toJournalText(manyLines()).toString().split('\n').slice(0, -1);
    const blocks = Array.from({ length: 4 }, (_, at) => text.slice(at * 64, at * 64 + 64));
    const sha256 = (before: string, lines: readonly string[]) =>
      hash('sha256', before + lines.map((line) => `${line}\n`).join(''));
    expect(digestOf(manyLines())).toBe(blocks.reduce(sha256, ''));
  });

  test('goes on after it was asked for', () => {
    const digest = createJournalDigest();
    digest.add(toJournalText(manyLines().slice(0, 100)));
    expect(digest.digest()).toBe(digestOf(manyLines().slice(0, 100)));
    digest.add(toJournalText(manyLines().slice(100)));
    expect(digest.digest()).toBe(digestOf(manyLines()));
  });

  test('goes on from a position that was kept', () => {
    const lines = manyLines();
    fc.assert(
      fc.property(fc.nat(lines.length), (kept) => {
        const before = createJournalDigest();
        before.add(toJournalText(lines.slice(0, kept)));
        const after = createJournalDigest(before.position());
        after.add(toJournalText(lines.slice(kept)));
        expect(after.digest()).toBe(digestOf(lines));
      }),
    );
  });

  test('is another for other lines, another order, or one line less', () => {
    const lines = manyLines();
    const [first, second, ...rest] = lines;
    if (first === undefined || second === undefined) throw new Error('no lines');
    const digests = [
      lines,
      [second, first, ...rest],
      [second, ...rest],
      lines.slice(0, -1),
      [{ ...first, actor: 'system' as const }, second, ...rest],
      [],
    ].map((some) => digestOf(some));
    expect(new Set(digests).size).toBe(digests.length);
  });

  test('does not depend on when a publication was registered', () => {
    const lines = manyLines();
    const publication = journalLine().parse({
      type: 'publication',
      id: lines[0]?.id,
      recordedAt: lines[0]?.recordedAt,
      actor: 'system',
      ordinal: 1,
      month: '2025-03',
      version: 1,
      cutoff: lines[0]?.recordedAt,
      reason: null,
    });
    expect(digestOf([publication, ...lines])).toBe(digestOf(lines));
  });
});

describe('the text of the journal', () => {
  test('reads as the lines that were written', () => {
    fc.assert(
      fc.property(randomJournal, (lines) => {
        const parsed = lines.map((line) => journalLine().parse(line));
        expect([...parseJournalText(toJournalText(parsed))]).toEqual(
          parsed.map((line) => JSON.parse(JSON.stringify(line))),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a parsed line as JSON', () => {
  const reverseKeys = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reverseKeys)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, reverseKeys(member)]),
          )
        : value;

  test('is canonical, in whatever order its fields came', () => {
    fc.assert(
      fc.property(randomJournal, (lines) => {
        const journal = createJournal();
        journal.targets('2026-27', { pensions: 1, aadhaar_cards: 2 });
        for (const line of [...lines, ...journal.lines]) {
          expect(JSON.stringify(journalLine().parse(reverseKeys(line)))).toBe(canonicalJson(line));
        }
      }),
      { numRuns: 30 },
    );
  });
});
