import type { Gate } from '../../functions/months/disclosure/gate.ts';
import {
  type PublishedNumbers,
  toPublishedNumbers,
} from '../../functions/months/disclosure/publication-history.ts';
import { breakdownKeys, cellSeriesOf } from '../../functions/months/indicators/breakdowns.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import { monthNumber } from '../../functions/months/indicators/month-numbers.ts';
import { addTotal, seriesOf, type Totals } from '../../functions/months/indicators/totals.ts';
import { composeSnapshot, renderSnapshot } from '../../functions/months/publishing/snapshot.ts';
import { districtsOn } from '../../functions/shared/reach/districts.ts';
import { createChance } from './chance.ts';

/**
 * Invented programmes, by counts alone: who first counts when, and when that was recorded. What they publish is made by the
 * product's own functions, from totals on.
 */

/** What is simulated of the catalogue: of each way of counting people, and what is related. */
const simulated = ['members_enrolled', 'members_active', 'leaders_active', 'pensions'];
const catalogue: readonly Indicator[] = indicators.filter(({ code }) => simulated.includes(code));

/** Changes a count by so many people (or takes them back) at a month's end, from the publication on that first knew of it. */
export type Change = {
  readonly code: string;
  readonly month: number;
  readonly recorded: number;
  readonly district: string;
  readonly ageBand: string;
  readonly by: number;
};

export type Programme = {
  readonly changes: readonly Change[];
  /** The publications from which on two records are joined or parted, ascending. Each makes at most one cell fall, by one. */
  readonly joins: readonly number[];
  /** In the order in which they are published; each is asked for after so many months. */
  readonly publications: readonly {
    readonly month: number;
    readonly version: number;
    readonly known: number;
  }[];
};

/** The month `YYYY-MM` of a number. */
const monthName = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

const firstMonth = monthNumber('2025-04');
const oldDistricts = districtsOn('2025-04-01');
/** Whoever is recorded from this month on may live in a district that did not exist before. */
const newDistrictsFrom = monthNumber('2025-12');
const newDistricts = ['Markapuram', 'Polavaram'];

export type Size = {
  readonly months?: number;
  /** In how many districts its members live; one to seven, if it is left out. */
  readonly spread?: number;
  /** How many come in a month, on average; 2 to 25, if it is left out. */
  readonly newcomers?: number;
  /** The share of women who are enrolled twice, are joined some months later, and some of them parted again; none, if it is left out. */
  readonly twins?: number;
};

/** Women who are enrolled a second time, and what joining and parting them changes. */
const enrolTwins = (
  seed: number,
  changes: readonly Change[],
  twins: number,
): { readonly added: readonly Change[]; readonly joins: readonly number[] } => {
  // Of its own, so that programmes without twins stay as they are.
  const chance = createChance(seed + 1_000_000);
  const added: Change[] = [];
  const joins: number[] = [];
  for (const first of changes) {
    if ((first.code !== 'members_enrolled' && first.code !== 'pensions') || !chance.isLikely(twins)) continue;
    // Enrolled again up to four months later, half of them in the cell of somebody else.
    const other = chance.isLikely(0.5) ? first : (changes[chance.below(changes.length)] ?? first);
    const month = first.month + chance.between(0, 4);
    const { district, ageBand } = other;
    const again = { ...first, month, recorded: Math.max(month, first.recorded), district, ageBand };
    const joined = again.recorded + chance.between(1, 5);
    // Her day is the first one, her cell that of the record which is kept.
    const keepsSecond = chance.isLikely(0.5);
    const whileJoined: readonly Omit<Change, 'recorded'>[] = keepsSecond
      ? [
          { ...first, by: -1 },
          { ...again, by: -1 },
          { ...again, month: first.month },
        ]
      : [{ ...again, by: -1 }];
    added.push(again, ...whileJoined.map((change) => ({ ...change, recorded: joined })));
    joins.push(joined);
    if (chance.isLikely(0.2)) {
      const parted = joined + chance.between(1, 4);
      added.push(...whileJoined.map((change) => ({ ...change, by: -change.by, recorded: parted })));
      joins.push(parted);
    }
  }
  return { added, joins: joins.sort((a, b) => a - b) };
};

