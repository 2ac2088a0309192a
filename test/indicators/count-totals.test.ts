import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellSeriesOf } from '../../functions/months/indicators/breakdowns.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import { seriesOf as namesOf, type Totals } from '../../functions/months/indicators/totals.ts';
import { createJournalCounter } from '../../functions/months/publishing/count-journal.ts';
import type { JournalSource } from '../../functions/shared/journal/journal-text.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';
import {
  childOf,
  countLines,
  createJournal,
  figuresOf,
  journalSourceOf,
} from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';
import { searchRuns } from '../support/search.ts';

/** Every series of the totals, so also the cells that rounding hides; months with nothing are left out. */
const seriesOf = (totals: Totals): string =>
  canonicalJson(
    Object.fromEntries(
      [...totals]
        .map(([name, series]) => [
          name,
          [...series].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b),
        ])
        .filter(([, amounts]) => amounts?.length !== 0),
    ),
  );
const countAll = (lines: readonly JournalLine[]): string => seriesOf(countLines(lines).totals);

describe('the count', () => {
  test('gives at each cutoff what its own lines give, in whatever order cutoffs and pages come', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomJournal,
        fc.array(fc.nat(150), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, days, pageSize) => {
          const whole = journalSourceOf(lines);
          const pages: JournalSource = async function* (from, to) {
            const wanted = lines.filter(
              ({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from),
            );
            for (let at = 0; at < wanted.length; at += pageSize) {
              yield* journalSourceOf(wanted.slice(at, at + pageSize))(null, to);
            }
          };
          const countTo = createJournalCounter(indicators, pages);
          for (const day of days) {
            const cutoff = new Date(Date.parse('2025-12-20T00:00:00.000Z') + day * 86_400_000).toISOString();
            const { totals, digest } = await countTo(cutoff);
            const own = journalSourceOf(lines.filter(({ recordedAt }) => recordedAt < cutoff));
            const alone = await createJournalCounter(indicators, own)(cutoff);
            expect(seriesOf(totals)).toBe(seriesOf(alone.totals));
            expect(digest).toBe((await createJournalCounter(indicators, whole)(cutoff)).digest);
          }
        },
      ),
      searchRuns(80),
    );
  });

  test('reads the journal once for cutoffs in their order, and from the beginning for an earlier one', async () => {
    const journal = createJournal();
    journal.meeting('first', '2025-04-01');
    journal.at('2026-01-01T00:00').meeting('second', '2026-01-01');
    const asked: (string | null)[] = [];
    const countTo = createJournalCounter(indicators, (from, to) => {
      asked.push(from);
      return journalSourceOf(journal.lines)(from, to);
    });
    const [early, late] = ['2025-05-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'];
    const { digest } = await countTo(early);
    expect((await countTo(late)).digest).not.toBe(digest);
    expect((await countTo(early)).digest).toBe(digest);
    expect(asked).toEqual([null, early, null]);
  });

  test('counts as if what was reversed or taken back had never been recorded, its cell included', () => {
    fc.assert(
      fc.property(randomJournal, (lines) => {
        const gone = new Set(
          lines.flatMap((line) =>
            line.type === 'meeting_reversed'
              ? [line.id, line.meetingId]
              : line.type === 'case_event_taken_back'
                ? [line.id, line.eventId]
                : line.type === 'outreach_reversed'
                  ? [line.id, line.outreachId]
                  : line.type === 'member_entry_reversed'
                    ? [line.id, line.kind === 'child' ? `${line.memberId} ${line.of}` : line.of]
                    : [],
          ),
        );
        // Children of two members have the same ids here.
        const isGoneChild = (memberId: string, child: string): boolean => gone.has(`${memberId} ${child}`);
        const rest = lines
          .filter((line) => {
            if ('child' in line) return !isGoneChild(line.memberId, line.child.id);
            if ('childId' in line) return !isGoneChild(line.memberId, line.childId) && !gone.has(line.id);
            return !gone.has('outreachId' in line ? line.outreachId : line.id) && !gone.has(line.id);
          })
          .map((line) =>
            line.type === 'member_enrolled'
              ? { ...line, children: line.children.filter(({ id }) => !isGoneChild(line.memberId, id)) }
              : line,
          );
        expect(countAll(lines)).toBe(countAll(rest));
      }),
      searchRuns(150),
    );
  });

  test('never counts an event whose taking back has the earlier place in the journal', () => {
    const journal = createJournal();
    journal.member('Padma');
    journal.openCase('case', 'Padma');
    const late = { ...journal.event('Padma', '2025-04-02', { type: 'status', status: 'closed' }) };
    const [event] = journal.lines.splice(-1);
    journal.takeBack({ ...late, recordedAt: '2025-04-03T00:00:00.000Z' });
    expect(figuresOf(journal.lines, 'cases_closed', '2025-04')[0]).toBe(0);
    if (event !== undefined) journal.lines.push({ ...event, recordedAt: '2025-04-03T00:00:00.000Z' });
    expect(figuresOf(journal.lines, 'cases_closed', '2025-04')[0]).toBe(0);
    expect(figuresOf(journal.lines, 'cases_open', '2025-04')[0]).toBe(1);
  });

  test('never counts a sheet whose reversal has the earlier place in the journal, whatever was agreed between the two', () => {
    const journal = createJournal();
    const sheet = journal.at('2025-05-10T10:00').meeting('sheet', '2025-05-10', { Padma: ['deposit', 100] });
    const reversal = { ...journal.reverse(sheet), recordedAt: '2025-05-01T00:00:00.000Z' };
    journal.lines.splice(0, 2);
    journal.at('2025-05-02T10:00').member('Padma');
    const lines = [reversal, ...journal.lines, sheet].sort(compareLines);
    for (const code of ['meetings_held', 'savings_deposited', 'savings_balance', 'members_saving']) {
      expect(figuresOf(lines, code, '2025-05'), code).toEqual([0, 0, 0]);
    }
  });

  test('never takes a member for granted whose enrolment comes later', () => {
    const journal = createJournal();
    journal.meeting('early', '2025-04-01', { Padma: ['deposit', 100] });
    journal.child('Padma', 'Anu', true, 'child_recorded');
    journal.openCase('case', 'Padma', { openedOn: '2025-04-01' });
    journal.member('Padma');
    expect(figuresOf(journal.lines, 'savings_deposited', '2025-04')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'cases_opened', '2025-04')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'meetings_held', '2025-04')).toEqual([1, 1, 1]);
    // Her stocks go by the consent's own date.
    expect(figuresOf(journal.lines, 'savings_balance', '2025-04')).toEqual([100, 100, 100]);
    expect(figuresOf(journal.lines, 'children_in_school', '2025-04')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'cases_open', '2025-04')).toEqual([1, 1, 1]);
  });

  test('lets a change stand that was recorded before the line of what it changes', () => {
    const journal = createJournal();
    journal.changeCollective('Vennela', { formedOn: '2025-06-01' });
    journal.collective('Vennela', { formedOn: '2025-05-01' });
    journal.changeMember('Padma', { joinedOn: '2025-06-01' });
    journal.member('Padma', { joinedOn: '2025-05-01' });
    journal.changeCase('case', 'Padma', { kind: 'crisis', openedOn: '2025-06-01' });
    journal.openCase('case', 'Padma', { kind: 'other', openedOn: '2025-05-01' });
    for (const code of ['collectives_active', 'members_enrolled', 'crisis_responses', 'cases_opened']) {
      expect(figuresOf(journal.lines, code, '2025-05'), code).toEqual([0, 0, 0]);
      expect(figuresOf(journal.lines, code, '2025-06'), code).toEqual([1, 1, 1]);
    }
    journal.child('Lakshmi', 'Anu', false, 'child_changed');
    journal.member('Lakshmi', { children: [childOf('Anu')] });
    expect(figuresOf(journal.lines, 'children_in_school', '2025-06')).toEqual([0, 0, 0]);
    journal.schooling('Lakshmi', 'Bala', '2025-04-02', 'enrolled');
    journal.child('Lakshmi', 'Bala', false, 'child_recorded');
    expect(figuresOf(journal.lines, 'children_in_school', '2025-06')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'children_school_age', '2025-06')).toEqual([2, 2, 2]);
  });

  test('counts a fact that comes before her record in the cell of that record, and leaves it there when she moves', () => {
    const journal = createJournal();
    journal.consent('Padma', true, '2025-04-01');
    journal.meeting('early', '2025-04-01', { Padma: ['deposit', 100] });
    journal.member('Padma', { district: 'Guntur', consents: [] });
    journal.changeMember('Padma', { district: 'Krishna' });
    const { totals } = countLines(journal.lines);
    const { first } = namesOf('members_saving');
    const savingIn = (district: string) => [...(totals.get(cellSeriesOf(first, 'district', district)) ?? [])];
    expect(savingIn('Guntur')).toEqual([[monthNumber('2025-04'), 1]]);
    expect(savingIn('Krishna')).toEqual([]);
  });

  test('puts the last minute of October in October, and the first of November in November', () => {
    const journal = createJournal();
    journal.at('2026-10-31T23:59').meeting('last', '2026-10-31');
    journal.at('2026-11-01T00:00').meeting('first', '2026-11-01');
    expect(figuresOf(journal.lines, 'meetings_held', '2026-10')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'meetings_held', '2026-11')).toEqual([1, 2, 2]);
  });

  test('knows 29 February, and where a financial year ends', () => {
    const journal = createJournal();
    journal.at('2028-02-29T10:00').member('Padma', { joinedOn: '2028-02-29' });
    journal.at('2028-03-31T10:00').meeting('old year', '2028-03-31', { Padma: ['deposit', 100] });
    journal.at('2028-04-01T10:00').meeting('new year', '2028-04-01', { Padma: ['deposit', 100] });
    expect(figuresOf(journal.lines, 'members_enrolled', '2028-02')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'members_saving', '2028-02')).toEqual([0, 0, 0]);
    expect(figuresOf(journal.lines, 'members_saving', '2028-03')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'members_saving', '2028-04')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'savings_deposited', '2028-04')).toEqual([100, 100, 200]);
  });
});
