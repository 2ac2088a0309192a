import { deserialize } from 'node:v8';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { allChanges, type LongChanges } from '../../functions/months/indicators/long-changes.ts';
import type { MemberDocument } from '../../functions/months/indicators/member-document.ts';
import { allLoans } from '../../functions/months/indicators/quiet-loans.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import { createJournalCounter, type JournalCount } from '../../functions/months/publishing/count-journal.ts';
import { openKeptCounts } from '../../functions/months/publishing/kept-counts.ts';
import { addMonths, cutoffOf } from '../../functions/shared/calendar/calendar.ts';
import type { JournalSource } from '../../functions/shared/journal/journal-text.ts';
import type { JournalLine, JournalLineOf } from '../../functions/shared/journal/line.ts';
import { createJournalSource, writeMonthFiles } from '../../functions/shared/journal/month-files.ts';
import { randomProgramme } from '../audit-count/programme.ts';
import { searchRuns } from '../support/search.ts';
import { countLines, createJournal, idOf, journalSourceOf } from './journal-builder.ts';
import { withoutZeros } from './numbers.ts';
import { toldAsOne, withJoins, withoutLeaders } from './random-joins.ts';
import { randomJournal } from './random-journal.ts';
import { createStoreDouble } from './store-double.ts';

const closes = ['2026-01-04', '2026-02-04', '2026-03-04', '2026-04-04'].map((day) => `${day}T18:30:00.000Z`);

/** A table with these lines, its private bucket, and counts that may go on from kept ones. */
const createWorld = (lines: readonly JournalLine[]) => {
  const files = createStoreDouble();
  const readLines = (from: string | null, to: string) => [
    lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from)),
  ];
  const readText = createJournalSource({
    files,
    readLines,
    alarm: (message) => {
      throw new Error(message);
    },
  });
  /** The instants from which lines were read; null: from the first. */
  const readFrom: (string | null)[] = [];
  const noting: JournalSource = (from, to) => {
    readFrom.push(from);
    return readText(from, to);
  };
  return {
    files,
    readFrom,
    keptNames: () => [...files.files.keys()].filter((name) => name.startsWith('journal/counted/')),
    close: (upTo: readonly string[]) => writeMonthFiles({ files, readLines }, upTo),
    count: async (cutoff: string, countingCode = 'this code') =>
      createJournalCounter(indicators, noting, await openKeptCounts(files, countingCode))(cutoff),
    countAll: (cutoff: string) => createJournalCounter(indicators, journalSourceOf(lines))(cutoff),
  };
};

/** Documents with long lists of changes as one list, and all loans of a woman in one: how much of them is packed says nothing. */
const unpackedIn = (documents: unknown): unknown => {
  if (documents instanceof Map) return new Map([...documents].map(([key, one]) => [key, unpackedIn(one)]));
  if (Array.isArray(documents)) return documents.map(unpackedIn);
  if (typeof documents !== 'object' || documents === null || documents instanceof Set) return documents;
  if ('packed' in documents) return allChanges(documents as LongChanges);
  const told = Object.fromEntries(Object.entries(documents).map(([key, one]) => [key, unpackedIn(one)]));
  if (!('quietLoans' in documents)) return told;
  const loans = allLoans(documents as MemberDocument).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { ...told, loans, quietLoans: null };
};

/** All that a count says, in an order of its own. */
const tell = ({ totals, programme, secret, digest, documents: { plan, ...documents } }: JournalCount) => ({
  totals: [...totals].map(([name, series]) => [name, [...series].sort(([a], [b]) => a - b)]).sort(),
  programme,
  secret,
  digest,
  documents: unpackedIn(documents),
});

/** Numbers but for leaders and causes: `toldAsOne` tells of neither. */
const countedNumbers = (totals: Totals) =>
  Object.fromEntries(
    Object.entries(withoutZeros(totals)).filter(([name]) => !/^(leaders_active|because)/.test(name)),
  );

