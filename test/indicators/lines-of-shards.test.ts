import { describe, expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { createShardDocuments, lineOfShard, shardOf } from '../../functions/months/indicators/shards.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { createJournal, idOf } from '../publishing/journal-builder.ts';

const shards = 16;
const names = ['Padma', 'Lakshmi', 'Sita', 'Devi', 'Anu', 'Radha'];
/** Two who are neither in shard 0 nor in the same one. */
const [one = '', two = ''] = names.filter(
  (name, index) =>
    shardOf(idOf(name), shards) !== 0 &&
    names.findIndex((other) => shardOf(idOf(other), shards) === shardOf(idOf(name), shards)) === index,
);
const [first, second] = [shardOf(idOf(one), shards), shardOf(idOf(two), shards)];
const nobody = Array.from({ length: shards }, (_, shard) => shard).find(
  (shard) => shard !== 0 && shard !== first && shard !== second,
);
const of = (line: JournalLine, shard: number | undefined) =>
  lineOfShard(line, { shard: shard ?? -1, shards });

describe('a shard gets', () => {
  test('the members whose ids end like it', () => {
    expect(shardOf('01980000-0000-7000-8000-0000fffffff5', 16)).toBe(5);
    expect(shardOf('01980000-0000-7000-8000-000000000010', 16)).toBe(0);
    expect(shardOf('01980000-0000-7000-8000-000000000010', 3)).toBe(1);
    expect(shardOf('01980000-0000-7000-8000-ffff00000000', 16)).toBe(0);
  });

  test('of a sheet, taken back or not, the rows of its own; the first the whole sheet, since it counts the group', () => {
    const journal = createJournal();
    const held = journal.meeting(
      '1',
      '2026-03-07',
      { [one]: ['deposit', 5], [two]: 'absent' },
      { lines: [{ kind: 'bank_deposit', amountPaise: 5 }] },
    );
    const taken = { ...journal.reverse(held), lines: held.lines };
    for (const line of [held, taken]) {
      expect(of(line, first)).toEqual({ ...line, attendance: [line.attendance[0]], entries: line.entries });
      expect(of(line, second)).toEqual({ ...line, attendance: [line.attendance[1]], entries: [] });
      expect(of(line, 0)).toBe(line);
      expect(of(line, nobody)).toBeUndefined();
    }
  });

  test('an entry of one whom the attendance does not list', () => {
    const held = createJournal().meeting('1', '2026-03-07', { [one]: ['deposit', 5] }, { attendance: [] });
    expect(of(held, first)).toMatchObject({ attendance: [], entries: held.entries });
  });

  test('of an opening its own members; the first the whole opening', () => {
    const member = (name: string) => ({ memberId: idOf(name), savingsPaise: 5, loans: [] });
    const line = createJournal().openBooks('2026-03-01', {
      bankPaise: 7,
      members: [member(one), member(two)],
      borrowings: [
        {
          borrowingId: idOf('borrowing'),
          source: 'bank_linkage',
          sanctionedOn: '2026-01-01',
          principalPaise: 9,
          outstandingPaise: 3,
        },
      ],
    });
    expect(of(line, first)).toEqual({ ...line, members: [member(one)] });
    expect(of(line, 0)).toBe(line);
    expect(of(line, nobody)).toBeUndefined();
  });

  test('each roster with its own, none too, and each reversal of outreach', () => {
    const journal = createJournal();
    const held = journal.outreach('2026-03-01', {});
    const roster = journal.roster(held, { [one]: 'facilitator', [two]: 'participant' });
    const taken = journal.reverseOutreach(held);
    expect(of(roster, second)).toEqual({ ...roster, participants: [roster.participants[1]] });
    expect(of(roster, nobody)).toEqual({ ...roster, participants: [] });
    for (const shard of [0, first, nobody]) expect(of(taken, shard)).toBe(taken);
    expect([of(held, 0), of(held, first)]).toEqual([held, undefined]);
  });

  test('the lines of its own members, and the first those of nobody', () => {
    const journal = createJournal();
    const enrolled = journal.member(one);
    const formed = journal.collective('group');
    expect([of(enrolled, first), of(enrolled, second), of(enrolled, 0)]).toEqual([
      enrolled,
      undefined,
      undefined,
    ]);
    expect([of(formed, 0), of(formed, first)]).toEqual([formed, undefined]);
  });

  test('the numbers of members and their requests, and the first all numbers', () => {
    const codesOf = (shard: number): string[] => {
      const { facts, distinct, distinctOfMember, stocks, ratiosOfStocks } = createShardDocuments(indicators, {
        shard,
        shards,
      }).plan;
      const series = [
        ...Object.values(facts).flatMap(({ tallies }) => tallies.map((tally) => tally.series)),
        ...[...distinct, ...distinctOfMember].map((planned) => planned.series.first),
        ...Object.values(stocks).flatMap((planned) => planned.map((stock) => stock.series)),
        ...ratiosOfStocks.map((planned) => planned.series.numerator),
      ];
      return [...new Set(series.map((name) => name.split('.')[0] ?? ''))].sort();
    };
    expect(codesOf(0)).toEqual(indicators.map(({ code }) => code).sort());
    const ofMembers = ['members_active', 'savings_balance', 'talks_held', 'help_helped', 'requests_overdue'];
    const ofNoMember = ['meetings_held', 'bank_balance', 'leadership_trainings', 'demands_answered'];
    expect(codesOf(1)).toEqual(expect.arrayContaining(ofMembers));
    expect(codesOf(1).filter((code) => ofNoMember.includes(code))).toEqual([]);
  });
});
