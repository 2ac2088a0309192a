import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLines, type JournalLine } from '../../functions/journal/line.ts';
import { canonicalJson } from '../../functions/platform/canonical-json.ts';
import { planCounting } from '../../functions/reporting/counting-plan.ts';
import { openGate } from '../../functions/reporting/disclosure.ts';
import { emptyState, foldLines, settledTotals } from '../../functions/reporting/fold.ts';
import {
  type FoldedJournal,
  foldTo,
  type LineSource,
  nothingFolded,
} from '../../functions/reporting/folded-journal.ts';
import { indicators } from '../../functions/reporting/indicators.ts';
import { sealFold, unsealFold } from '../../functions/reporting/sealed-state.ts';
import { composeSnapshot, renderSnapshot } from '../../functions/reporting/snapshot.ts';
import { createJournal, figuresOf, publicationOf } from './journal-builder.ts';
import { randomJournal } from './random-journal.ts';

const plan = planCounting(indicators);
const months = ['2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];

/** Every number of every month that a state can say. */
const everythingOf = (state: FoldedJournal['state']): string => {
  const totals = settledTotals(plan, state);
  return months
    .map((month) => {
      const publication = publicationOf(month, { cutoff: '2030-01-01T00:00:00.000Z' });
      const snapshot = composeSnapshot({
        catalogue: indicators,
        totals,
        targets: state.targets,
        said: [],
        publication,
        gate: openGate,
      });
      return renderSnapshot(snapshot);
    })
    .join('');
};

const foldAll = (lines: readonly JournalLine[]) => foldLines(plan, emptyState(), lines);

/** Every series of the totals, so also the cells that rounding hides; months with nothing are left out. */
const seriesOf = (state: FoldedJournal['state']): string =>
  canonicalJson(
    Object.fromEntries(
      [...settledTotals(plan, state)]
        .map(([name, series]) => [
          name,
          [...series].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b),
        ])
        .filter(([, amounts]) => amounts?.length !== 0),
    ),
  );

describe('the fold', () => {
  it('gives the same whether lines come at once, one by one and settled, or sealed and opened in between', () => {
    fc.assert(
      fc.property(randomJournal, fc.array(fc.nat(60), { maxLength: 4 }), (lines, cuts) => {
        const whole = foldAll(lines);
        const single = lines.reduce((state, line) => {
          settledTotals(plan, state);
          return foldLines(plan, state, [line]);
        }, emptyState());
        let folded: FoldedJournal = { ...nothingFolded(), cutoff: 'any' };
        const ends = [...cuts.map((cut) => Math.min(cut, lines.length)), lines.length].sort((a, b) => a - b);
        let from = 0;
        for (const end of ends) {
          folded = { ...folded, state: foldLines(plan, folded.state, lines.slice(from, end)) };
          const opened = unsealFold(indicators, sealFold(indicators, plan, folded));
          expect(opened).not.toBeNull();
          folded = opened ?? folded;
          from = end;
        }
        const expected = everythingOf(whole);
        expect(everythingOf(single)).toBe(expected);
        expect(everythingOf(folded.state)).toBe(expected);
        expect(seriesOf(single)).toBe(seriesOf(whole));
        expect(seriesOf(folded.state)).toBe(seriesOf(whole));
      }),
      { numRuns: 150 },
    );
  });

  it('depends on the order of recording, not on that in which pages arrive', async () => {
    await fc.assert(
      fc.asyncProperty(randomJournal, fc.integer({ min: 1, max: 9 }), async (lines, pageSize) => {
        const source: LineSource = function* (from, to) {
          const wanted = lines.filter(
            ({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from),
          );
          for (let at = 0; at < wanted.length; at += pageSize) {
            yield wanted.slice(at, at + pageSize);
          }
        };
        const half = await foldTo(plan, nothingFolded(), '2026-01-20T00:00:00.000Z', source);
        const whole = await foldTo(plan, half, '2027-01-01T00:00:00.000Z', source);
        const again = await foldTo(plan, nothingFolded(), '2027-01-01T00:00:00.000Z', source);
        expect(whole.digest).toBe(again.digest);
        expect(everythingOf(whole.state)).toBe(everythingOf(again.state));
        const shuffled = [...lines].reverse().sort(compareLines);
        expect(everythingOf(foldAll(shuffled))).toBe(everythingOf(again.state));
      }),
      { numRuns: 60 },
    );
  });

  it('starts afresh where a cutoff lies before what was folded', async () => {
    const journal = createJournal();
    journal.meeting('first', '2025-04-01');
    journal.at('2026-01-01T00:00').meeting('second', '2026-01-01');
    const source: LineSource = (from, to) => [
      journal.lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from)),
    ];
    const late = await foldTo(plan, nothingFolded(), '2026-02-01T00:00:00.000Z', source);
    const early = await foldTo(plan, late, '2025-05-01T00:00:00.000Z', source);
    const direct = await foldTo(plan, nothingFolded(), '2025-05-01T00:00:00.000Z', source);
    expect(early.digest).toBe(direct.digest);
    expect(early.digest).not.toBe(late.digest);
    expect(everythingOf(early.state)).toBe(everythingOf(direct.state));
  });

  it('never takes a member for granted whose enrolment comes later', () => {
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

  it('lets a change stand that was recorded before the line of what it changes', () => {
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
  });

  it('puts the last minute of October in October, and the first of November in November', () => {
    const journal = createJournal();
    journal.at('2026-10-31T23:59').meeting('last', '2026-10-31');
    journal.at('2026-11-01T00:00').meeting('first', '2026-11-01');
    expect(figuresOf(journal.lines, 'meetings_held', '2026-10')).toEqual([1, 1, 1]);
    expect(figuresOf(journal.lines, 'meetings_held', '2026-11')).toEqual([1, 2, 2]);
  });

  it('knows 29 February, and where a financial year ends', () => {
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
