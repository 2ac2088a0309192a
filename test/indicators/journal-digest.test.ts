import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../functions/domain/canonical-json.ts';
import { chainLines, digestOf, emptyChain } from '../../functions/indicators/journal-digest.ts';
import { journalLine } from '../../functions/journal/line.ts';
import { createJournal } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';

const manyLines = () => {
  const journal = createJournal();
  for (let at = 0; at < 200; at += 1) {
    journal.meeting(`${at}`, '2025-04-01');
  }
  return journal.lines.map((line) => journalLine.parse(line));
};

describe('the digest of the journal', () => {
  it('is the same in whatever pieces the lines come', () => {
    const lines = manyLines();
    const whole = digestOf(chainLines(emptyChain, lines));
    expect(whole).toMatch(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(fc.array(fc.nat(lines.length), { maxLength: 6 }), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), lines.length];
        let from = 0;
        let chain = emptyChain;
        for (const end of ends) {
          chain = chainLines(chain, lines.slice(from, end));
          from = end;
        }
        expect(digestOf(chain)).toBe(whole);
      }),
    );
  });

  it('is another for other lines, another order, or one line less', () => {
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
    ].map((some) => digestOf(chainLines(emptyChain, some)));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('does not depend on when a publication was registered', () => {
    const lines = manyLines();
    const publication = journalLine.parse({
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
    expect(digestOf(chainLines(emptyChain, [publication, ...lines]))).toBe(
      digestOf(chainLines(emptyChain, lines)),
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

  it('is canonical, in whatever order its fields came', () => {
    fc.assert(
      fc.property(randomJournal, (lines) => {
        const journal = createJournal();
        journal.targets('2026-27', { pensions: 1, aadhaar_cards: 2 });
        for (const line of [...lines, ...journal.lines]) {
          expect(JSON.stringify(journalLine.parse(reverseKeys(line)))).toBe(canonicalJson(line));
        }
      }),
      { numRuns: 30 },
    );
  });
});
