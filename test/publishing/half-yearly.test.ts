import { expect, test } from 'vitest';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import {
  type Publication,
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Totals } from '../../functions/months/indicators/totals.ts';
import {
  composeSnapshot,
  renderSnapshot,
  type Snapshot,
} from '../../functions/months/publishing/snapshot.ts';
import { addMonths } from '../../functions/shared/calendar/calendar.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import {
  countLines,
  createJournal,
  indian,
  indicatorOf,
  publicationOf,
  type TestJournal,
} from '../publishing/journal-builder.ts';

/** Publishes in this order, each from what was recorded before its cutoff; with what is stored of the snapshots before it. */
const publishAll = (journal: TestJournal, publications: readonly Publication[]): Snapshot[] => {
  const history: PublishedNumbers[] = [];
  const newest = new Map<string, Totals>();
  return publications.map((publication) => {
    const known = journal.lines
      .filter(({ recordedAt }) => recordedAt < publication.cutoff)
      .sort(compareLines);
    const { totals, programme } = countLines(known);
    const snapshot = composeSnapshot({
      catalogue: indicators,
      totals,
      totalsBefore: newest.get(publication.month),
      programme,
      history: [...history],
      publication,
      gate: openGate,
      secret: 'secret',
    });
    newest.set(publication.month, totals);
    history.push(toPublishedNumbers(publication.ordinal, JSON.parse(renderSnapshot(snapshot))));
    return snapshot;
  });
};

/** What a publication says of a ratio: `[as of, month, financial year, to date]`. */
const toldOf = (snapshot: Snapshot | undefined, code = 'road_better_safety') => {
  if (snapshot === undefined) throw new Error('Nothing was published.');
  const { asOf, month, financialYear, toDate } = indicatorOf(snapshot, code);
  expect([financialYear, toDate]).toEqual([month, month]);
  return [asOf, month];
};

const ratio = (numerator: number, denominator: number) => ({ numerator, denominator });
const tooFew = { withheld: 'too_few' };
const notYet = { withheld: 'not_yet' };

/** Twelve women who said 1 and were asked again by March; the first seven said 3. */
const twelve = (): TestJournal => {
  const journal = createJournal();
  for (let at = 1; at <= 12; at += 1) {
    journal.member(`Member ${at}`);
    journal.talk(`Member ${at}`, '2025-05-10', { safety: 1 });
  }
  journal.at('2026-02-10T10:00');
  for (let at = 1; at <= 12; at += 1) {
    journal.talk(`Member ${at}`, '2026-02-10', { safety: at <= 7 ? 3 : 2 });
  }
  return journal;
};

/** The first versions of months, in order. */
const monthsFrom = (first: string, count: number, from = 1): Publication[] =>
  Array.from({ length: count }, (_, index) =>
    publicationOf(addMonths(first, index), { ordinal: from + index }),
  );

test('a ratio of stocks is counted in March and September, and repeated in the months between', () => {
  const journal = twelve();
  journal.at('2026-04-20T10:00').talk('Member 8', '2026-04-20', { safety: 4 });
  const told = publishAll(journal, monthsFrom('2026-01', 10)).map((snapshot) => toldOf(snapshot));
  expect(told).toEqual([
    [undefined, notYet],
    [undefined, notYet],
    ...['03', '04', '05', '06', '07', '08'].map(() => ['2026-03', ratio(7, 12)]),
    ['2026-09', ratio(8, 12)],
    ['2026-09', ratio(8, 12)],
  ]);
});

test('nothing is told of fewer than eleven, nor in the months that repeat it', () => {
  const journal = twelve();
  journal.exit('Member 1', '2026-03-31');
  journal.exit('Member 2', '2026-03-31');
  const [march, april] = publishAll(journal, monthsFrom('2026-03', 2));
  expect(toldOf(march)).toEqual(['2026-03', tooFew]);
  expect(toldOf(april)).toEqual(['2026-03', tooFew]);
});

