import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import { createJournalCounter } from '../../functions/months/publishing/count-journal.ts';
import type { JournalSource } from '../../functions/shared/journal/journal-text.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { canonicalJson } from '../../functions/shared/text/canonical-json.ts';
import { acceptedLines } from '../audit-count/accepted-lines.ts';
import { countLines, createJournal, journalSourceOf } from '../publishing/journal-builder.ts';
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
      // The API takes the id of a loan once for ever.
      fc.property(randomJournal.map(acceptedLines), (lines) => {
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
});
