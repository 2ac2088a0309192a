/**
 * Series of numbers by month. Every published number is a sum of one or more series over a range of months. Every series is a sum over subjects
 * or facts, so the totals of parts of the journal can be added (shards.ts).
 */

/** Series by name; each maps a month's number (months.ts) to an amount. */
export type Totals = Map<string, Map<number, number>>;

export const addTotal = (totals: Totals, name: string, month: number, amount: number): void => {
  let series = totals.get(name);
  if (series === undefined) {
    series = new Map();
    totals.set(name, series);
  }
  series.set(month, (series.get(month) ?? 0) + amount);
};

/** The sum of an indicator's series over the months from `from` to `to`, both included. */
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

/** The sums of a series from its beginning up to each of the given months. @param months in ascending order */
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

/** The month number from which totals up to now are summed: before all others. */
export const beginning = Number.NEGATIVE_INFINITY;

/** The names of an indicator's series of totals; which of them it has depends on its way of counting. */
export const seriesOf = (code: string) => ({
  /** `sum`: the amounts of a month's facts. */
  amount: `${code}.amount`,
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
});
