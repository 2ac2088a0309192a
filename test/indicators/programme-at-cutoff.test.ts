import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addProgrammeLine,
  isProgrammeLine,
  type ProgrammeLine,
} from '../../functions/months/indicators/kept-programme-lines.ts';
import {
  baselinesAt,
  namesIn,
  narrativeAt,
  storiesOf,
  targetsAt,
} from '../../functions/months/indicators/programme-at-cutoff.ts';
import { createJournal, indian, publicationOf, type TestJournal } from '../publishing/journal-builder.ts';
import { searchRuns } from '../support/search.ts';

const linesOf = ({ lines }: TestJournal) => lines.filter(isProgrammeLine);
const later = indian('2027-01-01T00:00');

describe('the names of the programme', () => {
  const journal = createJournal();
  journal.at('2026-03-01T10:00').terms('2026-04', 'One');
  journal.at('2026-03-02T10:00').terms('2026-07', 'Two');
  journal.at('2026-03-03T10:00').terms('2026-04', 'Three');

  test.each([
    ['2026-03', later, undefined],
    ['2026-04', later, 'Three'],
    ['2026-06', later, 'Three'],
    ['2026-07', later, 'Two'],
    ['2026-06', indian('2026-03-03T10:00'), 'One'],
    // Nothing was recorded before: what was recorded first counts.
    ['2026-07', indian('2026-03-01T10:00'), 'One'],
    ['2026-08', indian('2026-02-01T10:00'), 'One'],
  ])('in %s, as known at %s: funded by %s', (month, instant, funder) => {
    expect(namesIn(linesOf(journal), month, instant)?.funder).toBe(funder);
  });
});

test('baselines are all that were set last before an instant', () => {
  const baseline = { asOf: '2025-03', value: 3, source: 'A register' };
  const journal = createJournal();
  journal.at('2026-03-01T10:00').baselines({ pensions: baseline, house_pattas: baseline });
  journal.at('2026-03-02T10:00').baselines({ pensions: { ...baseline, value: 4 } });
  expect(baselinesAt(linesOf(journal), indian('2026-03-01T10:00'))).toEqual({});
  expect(Object.keys(baselinesAt(linesOf(journal), indian('2026-03-02T10:00')))).toHaveLength(2);
  expect(baselinesAt(linesOf(journal), later)).toEqual({ pensions: { ...baseline, value: 4 } });
});

test('a narrative is what was written last of its month, and none where both languages were taken out', () => {
  const journal = createJournal();
  journal.at('2026-03-01T10:00').narrative('2026-02', 'First.', null);
  journal.at('2026-03-02T10:00').narrative('2026-03', 'March.', '三月。');
  journal.at('2026-03-03T10:00').narrative('2026-02', null, null);
  const lines = linesOf(journal);
  expect(narrativeAt(lines, '2026-02', indian('2026-03-01T10:00'))).toBeNull();
  expect(narrativeAt(lines, '2026-02', indian('2026-03-03T10:00'))).toEqual({ en: 'First.', ja: null });
  expect(narrativeAt(lines, '2026-02', later)).toBeNull();
  expect(narrativeAt(lines, '2026-03', later)).toEqual({ en: 'March.', ja: '三月。' });
});

describe('stories', () => {
  /** The titles that each of some publications lists. */
  const listed = (journal: TestJournal, publications: readonly { month: string; cutoff: string }[]) =>
    publications.map((publication, at) =>
      storiesOf(linesOf(journal), publications.slice(0, at), publication).map(({ title }) => title),
    );
  const story = (journal: TestJournal, at: string, on: string, title: string) =>
    journal.at(at).outreach(on, { kind: 'media_story', title });
  const corrected = (month: string, local: string) => publicationOf(month, { cutoff: indian(local) });

  test('are listed once, by the first month whose close knows them, also late', () => {
    const journal = createJournal();
    story(journal, '2026-04-10T10:00', '2026-04-09', 'in time');
    story(journal, '2026-05-10T10:00', '2026-04-08', 'late');
    story(journal, '2026-05-04T10:00', '2026-05-02', 'next month');
    journal.at('2026-04-11T10:00').outreach('2026-04-11', { kind: 'advocacy', title: 'no story' });
    expect(
      listed(
        journal,
        ['2026-04', '2026-05', '2026-06'].map((month) => publicationOf(month)),
      ),
    ).toEqual([['in time'], ['late', 'next month'], []]);
  });

  test('that were reversed before the cutoff are not listed, and not again', () => {
    const journal = createJournal();
    const wrong = story(journal, '2026-04-10T10:00', '2026-04-09', 'wrong');
    const known = story(journal, '2026-04-10T11:00', '2026-04-09', 'known');
    journal.at('2026-04-11T10:00').reverseOutreach(wrong);
    journal.at('2026-05-11T10:00').reverseOutreach(known);
    const publications = [
      publicationOf('2026-04'),
      publicationOf('2026-05'),
      corrected('2026-04', '2026-06-10T10:00'),
    ];
    expect(listed(journal, publications)).toEqual([['known'], [], []]);
  });

  test('are in a correction of their month though a later month has listed them, and then not in its correction', () => {
    const journal = createJournal();
    story(journal, '2026-04-10T10:00', '2026-04-09', 'in time');
    story(journal, '2026-05-10T10:00', '2026-04-10', 'late');
    const publications = [
      publicationOf('2026-04'),
      publicationOf('2026-05'),
      corrected('2026-05', '2026-06-08T10:00'),
      corrected('2026-04', '2026-06-09T10:00'),
      corrected('2026-05', '2026-06-10T10:00'),
      corrected('2026-04', '2026-06-11T10:00'),
    ];
    expect(listed(journal, publications)).toEqual([
      ['in time'],
      ['late'],
      ['late'],
      ['in time', 'late'],
      [],
      ['in time', 'late'],
    ]);
  });

  test('are in the order of their days, and say null for what was left out', () => {
    const journal = createJournal();
    journal
      .at('2026-04-10T10:00')
      .outreach('2026-04-09', { kind: 'media_story', title: 'b', outlet: 'Paper', url: 'https://b.example' });
    journal.at('2026-04-11T10:00').outreach('2026-04-03', { kind: 'media_story' });
    expect(storiesOf(linesOf(journal), [], publicationOf('2026-04'))).toEqual([
      { on: '2026-04-03', title: null, outlet: null, url: null },
      { on: '2026-04-09', title: 'b', outlet: 'Paper', url: 'https://b.example' },
    ]);
  });
});

