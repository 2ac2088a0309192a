import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { randomProgramme } from '../audit-count/programme.ts';
import { countLines } from '../publishing/journal-builder.ts';
import { toldAsOne, withJoins, withoutJoins } from '../publishing/random-joins.ts';
import { searchRuns } from '../support/search.ts';

/** Totals without zeros, which say nothing, to be compared. */
const numbersOf = (lines: readonly JournalLine[]) => withoutZeros(countLines(lines).totals);
const withoutZeros = (totals: Totals) =>
  Object.fromEntries(
    [...totals].flatMap(([name, series]) => {
      const amounts = [...series].filter(([, amount]) => amount !== 0);
      return amounts.length === 0 ? [] : [[name, Object.fromEntries(amounts)]];
    }),
  );

const programme = withJoins(randomProgramme);

/** Nobody leads: `toldAsOne` can't tell of a woman who leads by two records. */
const withoutLeaders = (lines: readonly JournalLine[]): JournalLine[] =>
  lines.map((line) =>
    line.type === 'member_enrolled' || line.type === 'member_changed'
      ? { ...line, leaderSince: undefined }
      : line,
  );

describe('a programme with joined records', () => {
  test('counts, after any line, as one in which she was one from the beginning', () => {
    fc.assert(
      fc.property(programme, fc.nat(), (lines, at) => {
        const known = withoutLeaders(lines.slice(0, 1 + (at % lines.length)));
        expect(numbersOf(known)).toEqual(numbersOf(toldAsOne(known)));
      }),
      searchRuns(100),
    );
  });

  test('counts, once all are parted, as one without a join', () => {
    fc.assert(
      fc.property(programme, (lines) => {
        const parted = lines.flatMap((line): JournalLine[] =>
          line.type === 'members_joined'
            ? [line, { ...line, type: 'members_parted' }]
            : line.type === 'members_parted'
              ? []
              : [line],
        );
        expect(numbersOf(parted)).toEqual(numbersOf(withoutJoins(lines)));
      }),
      searchRuns(40),
    );
  });
});
