import { type AgeBand, ageBands } from '../domain/age-bands.ts';
import { lastDateOf } from '../domain/calendar.ts';
import { type District, districtNames, districtsOn } from '../domain/districts.ts';

/**
 * Numbers by month. Every published number is a sum over months of one or more of these series, and every series is a sum
 * over subjects (a member, a collective) or facts, so that the totals of parts of the journal can be added (shards.ts).
 */

/** Series by name. */
export type Totals = Map<string, Map<number, number>>;

export const addTotal = (totals: Totals, name: string, month: number, amount: number): void => {
  let series = totals.get(name);
  if (series === undefined) {
    series = new Map();
    totals.set(name, series);
  }
  series.set(month, (series.get(month) ?? 0) + amount);
};

/** The sum of a series over months, both included. */
export const sumTotal = (totals: Totals, name: string, from: number, to: number): number => {
  const series = totals.get(name);
  if (series === undefined || from === to) {
    return series?.get(to) ?? 0;
  }
  let sum = 0;
  for (const [month, amount] of series) {
    if (month >= from && month <= to) {
      sum += amount;
    }
  }
  return sum;
};

/** The sums of a series from its beginning up to each of some months, which are in order. */
export const sumsUpTo = (totals: Totals, name: string, months: readonly number[]): number[] => {
  const series = [...(totals.get(name) ?? [])].sort(([a], [b]) => a - b);
  let sum = 0;
  let at = 0;
  return months.map((to) => {
    for (; at < series.length && (series[at]?.[0] ?? 0) <= to; at += 1) {
      sum += series[at]?.[1] ?? 0;
    }
    return sum;
  });
};

/** Before every month. */
export const beginning = Number.NEGATIVE_INFINITY;

/** Names of an indicator's series. */
export const seriesOf = (code: string) => ({
  /** Of a sum: what the facts of a month add up to. */
  amount: `${code}.amount`,
  numerator: `${code}.numerator`,
  denominator: `${code}.denominator`,
  /** Of distinct members: those with a fact in the month. */
  inMonth: `${code}.month`,
  /** … those whose first fact of a financial year lies in the month. */
  firstOfYear: `${code}.year`,
  /** … those whose first fact ever lies in the month. */
  first: `${code}.first`,
  /** Of a stock: by how much it changes from one month's end to the next. */
  change: `${code}.change`,
});

/** The ways in which a number of members is broken down, and the keys that each ever had, in the order in which they are shown. */
export const breakdownKeys = { district: districtNames, ageBand: ageBands } as const;
export type BreakdownName = keyof typeof breakdownKeys;
export const breakdownNames = ['district', 'ageBand'] as const satisfies readonly BreakdownName[];

/** The keys that the breakdown of a month lists: the districts in force on its last day. */
export const keysInMonth = (name: BreakdownName, month: string): readonly string[] =>
  name === 'district' ? districtsOn(lastDateOf(month)) : breakdownKeys[name];

export const cellSeriesOf = (series: string, breakdown: BreakdownName, key: string): string =>
  `${series}.${breakdown}.${key}`;

/** A member's district and age band as one number. */
export const cellOf = (district: District, ageBand: AgeBand): number =>
  districtNames.indexOf(district) * ageBands.length + ageBands.indexOf(ageBand);

/** The series of one number in which a member of a cell is counted: her district's and her age band's, by cell. */
export const cellSeriesNames = (series: string): (readonly [string, string])[] =>
  districtNames.flatMap((district) =>
    ageBands.map(
      (ageBand) =>
        [cellSeriesOf(series, 'district', district), cellSeriesOf(series, 'ageBand', ageBand)] as const,
    ),
  );