describe('what a count keeps of the lines', () => {
  const kept = (lines: readonly ProgrammeLine[]): ProgrammeLine[] => {
    const programme = new Map<string, ProgrammeLine>();
    for (const line of lines) addProgrammeLine(programme, line);
    return [...programme.values()];
  };

  test('is one version of a day, whatever was set again and again', () => {
    const journal = createJournal();
    const minutes = Array.from({ length: 50 }, (_, nth) => String(nth + 10));
    for (const minute of minutes) {
      const now = journal.at(`2026-03-01T10:${minute}`);
      now.baselines({ pensions: { asOf: '2025-03', value: Number(minute), source: 'A register' } });
      now.targets('2025-26', { pensions: Number(minute) });
      now.narrative('2026-02', minute, null);
      now.terms('2026-04', minute);
      now.outreach('2026-03-01', { kind: 'advocacy' });
    }
    journal.at('2026-03-02T10:00').narrative('2026-02', 'The next day.', null);
    const lines = kept(linesOf(journal));
    expect(lines.map(({ type }) => type)).toEqual([
      'programme_terms_set',
      'baselines_set',
      'targets_set',
      'programme_terms_set',
      'narrative_set',
    ]);
    expect(baselinesAt(lines, later)).toMatchObject({ pensions: { value: 59 } });
    expect(narrativeAt(lines, '2026-02', later)).toEqual({ en: 'The next day.', ja: null });
  });

  const months = ['2026-01', '2026-02', '2026-03'];
  const setting = fc.record({
    minute: fc.integer({ min: 0, max: 60 * 24 * 6 }),
    of: fc.constantFrom('terms', 'targets', 'baselines', 'narrative', 'story', 'reversal'),
    month: fc.constantFrom(...months),
    value: fc.integer({ min: 0, max: 9 }),
  });
  const localOf = (minute: number) =>
    new Date(Date.UTC(2026, 1, 26) + minute * 60_000).toISOString().slice(0, 16);

  test('publishes in any month, at any cutoff, what all lines publish', () => {
    fc.assert(
      fc.property(
        fc.array(setting, { maxLength: 30 }),
        fc.integer({ min: 0, max: 60 * 24 * 7 }),
        fc.integer({ min: 0, max: 6 }),
        (settings, cutoffMinute, closeDay) => {
          const journal = createJournal();
          for (const { minute, of, month, value } of settings.toSorted((a, b) => a.minute - b.minute)) {
            const now = journal.at(localOf(minute));
            if (of === 'terms') now.terms(month, `${value}`);
            if (of === 'targets') now.targets(value > 5 ? '2025-26' : '2024-25', { pensions: value });
            if (of === 'baselines') now.baselines({ pensions: { asOf: '2025-03', value, source: 'A' } });
            if (of === 'narrative') now.narrative(month, `${value}`, null);
            if (of === 'story') now.outreach(`${month}-01`, { kind: 'media_story', title: `${value}` });
          }
          const cutoff = indian(localOf(cutoffMinute));
          const all = linesOf(journal).filter(({ recordedAt }) => recordedAt < cutoff);
          const few = kept(all);
          // A month closes at a midnight, or where its lines end.
          const midnight = indian(localOf(closeDay * 24 * 60));
          for (const firstCutoff of [midnight, cutoff].filter((one) => one <= cutoff)) {
            expect(baselinesAt(few, firstCutoff)).toEqual(baselinesAt(all, firstCutoff));
            for (const year of ['2024-25', '2025-26']) {
              expect(targetsAt(few, year, firstCutoff)).toEqual(targetsAt(all, year, firstCutoff));
            }
            for (const month of months) {
              expect(namesIn(few, month, firstCutoff)).toEqual(namesIn(all, month, firstCutoff));
              expect(narrativeAt(few, month, cutoff)).toEqual(narrativeAt(all, month, cutoff));
              const publication = publicationOf(month, { cutoff });
              const before = [publicationOf('2026-01', { cutoff: firstCutoff })];
              expect(storiesOf(few, before, publication)).toEqual(storiesOf(all, before, publication));
            }
          }
        },
      ),
      searchRuns(300),
    );
  });
});