test('what is recorded late changes no month before the next half-year, and is no revision then', () => {
  const journal = twelve();
  // Of March, recorded in April and in July.
  journal.at('2026-04-10T10:00').talk('Member 8', '2026-03-30', { safety: 4 });
  journal.at('2026-07-10T10:00').talk('Member 9', '2026-03-30', { safety: 4 });
  const snapshots = publishAll(journal, monthsFrom('2026-03', 7));
  expect(snapshots.map((snapshot) => toldOf(snapshot)[1])).toEqual([
    ...Array.from({ length: 6 }, () => ratio(7, 12)),
    ratio(9, 12),
  ]);
  const revised = snapshots.flatMap(({ revisions }) => revisions.map(({ code }) => code));
  expect(revised).toContain('talks_held');
  expect(revised.filter((code) => code.startsWith('road_'))).toEqual([]);
});

test('a correction of March counts it anew; later publications repeat that, and those before it stay', () => {
  const journal = twelve();
  journal.at('2026-05-20T10:00').talk('Member 8', '2026-03-30', { safety: 4 });
  const corrected = (month: string, ordinal: number, at: string): Publication =>
    publicationOf(month, { ordinal, version: 2, cutoff: indian(at), reason: 'Late' });
  const [march, april, may, marchCorrected, june, aprilCorrected] = publishAll(journal, [
    ...monthsFrom('2026-03', 3),
    corrected('2026-03', 4, '2026-06-10T10:00'),
    publicationOf('2026-06', { ordinal: 5 }),
    corrected('2026-04', 6, '2026-07-10T10:00'),
  ]);
  expect([march, april, may].map((snapshot) => toldOf(snapshot)[1])).toEqual([
    ratio(7, 12),
    ratio(7, 12),
    ratio(7, 12),
  ]);
  expect(toldOf(marchCorrected)).toEqual(['2026-03', ratio(8, 12)]);
  expect(marchCorrected?.changes?.filter(({ code }) => code === 'road_better_safety')).toEqual(
    ['month', 'financialYear', 'toDate'].map((part) => ({
      code: 'road_better_safety',
      part,
      was: ratio(7, 12),
      now: ratio(8, 12),
    })),
  );
  expect(toldOf(june)).toEqual(['2026-03', ratio(8, 12)]);
  // A correction of a month between repeats what is newest, and says that it did not before.
  expect(toldOf(aprilCorrected)).toEqual(['2026-03', ratio(8, 12)]);
  expect(
    aprilCorrected?.changes?.filter(({ code, part }) => code.startsWith('road_') && part === 'month'),
  ).toEqual([{ code: 'road_better_safety', part: 'month', was: ratio(7, 12), now: ratio(8, 12) }]);
});

test('a correction of a month before the first half-year counts nothing', () => {
  const journal = twelve();
  const correction = publicationOf('2026-02', {
    ordinal: 3,
    version: 2,
    cutoff: indian('2026-04-20T10:00'),
    reason: 'Late',
  });
  const [, , corrected] = publishAll(journal, [...monthsFrom('2026-02', 2), correction]);
  expect(toldOf(corrected)).toEqual([undefined, notYet]);
});

test('a month with fewer than eleven members revises what it says of its crises into nothing', () => {
  const journal = createJournal();
  for (let at = 1; at <= 11; at += 1) journal.member(`Member ${at}`);
  const crisis = { kind: 'crisis', openedOn: '2026-03-10', incident: 'threat' } as const;
  journal.at('2026-03-10T10:00').openCase('case', 'Member 1', crisis);
  journal.at('2026-04-10T10:00').exit('Member 2', '2026-03-20');
  const [, april] = publishAll(journal, monthsFrom('2026-03', 2));
  expect(april?.revisions).toContainEqual({
    month: '2026-03',
    code: 'crises_of_violence',
    was: 1,
    now: tooFew,
  });
});