export const createProgramme = (
  seed: number,
  { months = 12, spread: districts, newcomers: coming, twins = 0 }: Size = {},
): Programme => {
  const chance = createChance(seed);
  const changes: Change[] = [];
  const size = coming ?? chance.between(2, 25);
  const spread = districts ?? chance.between(1, 7);
  const weights = oldDistricts.map(() => 0);
  for (let at = 0; at < spread; at += 1) {
    // Each another one, if there must be so many.
    const drawn = chance.below(weights.length);
    const district = districts === undefined || !weights[drawn] ? drawn : weights.indexOf(0);
    weights[district] = chance.next() ** 2 + 0.05;
  }
  // The new districts are made of what two of the programme's own were, or one; every other woman of it lives there.
  const split = weights.flatMap((weight, at) => (weight > 0 ? [oldDistricts[at]] : [])).slice(0, 2);
  let settled = 0;
  const settle = (district: string, recorded: number): string => {
    const into = newDistricts[split.indexOf(oldDistricts.find((one) => one === district))];
    if (into === undefined || recorded < newDistrictsFrom) {
      return district;
    }
    settled += 1;
    return settled % 2 === 0 ? into : district;
  };
  const bands = breakdownKeys.ageBand.map(() => chance.next() ** 2);
  const person = () => ({
    district: oldDistricts[chance.weighted(weights)] ?? '',
    ageBand: breakdownKeys.ageBand[chance.weighted(bands)] ?? '',
  });
  /** What is recorded late is known one to three months later. */
  const recordedOf = (month: number): number =>
    chance.isLikely(0.15) ? month + chance.between(1, 3) : month;

  for (let month = firstMonth; month < firstMonth + months; month += 1) {
    for (const [code, share] of [
      ['members_enrolled', 1],
      ['pensions', 0.4],
    ] as const) {
      const newcomers = Math.round(size * share * chance.next() * 2);
      for (let at = 0; at < newcomers; at += 1) {
        const recorded = recordedOf(month);
        const { district, ageBand } = person();
        changes.push({ code, month, recorded, district: settle(district, recorded), ageBand, by: 1 });
      }
    }
    for (const joined of changes.filter(
      (change) => change.code === 'members_enrolled' && change.month === month,
    )) {
      const { recorded } = joined;
      changes.push({ ...joined, code: 'members_active' });
      const leads = chance.isLikely(0.3);
      if (leads) {
        changes.push({ ...joined, code: 'leaders_active' });
      }
      if (chance.isLikely(0.15)) {
        const left = month + chance.between(1, 8);
        const gone = { month: left, recorded: Math.max(left, recorded), by: -1 } as const;
        changes.push({ ...joined, ...gone, code: 'members_active' });
        if (leads) {
          changes.push({ ...joined, ...gone, code: 'leaders_active' });
        }
      }
    }
  }

  const publications: { month: number; version: number; known: number }[] = [];
  const versions = new Map<number, number>();
  for (let month = firstMonth; month < firstMonth + months; month += 1) {
    publications.push({ month, version: 1, known: month });
    versions.set(month, 1);
    if (chance.isLikely(0.15)) {
      const corrected = chance.between(firstMonth, month);
      const version = (versions.get(corrected) ?? 1) + 1;
      versions.set(corrected, version);
      publications.push({ month: corrected, version, known: month + 1 });
    }
  }
  const { added, joins } = enrolTwins(seed, changes, twins);
  return { changes: [...changes, ...added], joins, publications };
};

/** The instant from which on a publication knows. */
export const joinedAt = (known: number): string => `${monthName(known + 1)}-04T00:00:00.000Z`;

const totalsOf = (changes: readonly Change[], known: number): Totals => {
  const totals: Totals = new Map();
  for (const { code, month, recorded, district, ageBand, by } of changes) {
    if (recorded > known) {
      continue;
    }
    const series = seriesOf(code);
    for (const name of code.endsWith('_active') ? [series.change] : [series.first]) {
      addTotal(totals, name, month, by);
      addTotal(totals, cellSeriesOf(name, 'district', district), month, by);
      addTotal(totals, cellSeriesOf(name, 'ageBand', ageBand), month, by);
    }
    addTotal(totals, series.inMonth, month, by);
    addTotal(totals, series.firstOfYear, month, by);
  }
  return totals;
};

/** What everybody can read: the bytes of each `snapshot.json`, in the order of publication. */
export const publish = (
  { changes, publications }: Programme,
  gate: Gate,
  secret = 'a programme',
): string[] => {
  const history: PublishedNumbers[] = [];
  return publications.map(({ month, version, known }, at) => {
    const ordinal = at + 1;
    const bytes = renderSnapshot(
      composeSnapshot({
        catalogue,
        totals: totalsOf(changes, known),
        totalsBefore: new Map(),
        programme: [],
        history,
        publication: {
          ordinal,
          month: monthName(month),
          version,
          cutoff: `${monthName(known + 1)}-04T18:30:00.000Z`,
          reason: version === 1 ? null : 'A sheet was entered twice',
        },
        gate,
        secret,
      }),
    );
    history.push(toPublishedNumbers(ordinal, JSON.parse(bytes)));
    return bytes;
  });
};

/** How many people are in a cell, in truth, as a month's first version counts them. */
export const countTruly = (
  { changes }: Programme,
  {
    code,
    month,
    breakdown,
    key,
  }: { code: string; month: string; breakdown: 'district' | 'ageBand'; key: string },
): number =>
  changes
    .filter(
      (change) =>
        change.code === code &&
        change.month <= monthNumber(month) &&
        change.recorded <= monthNumber(month) &&
        change[breakdown] === key,
    )
    .reduce((sum, { by }) => sum + by, 0);
