import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../publishing/journal-builder.ts';
import { withJoins } from '../publishing/random-joins.ts';
import { searchRuns } from '../support/search.ts';
import { compareCounts } from './compare.ts';
import { multiply, randomProgramme } from './programme.ts';

/** In the middle of what is recorded, and after all of it. */
const cutoffs = ['2026-02-04T18:30:00.000Z', '2026-12-31T18:30:00.000Z'];

describe('the catalogue as SQL, over random programmes', () => {
  test('gives every value of every month as the engine does', async () => {
    let aboveZero = 0;
    await fc.assert(
      fc.asyncProperty(randomProgramme, async (lines) => {
        const comparison = await compareCounts(lines, { cutoffs });
        expect(comparison.differences).toEqual([]);
        aboveZero += comparison.aboveZero;
      }),
      searchRuns(3),
    );
    expect(aboveZero).toBeGreaterThan(150);
  });

  test('puts every person into the cell into which the engine puts her', async () => {
    await fc.assert(
      fc.asyncProperty(randomProgramme, async (lines) => {
        const comparison = await compareCounts(multiply(lines, 20), { cutoffs });
        expect(comparison.differences).toEqual([]);
      }),
      searchRuns(1),
    );
  });

  test('follows the joins and partings of women who were enrolled twice', async () => {
    await fc.assert(
      fc.asyncProperty(withJoins(randomProgramme), fc.boolean(), async (lines, isLarge) => {
        const comparison = await compareCounts(isLarge ? multiply(lines, 20) : lines, { cutoffs });
        expect(comparison.differences).toEqual([]);
      }),
      searchRuns(10),
    );
  });

  test('asks each record of a woman by itself since when she leads', async () => {
    const journal = createJournal().at('2025-12-01T10:00');
    journal.member('Padma', { joinedOn: '2025-11-15', leaderSince: '2025-12-05' });
    journal.member('Again', { joinedOn: '2025-11-15', leaderSince: '2026-01-05' });
    journal.join('Padma', 'Again');
    journal.at('2026-02-10T10:00').changeMember('Padma', { joinedOn: '2025-11-15' });
    journal.changeMember('Again', { joinedOn: '2025-11-15', leaderSince: '2026-03-05' });
    const comparison = await compareCounts(journal.lines, { cutoffs });
    expect(comparison.differences).toEqual([]);
    expect(comparison.aboveZero).toBeGreaterThan(0);
  });
});
