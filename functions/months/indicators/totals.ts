import { monthNumber } from './month-numbers.ts';
import type { Changes } from './monthly-changes.ts';

/**
 * Series of numbers by month. Every published number is a sum of one or more series over a range of months. Every series is a sum over subjects
 * or facts, so the totals of parts of the journal can be added (shards.ts).
 */

/** Series by name; each maps a month's number (month-numbers.ts) to an amount. */
export type Totals = Map<string, Map<number, number>>;

/** Adds an amount to a series' total of one month. */
export const addTotal = (totals: Totals, name: string, month: number, amount: number): void => {
  let series = totals.get(name);
  if (series === undefined) {
    series = new Map();
    totals.set(name, series);
  }
  series.set(month, (series.get(month) ?? 0) + amount);
};

/**
 * Totals to which a great many changes are being added. Most changes are in months near to today, and an array is faster than a map: `near` has each
 * series' months from `firstNear` on in an array. The few months before and after them are in `totals` at once; `addAllNear` adds the others at the end.
 */
export type Accumulator = { readonly totals: Totals; readonly near: Map<string, Float64Array> };
const firstNear = monthNumber('1990-01');
const monthsNear = 1024;

/** Adds changes to a series. @param atLeast if given, 1 is added for each change of at least this, instead of its amount */
export const accumulate = (
  { near, totals }: Accumulator,
  name: string,
  changes: Changes,
  atLeast?: number,
): void => {
  if (changes.length === 0) return;
  let months = near.get(name);
  if (months === undefined) {
    months = new Float64Array(monthsNear);
    near.set(name, months);
  }
  for (let index = 0; index < changes.length; index += 2) {
    const month = changes[index] ?? 0;
    const change = changes[index + 1] ?? 0;
    const amount = atLeast === undefined ? change : Number(change >= atLeast);
    const place = month - firstNear;
    if (place >= 0 && place < monthsNear) months[place] = (months[place] ?? 0) + amount;
    else addTotal(totals, name, month, amount);
  }
};

/** Adds the near months to the totals, once all changes are added. */
export const addAllNear = ({ near, totals }: Accumulator): void => {
  for (const [name, months] of near) {
    for (let place = 0; place < monthsNear; place += 1) {
      const amount = months[place] ?? 0;
      if (amount !== 0) addTotal(totals, name, firstNear + place, amount);
    }
  }
};

/** The total of a series over the months (month numbers) from `from` to `to`, both included. */
export const sumTotal = (totals: Totals, name: string, from: number, to: number): number => {
  const series = totals.get(name);
  if (series === undefined) {
    return 0;
  }
  // A single month needs no pass over all months.
  if (from === to) {
    return series.get(to) ?? 0;
  }
  let sum = 0;
  for (const [month, amount] of series) {
    if (month >= from && month <= to) {
      sum += amount;
    }
  }
  return sum;
};

/** The running totals of a series: its sums from the beginning up to each of the given months. @param months in ascending order */
export const sumsUpTo = (totals: Totals, name: string, months: readonly number[]): number[] => {
  const amounts = [...(totals.get(name) ?? [])]
    .map(([month, amount]) => ({ month, amount }))
    .sort((a, b) => a.month - b.month);
  let sum = 0;
  /** The first amount that is not in the sum yet. */
  let index = 0;
  return months.map((lastMonth) => {
    for (let next = amounts[index]; next !== undefined && next.month <= lastMonth; next = amounts[index]) {
      sum += next.amount;
      index += 1;
    }
    return sum;
  });
};

/** Adds up totals that were counted separately, such as those of all shards. */
export const mergeTotals = (parts: Iterable<Totals>): Totals => {
  const whole: Totals = new Map();
  for (const totals of parts) {
    for (const [name, series] of totals) {
      for (const [month, amount] of series) {
        addTotal(whole, name, month, amount);
      }
    }
  }
  return whole;
};

/** The month number from which a total since the first month is summed: it is before all months. */
export const beginning = Number.NEGATIVE_INFINITY;

/** The names of an indicator's series in the totals. Which of them it has depends on its way of counting. */
export const seriesOf = (code: string) => ({
  /** `sum`: the amounts of a month's facts. */
  amount: `${code}.amount`,
  /** `ratio`: the amounts of a month's facts, above and below the line. `ratio_of_stocks`: the changes of both levels. */
  numerator: `${code}.numerator`,
  denominator: `${code}.denominator`,
  /** `distinct`: the members with a fact in the month. */
  inMonth: `${code}.month`,
  /** `distinct`: the members whose first fact of the financial year is in the month. */
  firstOfYear: `${code}.year`,
  /** `distinct`: the members whose first fact ever is in the month. */
  first: `${code}.first`,
  /** `stock`: the change of the level since the end of the month before. */
  change: `${code}.change`,
  /** A money stock of members: the change of the number of members who hold some of it and have not agreed to be counted. */
  leftOut: `${code}.leftOut`,
});
