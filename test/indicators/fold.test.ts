import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openGate } from '../../functions/disclosure/disclosure.ts';
import { canonicalJson } from '../../functions/domain/canonical-json.ts';
import { indicators } from '../../functions/indicators/catalogue.ts';
import { planCounting } from '../../functions/indicators/counting-plan.ts';
import { emptyState, foldLines, settledTotals } from '../../functions/indicators/fold.ts';
import {
  type FoldedJournal,
  foldTo,
  type LineSource,
  nothingFolded,
} from '../../functions/indicators/folded-journal.ts';
import { monthNumber } from '../../functions/indicators/months.ts';
import { cellSeriesOf, seriesOf as namesOf } from '../../functions/indicators/totals.ts';
import { compareLines, type JournalLine, type JournalLineOf } from '../../functions/journal/line.ts';
import { sealFold, unsealFold } from '../../functions/publishing/sealed-state.ts';
import { composeSnapshot, renderSnapshot } from '../../functions/publishing/snapshot.ts';
import { createJournal, figuresOf, idOf, publicationOf } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';

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
  it('gives the same whether lines come at once, or one by one and settled', () => {
    fc.assert(
      fc.property(randomJournal, (lines) => {
        const whole = foldAll(lines);
        const single = lines.reduce((state, line) => {
          settledTotals(plan, state);
          return foldLines(plan, state, [line]);
        }, emptyState());
        expect(everythingOf(single)).toBe(everythingOf(whole));
        expect(seriesOf(single)).toBe(seriesOf(whole));
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same sealed and opened in between, however few months are kept one by one', async () => {
    let wentOn = 0;
    let startedAfresh = 0;
    await fc.assert(
      fc.asyncProperty(
        randomJournal,
        fc.array(fc.nat(150), { maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
        async (lines, days, kept) => {
          let isAfresh = false;
          const source: LineSource = (from, to) => {
            isAfresh ||= from === null;
            return [
              lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from)),
            ];
          };
          const cutoffs = [...days, 900]
            .sort((a, b) => a - b)
            .map((day) => new Date(Date.parse('2025-12-20T00:00:00.000Z') + day * 86_400_000).toISOString());
          let folded = nothingFolded();
          for (const cutoff of cutoffs) {
            const isFirst = folded.cutoff === null;
            isAfresh = false;
            folded = await foldTo(plan, folded, cutoff, source);
            wentOn += isFirst || isAfresh ? 0 : 1;
            startedAfresh += !isFirst && isAfresh ? 1 : 0;
            const opened = unsealFold(indicators, sealFold(indicators, plan, folded, kept));
            expect(opened).not.toBeNull();
            folded = opened ?? folded;
          }
          const whole = foldAll(lines);
          expect(everythingOf(folded.state)).toBe(everythingOf(whole));
          expect(seriesOf(folded.state)).toBe(seriesOf(whole));
        },
      ),
      { numRuns: 300 },
    );
    // Both ways were gone.
    expect(wentOn).toBeGreaterThan(20);
    expect(startedAfresh).toBeGreaterThan(0);
  });

  describe('with months that were drawn together', () => {
    type Late = (
      journal: ReturnType<typeof createJournal>,
      first: JournalLineOf<'meeting_held'>,
      events: { readonly old: JournalLineOf<'case_event'>; readonly recent: JournalLineOf<'case_event'> },
    ) => unknown;
    const event = { type: 'service', service: 'legal_aid' } as const;
    const reaching: Readonly<Record<string, Late>> = {
      'a late sheet': (journal) => journal.meeting('late', '2025-05-20', { Padma: ['deposit', 70] }),
      'a sheet taken back': (journal, first) => journal.reverse(first),
      'a late case': (journal) => journal.openCase('late', 'Padma', { openedOn: '2025-06-01' }),
      'another date of a case': (journal) => journal.changeCase('open', 'Padma', { openedOn: '2025-08-01' }),
      'an event in a case that was over': (journal) =>
        journal.event('Padma', '2026-03-02', { type: 'status', status: 'reopened' }, 'over'),
      'an old event taken back': (journal, _, { old }) => journal.takeBack(old),
      'a late event': (journal) => journal.event('Padma', '2025-05-01', event, 'open'),
      'a consent of an earlier date': (journal) => journal.consent('Silent', true, '2025-06-01'),
      'an early exit': (journal) => journal.exit('Padma', '2025-12-31'),
      'another day of joining': (journal) => journal.changeMember('Padma', { joinedOn: '2025-06-01' }),
      'another beginning as a leader': (journal) =>
        journal.changeMember('Padma', { leaderSince: '2025-06-01' }),
    };
    const near: Readonly<Record<string, Late>> = {
      'a sheet in time': (journal) => journal.meeting('near', '2026-03-02', { Padma: ['withdrawal', 70] }),
      'a new case': (journal) => journal.openCase('new', 'Padma', { openedOn: '2026-03-02' }),
      'an event in a case that goes on': (journal) => journal.event('Padma', '2026-03-02', event, 'open'),
      'a recent event taken back': (journal, _, { recent }) => journal.takeBack(recent),
      'the end of a consent': (journal) => journal.consent('Padma', false, '2025-06-01'),
      'an exit': (journal) => journal.exit('Padma', '2026-03-02'),
      'a child that leaves school': (journal) => journal.child('Padma', 'Anu', false, 'child_changed'),
      'another district': (journal) => journal.changeMember('Padma', { district: 'Krishna' }),
    };

    const foldTwice = async (then: Late) => {
      const journal = createJournal();
      journal.at('2025-04-01T10:00').collective('collective');
      journal.member('Padma', { children: [{ id: idOf('Anu'), inSchool: true }] });
      journal.member('Silent', { consents: [] });
      const first = journal.at('2025-05-10T10:00').meeting('first', '2025-05-10', {
        Padma: ['deposit', 100],
        Silent: ['deposit', 100],
      });
      for (const month of ['06', '07', '08', '09', '10', '11', '12']) {
        journal.at(`2025-${month}-10T10:00`).meeting(`of ${month}`, `2025-${month}-10`, {
          Padma: month === '09' ? ['loan', 500] : ['deposit', 100],
          Silent: ['deposit', 100],
        });
      }
      journal.openCase('over', 'Padma', { openedOn: '2025-06-01' });
      const old = journal.event('Padma', '2025-07-01', event, 'over');
      journal.event('Padma', '2025-08-01', { type: 'status', status: 'closed' }, 'over');
      journal.openCase('open', 'Padma', { openedOn: '2025-07-01' });
      journal.at('2026-01-10T10:00').meeting('of 01', '2026-01-10', { Padma: ['deposit', 100] });
      const closed = { type: 'status', status: 'closed' } as const;
      const recent = journal.at('2026-02-10T10:00').event('Padma', '2026-02-10', closed, 'open');
      then(journal.at('2026-03-03T10:00'), first, { old, recent });
      const asked: (string | null)[] = [];
      const source: LineSource = (from, to) => {
        asked.push(from);
        return [
          journal.lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from)),
        ];
      };
      const early = await foldTo(plan, nothingFolded(), '2026-03-01T00:00:00.000Z', source);
      const opened = unsealFold(indicators, sealFold(indicators, plan, early, 1));
      const whole = await foldTo(plan, opened ?? nothingFolded(), '2026-04-01T00:00:00.000Z', source);
      const full = foldAll(journal.lines);
      expect(everythingOf(whole.state)).toBe(everythingOf(full));
      expect(seriesOf(whole.state)).toBe(seriesOf(full));
      return asked;
    };

    it.each(Object.entries(reaching))('starts afresh for %s', async (_, then) => {
      expect(await foldTwice(then)).toEqual([null, '2026-03-01T00:00:00.000Z', null]);
    });

    it.each(Object.entries(near))('goes on for %s', async (_, then) => {
      expect(await foldTwice(then)).toEqual([null, '2026-03-01T00:00:00.000Z']);
    });

    it('keeps of a member as much after twenty years as after two', () => {
      const sealedAfter = (years: number): number => {
        const journal = createJournal();
        journal.at('2005-04-01T10:00').member('Padma', { joinedOn: '2005-04-01' });
        for (let at = 0; at < years * 12; at += 1) {
          const month = `${2005 + Math.floor((at + 3) / 12)}-${String(((at + 3) % 12) + 1).padStart(2, '0')}`;
          journal.at(`${month}-10T10:00`).meeting(month, `${month}-10`, { Padma: ['deposit', 100] });
          journal.openCase(`case of ${month}`, 'Padma', { openedOn: `${month}-10` });
          journal.event('Padma', `${month}-10`, { type: 'status', status: 'closed' }, `case of ${month}`);
        }
        const state = foldAll(journal.lines);
        settledTotals(plan, state);
        const cutoff = `${2005 + years}-04-05T00:00:00.000Z`;
        const sealed = sealFold(indicators, plan, { ...nothingFolded(), state, cutoff });
        return unsealFold(indicators, sealed)?.state.members.sealed.length ?? Number.NaN;
      };
      expect(sealedAfter(20)).toBeLessThan(sealedAfter(2) * 1.02);
    });
  });

  it('counts as if what was reversed or taken back had never been recorded, its cell included', () => {
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
                  : [],
          ),
        );
        const rest = lines.filter(({ id }) => !gone.has(id));
        expect(seriesOf(foldAll(lines))).toBe(seriesOf(foldAll(rest)));
      }),
      { numRuns: 400 },
    );
  });

  it('never counts an event whose taking back has the earlier place in the journal', () => {
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
    journal.child('Lakshmi', 'Anu', false, 'child_changed');
    journal.member('Lakshmi', { children: [{ id: idOf('Anu'), inSchool: true }] });
    expect(figuresOf(journal.lines, 'children_in_school', '2025-06')).toEqual([0, 0, 0]);
  });

  it('counts a fact that comes before her record in the cell of that record, and leaves it there when she moves', () => {
    const journal = createJournal();
    journal.consent('Padma', true, '2025-04-01');
    journal.meeting('early', '2025-04-01', { Padma: ['deposit', 100] });
    journal.member('Padma', { district: 'Guntur', consents: [] });
    journal.changeMember('Padma', { district: 'Krishna' });
    const totals = settledTotals(plan, foldAll(journal.lines));
    const { first } = namesOf('members_saving');
    const savingIn = (district: string) => [...(totals.get(cellSeriesOf(first, 'district', district)) ?? [])];
    expect(savingIn('Guntur')).toEqual([[monthNumber('2025-04'), 1]]);
    expect(savingIn('Krishna')).toEqual([]);
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
