import { describe, expect, test } from 'vitest';
import { addLines } from '../../functions/months/indicators/add-lines.ts';
import { countTotals } from '../../functions/months/indicators/count-totals.ts';
import { createDocuments } from '../../functions/months/indicators/documents.ts';
import type { Counting, Indicator } from '../../functions/months/indicators/indicator.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import { whileAbove } from '../../functions/months/indicators/monthly-changes.ts';
import { createShardDocuments, lineOfShard } from '../../functions/months/indicators/shards.ts';
import { mergeTotals, type Totals } from '../../functions/months/indicators/totals.ts';
import { valuesOf } from '../../functions/months/publishing/values-of-totals.ts';
import { createJournal, idOf, type TestJournal } from '../publishing/journal-builder.ts';

/*
 * Ways to count collectives that no indicator has yet: by their meetings, and by any function of their documents. An entry of the catalogue is
 * all that they need, in one count and in shards.
 */

const words = { en: '', te: '', ja: '' };
const indicatorOf = (code: string, counting: Counting): Indicator => ({
  code,
  theme: 'savings',
  unit: 'collectives',
  title: words,
  definition: words,
  breakdowns: false,
  counting,
});

const metTwice = indicatorOf('met_twice', {
  way: 'distinct',
  fact: 'meeting',
  when: () => true,
  atLeast: 2,
  each: 'period',
});
const met = indicatorOf('met', { way: 'distinct', fact: 'meeting', when: () => true, each: 'period' });
/** More than 100 rupees at the bank. */
const wellBanked = indicatorOf('well_banked', {
  way: 'stock',
  of: 'collective',
  changes: ({ bank }) => whileAbove(bank, [monthNumber('2020-01'), 10_000]),
});
const catalogue = [metTwice, met, wellBanked];

const countWhole = ({ lines }: TestJournal): Totals => {
  const documents = createDocuments(catalogue);
  addLines(documents, lines);
  return countTotals(documents);
};

const shards = 16;
const countInShards = ({ lines }: TestJournal): Totals =>
  mergeTotals(
    Array.from({ length: shards }, (_, shard) => {
      const documents = createShardDocuments(catalogue, { shard, shards });
      addLines(
        documents,
        lines.flatMap((line) => lineOfShard(line, { shard, shards }) ?? []),
      );
      return countTotals(documents);
    }),
  );

describe.each([
  ['one count', countWhole],
  ['16 shards', countInShards],
])('in %s', (_, count) => {
  const figures = (journal: TestJournal, indicator: Indicator, month: string) => {
    const { month: ofMonth, financialYear, toDate } = valuesOf(count(journal), indicator, monthNumber(month));
    return [ofMonth, financialYear, toDate];
  };

  test('collectives that met count once in each period, and those that met twice in the months in which they did', () => {
    const journal = createJournal();
    for (const name of ['Padma', 'Lakshmi', 'Sita', 'Devi']) journal.member(name);
    const sheet = { Padma: 'present', Lakshmi: 'present', Sita: 'absent', Devi: 'present' } as const;
    const other = { collectiveId: idOf('other') };
    journal.meeting('1', '2026-03-31', sheet);
    journal.meeting('2', '2026-04-01', sheet);
    const again = journal.meeting('3', '2026-04-30', sheet);
    journal.meeting('4', '2026-04-02', sheet, other);
    journal.meeting('5', '2026-05-02', sheet, other);
    journal.meeting('6', '2026-05-09', sheet, other);
    expect(figures(journal, met, '2026-03')).toEqual([1, 1, 1]);
    expect(figures(journal, met, '2026-04')).toEqual([2, 2, 2]);
    expect(figures(journal, met, '2026-05')).toEqual([1, 2, 2]);
    expect(figures(journal, metTwice, '2026-03')).toEqual([0, 0, 0]);
    expect(figures(journal, metTwice, '2026-04')).toEqual([1, 1, 1]);
    expect(figures(journal, metTwice, '2026-05')).toEqual([1, 2, 2]);
    journal.reverse(again);
    expect(figures(journal, metTwice, '2026-04')).toEqual([0, 0, 0]);
    expect(figures(journal, metTwice, '2026-05')).toEqual([1, 1, 1]);
  });

  test('a collective is counted by all its money, whichever members it is of', () => {
    const journal = createJournal();
    const paid = { account: 'bank' } as const;
    const names = ['Padma', 'Lakshmi', 'Sita', 'Devi'];
    for (const name of names) journal.member(name);
    journal.meeting(
      '1',
      '2026-03-31',
      {},
      {
        attendance: names.map((name) => ({ memberId: idOf(name), status: 'present' })),
        entries: names.map((name) => ({
          memberId: idOf(name),
          kind: 'deposit',
          amountPaise: 3_000,
          ...paid,
        })),
      },
    );
    expect(figures(journal, wellBanked, '2026-02')).toEqual([0, 0, 0]);
    expect(figures(journal, wellBanked, '2026-03')).toEqual([1, 1, 1]);
  });
});