/** A source that gives each line by itself. */
const inPieces = (lines: readonly JournalLine[]): JournalSource =>
  async function* (from, to) {
    for (const line of lines) yield* journalSourceOf([line])(from, to);
  };

const inLife = fc.integer({ min: 0, max: 119 });

describe('a kept count', () => {
  test('goes on to the same count as one of every line, month after month and in between', async () => {
    await fc.assert(
      fc.asyncProperty(randomJournal, fc.array(inLife, { maxLength: 3 }), async (lines, days) => {
        const world = createWorld(lines);
        for (const [index, close] of closes.entries()) {
          await world.close(closes.slice(0, index + 1));
          expect(tell(await world.count(close))).toEqual(tell(await world.countAll(close)));
          expect(world.readFrom.at(-2)).toBe(closes[index - 1] ?? null);
          expect(world.keptNames()).toHaveLength(index + 1);
        }
        for (const day of days) {
          const cutoff = new Date(Date.parse('2025-12-28T00:00:00.000Z') + day * 86_400_000).toISOString();
          expect(tell(await world.count(cutoff))).toEqual(tell(await world.countAll(cutoff)));
        }
      }),
      searchRuns(60),
    );
  });

  test('goes on to the same count over two years, whatever month a later line tells of', async () => {
    const months = Array.from({ length: 24 }, (_, index) => addMonths('2024-01', index));
    const journal = createJournal().at('2024-01-02T10:00');
    for (const name of ['Padma', 'Sita']) journal.member(name, { joinedOn: '2024-01-02' });
    const sheets: JournalLineOf<'meeting_held'>[] = [];
    for (const [index, month] of months.entries()) {
      journal.at(`${month}-10T10:00`);
      // A loan is repaid a month, or a year and a half, after it was given.
      const loanId = idOf(`loan ${index === 19 ? 2 : index - (index % 2)}`);
      journal.meeting(
        `sheet of ${month}`,
        `${month}-10`,
        { Padma: ['deposit', 100 + index], Sita: 'present' },
        {
          entries: [
            { memberId: idOf('Padma'), kind: 'deposit', amountPaise: 100 + index },
            { memberId: idOf('Sita'), kind: 'deposit', amountPaise: 2 ** 33 },
            { memberId: idOf('Sita'), kind: index % 2 === 0 ? 'loan' : 'repayment', amountPaise: 70, loanId },
          ],
        },
      );
      const line = journal.lines.at(-1);
      if (line?.type === 'meeting_held') sheets.push(line);
      const early = sheets[index - 9];
      if (index % 5 === 4 && early !== undefined) journal.reverse(early);
      if (index % 7 === 6)
        journal.meeting(`late ${index}`, `${addMonths(month, -6)}-20`, { Padma: ['deposit', 9] });
      if (index === 10) journal.consent('Sita', false, `${month}-10`);
      if (index === 15) journal.consent('Sita', true, `${addMonths(month, -12)}-10`);
      if (index === 18) journal.changeMember('Padma', { district: 'Krishna', fields: ['district'] });
    }
    const world = createWorld(journal.lines);
    const ends = months.map((month) => cutoffOf(month, 5).toISOString());
    const packed: number[] = [];
    const quiet: number[] = [];
    for (const [index, end] of ends.entries()) {
      await world.close(ends.slice(0, index + 1));
      const count = await world.count(end);
      expect(tell(count)).toEqual(tell(await world.countAll(end)));
      expect(world.readFrom.at(-2)).toBe(ends[index - 1] ?? null);
      packed.push(count.documents.members.get(idOf('Padma'))?.savings.packed.length ?? 0);
      quiet.push(count.documents.members.get(idOf('Sita'))?.quietLoans?.loans.split('\n').length ?? 0);
    }
    // It was packed indeed, ever more, unpacked where a line told of an early month, and packed again.
    expect(packed.filter((length) => length > 0).length).toBeGreaterThan(20);
    expect(packed.at(-1)).toBeGreaterThan(40);
    // In the twentieth month one of the quiet loans was repaid.
    expect(quiet.slice(17)).toEqual([8, 8, 8, 9, 10, 10, 11]);
  });

  test('goes on to the same count where records are joined and parted, whichever closes lie between', async () => {
    await fc.assert(
      fc.asyncProperty(
        withJoins(randomProgramme),
        fc.array(inLife, { maxLength: 3 }),
        async (lines, days) => {
          const world = createWorld(lines);
          for (const [index, close] of closes.entries()) {
            await world.close(closes.slice(0, index + 1));
            expect(tell(await world.count(close))).toEqual(tell(await world.countAll(close)));
          }
          for (const day of days) {
            const cutoff = new Date(Date.parse('2025-12-28T00:00:00.000Z') + day * 86_400_000).toISOString();
            expect(tell(await world.count(cutoff))).toEqual(tell(await world.countAll(cutoff)));
          }
        },
      ),
      searchRuns(20),
    );
  });

  test('counts up to ascending cutoffs as each is counted by itself, where records are joined between', async () => {
    await fc.assert(
      fc.asyncProperty(withJoins(randomProgramme), async (lines) => {
        const countTo = createJournalCounter(indicators, inPieces(lines));
        for (const close of closes) {
          const known = lines.filter(({ recordedAt }) => recordedAt < close);
          const { totals } = countLines(toldAsOne(withoutLeaders(known)));
          const counted = (await countTo(close)).totals;
          expect(countedNumbers(counted)).toEqual(countedNumbers(totals));
        }
      }),
      searchRuns(20),
    );
  });

  test('is of use still after a join of a record that it did not name, and after no other', async () => {
    const journal = createJournal().at('2025-12-10T10:00');
    journal.member('Padma', { joinedOn: '2025-12-01' });
    journal.member('Sita', { joinedOn: '2025-12-01' });
    journal.at('2026-01-10T10:00').member('Padma again', { joinedOn: '2026-01-01' });
    journal.at('2026-01-20T10:00').join('Padma', 'Padma again');
    const later = journal.lines.slice();
    journal.at('2026-02-20T10:00').join('Padma', 'Sita');
    const [first = '', second = '', third = ''] = closes;
    const world = createWorld(later);
    await world.close([first]);
    await world.count(first);
    await world.close([first, second]);
    world.readFrom.length = 0;
    expect(tell(await world.count(second))).toEqual(tell(await world.countAll(second)));
    // Told of two women, then again of one; never from the beginning.
    expect(world.readFrom).not.toContain(null);

    const another = createWorld(journal.lines);
    for (const upTo of [[first], [first, second]]) {
      await another.close(upTo);
      await another.count(upTo.at(-1) ?? '');
    }
    await another.close([first, second, third]);
    another.readFrom.length = 0;
    expect(tell(await another.count(third))).toEqual(tell(await another.countAll(third)));
    expect(another.readFrom).toContain(null);
  });

  test('tells right of a record whose first line comes after its join', async () => {
    const journal = createJournal().at('2025-12-10T10:00');
    journal.join('Padma', 'Padma again');
    journal.at('2026-01-10T10:00').member('Padma again', { joinedOn: '2026-01-01' });
    journal.member('Padma', { joinedOn: '2026-01-01' });
    const countTo = createJournalCounter(indicators, journalSourceOf(journal.lines));
    for (const close of closes) {
      const { totals, documents } = await countTo(close);
      expect(documents.members.size).toBe(close === closes[0] ? 0 : 1);
      expect(totals.has('members_enrolled.first')).toBe(close !== closes[0]);
    }
  });

  test('draws lots from the member who was named first, though she is joined to another', async () => {
    const journal = createJournal().at('2025-12-10T10:00');
    journal.member('Padma');
    journal.member('Sita');
    const [first = '', second = ''] = closes;
    journal.at('2026-01-20T10:00').join('Sita', 'Padma');
    const world = createWorld(journal.lines);
    await world.close([first]);
    await world.close([first, second]);
    expect((await world.count(second)).secret).toBe(idOf('Padma'));
    expect((await world.countAll(second)).secret).toBe(idOf('Padma'));
  });

  test('that is damaged anywhere counts as none', async () => {
    await fc.assert(
      fc.asyncProperty(randomJournal, fc.nat(), fc.boolean(), async (lines, at, isCutOff) => {
        const world = createWorld(lines);
        const [first = '', second = ''] = closes;
        await world.close([first]);
        await world.count(first);
        const [name = ''] = world.keptNames();
        const bytes = Buffer.from(world.files.files.get(name) ?? '');
        const place = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(place) ^ 0x10, place);
        world.files.files.set(name, isCutOff ? bytes.subarray(0, place) : bytes);
        await world.close([first, second]);
        expect(tell(await world.count(second))).toEqual(tell(await world.countAll(second)));
        expect(world.readFrom.at(-2)).toBeNull();
      }),
      searchRuns(60),
    );
  });

  test('has few documents of a kind in each of its parts, however many there are', async () => {
    const journal = createJournal();
    journal.at('2025-12-01T10:00');
    const names = Array.from({ length: 250 }, (_, nth) => `woman ${nth}`);
    for (const name of names) {
      journal.member(name);
      journal.request(name, '2025-12-01');
    }
    for (let day = 1; day <= 28; day += 1) {
      for (let year = 2000; year < 2010; year += 1) {
        journal
          .at(`2025-12-${String(day).padStart(2, '0')}T11:00`)
          .targets(`${year}-${year % 100}`, { pensions: day });
      }
    }
    const world = createWorld(journal.lines);
    const [first = ''] = closes;
    await world.close([first]);
    await world.count(first);
    const [name = ''] = world.keptNames();
    const text = zstdDecompressSync((world.files.files.get(name) ?? Buffer.alloc(0)).subarray(32));
    const sizes = new Map<string, number[]>();
    for (let at = 0; at < text.length; ) {
      const end = at + 4 + text.readUInt32LE(at);
      const part: unknown = deserialize(text.subarray(at + 4, end));
      if (Array.isArray(part)) sizes.set(part[0], [...(sizes.get(part[0]) ?? []), part[1].length]);
      at = end;
    }
    expect(sizes.get('members')).toEqual([100, 100, 50]);
    expect(sizes.get('requests')).toEqual([100, 100, 50]);
    expect(sizes.get('programme')).toEqual([100, 100, 80]);
    expect(Math.max(...[...sizes.values()].flat())).toBe(100);
    expect(tell(await world.count(first))).toEqual(tell(await world.countAll(first)));
  });

  test('serves neither other code nor other lines', async () => {
    const [lines = []] = fc.sample(randomJournal, { numRuns: 1, seed: 7 });
    const [first = '', second = ''] = closes;
    const world = createWorld(lines);
    await world.close([first]);
    await world.count(first);
    await world.count(first, 'other code');
    expect(world.readFrom).toEqual([null, first, null, first]);

    const other = createWorld(lines.slice(1));
    await other.close([first]);
    for (const [name, bytes] of world.files.files) {
      if (name.startsWith('journal/counted/')) other.files.files.set(name, bytes);
    }
    await other.close([first, second]);
    expect(tell(await other.count(second))).toEqual(tell(await other.countAll(second)));
    expect(other.readFrom[0]).toBeNull();
  });

  test('is read by a preview, which may write none', async () => {
    const [lines = []] = fc.sample(randomJournal, { numRuns: 1, seed: 8 });
    const [first = '', second = ''] = closes;
    const world = createWorld(lines);
    await world.close([first]);
    const readOnly = { read: world.files.read };
    const source = journalSourceOf(lines);
    await createJournalCounter(indicators, source, await openKeptCounts(readOnly, 'this code'))(second);
    expect(world.keptNames()).toEqual([]);
    await world.count(first);
    expect(world.keptNames()).toHaveLength(1);
    const asked: (string | null)[] = [];
    const noting: JournalSource = (from, to) => {
      asked.push(from);
      return source(from, to);
    };
    await createJournalCounter(indicators, noting, await openKeptCounts(readOnly, 'this code'))(second);
    expect(asked).toEqual([first]);
  });
});
