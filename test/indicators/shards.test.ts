import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLines } from '../../functions/months/indicators/add-lines.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { countTotals } from '../../functions/months/indicators/count-totals.ts';
import { joinsOf } from '../../functions/months/indicators/joined-records.ts';
import { createShardDocuments, lineOfShard, shardOf } from '../../functions/months/indicators/shards.ts';
import { mergeTotals, type Totals } from '../../functions/months/indicators/totals.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { randomProgramme } from '../audit-count/programme.ts';
import { countLines, createJournal, idOf } from '../publishing/journal-builder.ts';
import { withoutZeros } from '../publishing/numbers.ts';
import { withJoins } from '../publishing/random-joins.ts';
import { randomJournal } from '../publishing/random-journal.ts';
import { searchRuns } from '../support/search.ts';

const countShard = (lines: readonly JournalLine[], shard: number, shards: number): Totals => {
  const documents = createShardDocuments(indicators, { shard, shards }, joinsOf(lines));
  addLines(
    documents,
    lines.flatMap((line) => lineOfShard(line, { shard, shards }, joinsOf(lines)) ?? []),
  );
  return countTotals(documents);
};

const countInShards = (lines: readonly JournalLine[], shards: number): Totals =>
  mergeTotals(Array.from({ length: shards }, (_, shard) => countShard(lines, shard, shards)));

describe('a count in shards', () => {
  it('adds up to the count of the whole, of any journal in any number of shards', () => {
    fc.assert(
      fc.property(
        fc.oneof(randomJournal, withJoins(randomProgramme)),
        fc.constantFrom(1, 2, 3, 16),
        (lines, shards) => {
          expect(withoutZeros(countInShards(lines, shards))).toEqual(withoutZeros(countLines(lines).totals));
        },
      ),
      searchRuns(40),
    );
  });

  it('counts what has no member once: collectives, outreach, meetings held and taken back', () => {
    const journal = createJournal();
    journal.collective('collective');
    journal.member('Padma');
    journal.meeting('empty', '2025-04-10');
    const taken = journal.meeting('taken back', '2025-04-11', { Padma: 'present' });
    journal.reverse(taken);
    journal.outreach('2025-04-12', { kind: 'media_story' });
    const whole = withoutZeros(countLines(journal.lines).totals);
    expect(whole).toMatchObject({ 'meetings_held.amount': expect.anything() });
    expect(withoutZeros(countInShards(journal.lines, 16))).toEqual(whole);
  });
});

describe('the shard of a member', () => {
  it('takes about as many members as each other', () => {
    const counts = new Array<number>(16).fill(0);
    for (let at = 0; at < 16_000; at += 1) {
      const shard = shardOf(idOf(`member ${at}`), 16);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });

  it('is handed no row of another’s', () => {
    const journal = createJournal();
    const sheet = journal.meeting('sheet', '2025-04-10', {
      Padma: ['deposit', 100],
      Lakshmi: ['deposit', 50],
    });
    const shards = 16;
    const own = shardOf(idOf('Padma'), shards);
    expect(own).not.toBe(shardOf(idOf('Lakshmi'), shards));
    expect(lineOfShard(sheet, { shard: own, shards })).toMatchObject({
      attendance: [{ memberId: idOf('Padma') }],
      entries: [{ memberId: idOf('Padma') }],
    });
  });
});
