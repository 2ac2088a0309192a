import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createGate, type Gate, openGate } from '../../functions/months/disclosure/gate.ts';
import {
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { breakdownKeys } from '../../functions/months/indicators/breakdowns.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { composeSnapshot, renderSnapshot } from '../../functions/months/publishing/snapshot.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { districtsOn } from '../../functions/shared/reach/districts.ts';
import { countLines, createJournal, publicationOf } from '../publishing/journal-builder.ts';
import { attack, exactReading } from './attack.ts';
import { createChance } from './chance.ts';
import { countDue } from './count-due.ts';
import { type Change, countTruly, createProgramme, joinedAt, type Programme, publish } from './programmes.ts';

const gate = createGate(indicators);

const month = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1;

/** A programme in which so many women of a district first get a pension in a month. */
const pensions = (
  ...came: readonly (readonly [month: string, district: string, count: number])[]
): Programme => ({
  changes: came.flatMap(([on, district, count]) =>
    Array.from(
      { length: count },
      (_, at): Change => ({
        code: 'pensions',
        month: month(on),
        recorded: month(on),
        district,
        ageBand: ['18-24', '25-34', '35-44'][at % 3] ?? '',
        by: 1,
      }),
    ),
  ),
  joins: [],
  publications: [...new Set(came.map(([on]) => month(on)))].map((on) => ({
    month: on,
    version: 1,
    known: on,
  })),
});

describe('the gate', () => {
  test('judges a hundred thousand women as soon as a hundred', { timeout: 120_000 }, () => {
    const each = 4_000;
    const programme: Programme = {
      changes: districtsOn('2025-04-01').flatMap((district, at) =>
        Array.from(
          { length: 2 },
          (_, later): Change => ({
            code: 'pensions',
            month: month('2025-04') + later,
            recorded: month('2025-04') + later,
            district,
            ageBand: breakdownKeys.ageBand[at % breakdownKeys.ageBand.length] ?? '',
            by: later === 0 ? each + 7 * at : each,
          }),
        ),
      ),
      joins: [],
      publications: [0, 1].map((later) => ({
        month: month('2025-04') + later,
        version: 1,
        known: month('2025-04') + later,
      })),
    };
    expect(countDue(publish(programme, gate))).toMatchObject({ due: 4 });
  });

  test.each([
    [3, 'withheld'],
    [12, 28],
  ])(
    'knows that nobody was in a new district before: with %i newcomers since, it is %s',
    (newcomers, cells) => {
      const old = ['Guntur', 'Krishna', 'NTR', 'Eluru'];
      const texts = publish(
        pensions(
          ...old.map((district) => ['2025-09', district, 20] as const),
          // Not due, but known: of those who come by December, these are in old districts.
          ...old.map((district, at) => ['2025-11', district, Math.floor((40 - newcomers + at) / 4)] as const),
          ['2025-12', 'Markapuram', 2],
          ['2025-12', 'Guntur', newcomers - 2],
        ),
        gate,
      );
      const shown = texts.map((text) => {
        const entry = JSON.parse(text).indicators.find(({ code }: { code: string }) => code === 'pensions');
        const { district } = entry.breakdowns;
        return [
          entry.toDate,
          district.asOf,
          district.cells === 'withheld' ? 'withheld' : district.cells.length,
        ];
      });
      expect(shown).toEqual([
        [80, '2025-09', 26],
        [120 - newcomers, '2025-09', 26],
        [120, '2025-12', cells],
      ]);
      expect(attack(texts).pinned).toEqual([]);
    },
  );

  test('does not tell how many are left to somebody who knows that one record was joined', () => {
    const first = pensions(['2025-04', 'Guntur', 24], ['2025-04', 'Krishna', 8], ['2025-07', 'Guntur', 21]);
    const twin = first.changes.find(({ district }) => district === 'Krishna');
    if (twin === undefined) throw new Error('Nobody is in Krishna.');
    const july = month('2025-07');
    const programme: Programme = {
      ...first,
      changes: [...first.changes, { ...twin, recorded: july, by: -1 }],
      joins: [july],
    };
    const joins = programme.joins.map(joinedAt);
    const opened = attack(publish(programme, openGate), { joins }).pinned;
    expect(opened.map(({ month: on, key, low, high }) => [on, key, low, high])).toContainEqual([
      '2025-07',
      'Guntur',
      45,
      45,
    ]);
    const texts = publish(programme, gate);
    expect(attack(texts, { joins })).toMatchObject({ pinned: [], puzzles: 0 });
    expect(countDue(texts)).toMatchObject({ withheld: 1 });
  });

  test.each([20, 24])('shows a first breakdown of %d women of one district', (count) => {
    expect(countDue(publish(pensions(['2025-04', 'Guntur', count]), gate))).toMatchObject({
      due: 2,
      withheld: 0,
    });
  });

  test('withholds where a single district holds everybody who could be shown', () => {
    const [text = ''] = publish(pensions(['2025-04', 'Guntur', 25]), gate);
    const entry = JSON.parse(text).indicators.find(({ code }: { code: string }) => code === 'pensions');
    expect(entry.breakdowns.district).toEqual({ asOf: '2025-04', cells: 'withheld' });
    expect(entry.breakdowns.ageBand.cells).toHaveLength(5);
  });

  test('withholds what it does not know', () => {
    const [text = ''] = publish(pensions(['2025-04', 'Guntur', 20]), openGate);
    const publication = toPublishedNumbers(1, JSON.parse(text));
    const asked = { history: [], publication, breakdown: 'district' as const, secret: 'a programme' };
    expect(gate({ ...asked, code: 'pensions' })).toBe(true);
    expect(gate({ ...asked, code: 'house_pattas' })).toBe(false);
    expect(createGate([])({ ...asked, code: 'pensions' })).toBe(false);
  });

  test('decides the same from journal lines, and again from what was published', () => {
    const journal = createJournal();
    const enrol = (on: string, district: 'Guntur' | 'Krishna', count: number) => {
      for (let at = 1; at <= count; at += 1) {
        journal.member(`${district} ${on} ${at}`, { joinedOn: `${on}-02`, district });
      }
    };
    journal.at('2026-04-03T10:00');
    enrol('2026-04', 'Guntur', 15);
    enrol('2026-04', 'Krishna', 17);
    journal.at('2026-05-03T10:00');
    enrol('2026-05', 'Guntur', 30);
    const publishAll = (lines: readonly JournalLine[], with_: Gate): string[] => {
      const history: PublishedNumbers[] = [];
      return ['2026-04', '2026-05'].map((name, at) => {
        const publication = publicationOf(name, { ordinal: at + 1 });
        const before = lines.filter(({ recordedAt }) => recordedAt < publication.cutoff).sort(compareLines);
        const { totals, programme } = countLines(before);
        const bytes = renderSnapshot(
          composeSnapshot({
            catalogue: indicators,
            totals,
            programme,
            history,
            publication,
            gate: with_,
            secret: 'a programme',
          }),
        );
        history.push(toPublishedNumbers(at + 1, JSON.parse(bytes)));
        return bytes;
      });
    };
    const published = publishAll(journal.lines, gate);
    expect(publishAll(journal.lines.toReversed(), createGate(indicators))).toEqual(published);
    expect(attack(publishAll(journal.lines, openGate)).pinned).not.toEqual([]);
    expect(attack(published).pinned).toEqual([]);
  });

  // What is withheld is published too: a gate that decides otherwise is another policy, with another name.
  test('decides as it always did', { timeout: 120_000 }, () => {
    const withheld = [3, 8, 14].flatMap((seed) =>
      publish(createProgramme(seed, { spread: 1, months: 24 }), gate).flatMap((text) => {
        const { month: on, version, indicators: entries } = JSON.parse(text);
        return entries.flatMap(
          ({ code, breakdowns }: { code: string; breakdowns: Record<string, { asOf: string } | null> }) =>
            Object.entries(breakdowns)
              .filter(([, shown]) => shown?.asOf === on && JSON.stringify(shown).includes('withheld'))
              .map(([name]) => [seed, on, version, code, name].join(' ')),
        );
      }),
    );
    expect(withheld.length).toBeGreaterThan(5);
    expect(hash('sha256', withheld.join('\n'))).toBe(
      '985c832c3f18b1b0c6f8c451e00df6910ba4d43af126e2f9584dc3660ac7e996',
    );
  });

  test.each([8, 13, 18])('shows what is due, five years long, in a programme of %i districts', (spread) => {
    const { below, between } = createChance(spread);
    const came = Array.from({ length: 60 }, (_, at) => {
      const on = `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
      const inDistricts = Array.from(
        { length: between(3, 30) },
        () => districtsOn('2025-04-01')[below(spread)] ?? '',
      );
      return [...new Set(inDistricts)].map(
        (district) => [on, district, inDistricts.filter((one) => one === district).length] as const,
      );
    }).flat();
    const shown = new Map(
      publish(pensions(...came), gate).map((text) => {
        const entry = JSON.parse(text).indicators.find(({ code }: { code: string }) => code === 'pensions');
        return [entry.breakdowns.district?.asOf, entry.breakdowns.district?.cells];
      }),
    );
    expect(shown.size).toBeGreaterThan(8);
    expect([...shown.values()].filter((cells) => cells === 'withheld')).toEqual([]);
  });

  // Or `withheld` would say that something is hidden in few ways.
  test('withholds by lot whatever the cells are, from a secret that is published nowhere', () => {
    const [text = ''] = publish(pensions(['2025-04', 'Guntur', 24], ['2025-04', 'Krishna', 24]), openGate);
    const publication = toPublishedNumbers(1, JSON.parse(text));
    const shownWith = (cells: number) =>
      Array.from({ length: 4000 }, (_, at) => `secret ${at}`).filter((secret) => {
        const entry = publication.shown.pensions;
        const values = ['Guntur', 'Krishna', 'Eluru', 'NTR', 'Palnadu'].slice(0, cells);
        const district =
          entry?.district === 'withheld' || entry === undefined
            ? []
            : entry.district.map(({ key }) => ({ key, value: values.includes(key) ? 20 : ('*' as const) }));
        const shown = { pensions: { district, ageBand: district } };
        return gate({
          history: [],
          publication: { ...publication, shown },
          code: 'pensions',
          breakdown: 'district',
          secret,
        });
      });
    expect(shownWith(1).length).toBeGreaterThan(3960);
    expect(shownWith(1).length).toBeLessThan(4000);
    // What else was shown makes no difference to the lot.
    expect(shownWith(2)).toEqual(shownWith(1));
    expect(shownWith(0)).toEqual(shownWith(1));
    // These leave too little.
    expect(shownWith(3)).toEqual([]);
  });

  test('leaves no cell with fewer than five possible numbers in ten years', { timeout: 120_000 }, () => {
    const texts = publish(createProgramme(8, { spread: 1, months: 120 }), gate);
    expect(texts.length).toBeGreaterThan(120);
    expect(countDue(texts).withheld).toBeGreaterThan(0);
    expect(attack(texts).pinned).toEqual([]);
  });
});

describe('the attack', () => {
  test('finds hidden cells where numbers of 15 and more are not rounded', { timeout: 120_000 }, () => {
    const found = [1, 2].flatMap((seed) => {
      const programme = createProgramme(seed);
      const exact = publish(programme, openGate).map((text) => {
        const snapshot = JSON.parse(text);
        for (const { code, breakdowns } of snapshot.indicators) {
          for (const breakdown of ['district', 'ageBand'] as const) {
            const shown = breakdowns[breakdown];
            for (const cell of shown?.cells ?? []) {
              const people = countTruly(programme, { code, month: shown.asOf, breakdown, key: cell.key });
              cell.value = people < 15 ? '*' : people;
            }
          }
        }
        return JSON.stringify(snapshot);
      });
      return attack(exact, { reading: exactReading }).pinned;
    });
    expect(found.some(({ low, high }) => low < 15 && high < 15)).toBe(true);
    expect(found.some(({ low, high }) => low === high && low >= 15)).toBe(true);
  });

  test.each([
    ['one month', pensions(['2025-04', 'Guntur', 15], ['2025-04', 'Krishna', 17])],
    [
      'months that are harmless one by one',
      pensions(
        ['2025-04', 'Guntur', 24],
        ['2025-04', 'Krishna', 8],
        ['2025-05', 'Guntur', 21],
        ['2025-05', 'Krishna', 1],
      ),
    ],
  ])('finds the women of %s; with the gate it does not', (_, programme) => {
    const isDistrict = ({ breakdown }: { breakdown: string }) => breakdown === 'district';
    expect(attack(publish(programme, openGate)).pinned.filter(isDistrict)).not.toEqual([]);
    const guarded = publish(programme, gate);
    expect(attack(guarded).pinned).toEqual([]);
    expect(countDue(guarded).withheld).toBeGreaterThan(0);
  });
});
