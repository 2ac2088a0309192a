import {
  changeOf,
  type LatestValue,
  latestOfPeriod,
  latestValues,
  numberOf,
  type PublishedPeriod,
  type Value,
} from '../../../functions/disclosure/latest-values.ts';
import { addMonths, firstMonthOfFinancialYear } from '../../../functions/domain/calendar.ts';
import type { Indicator, Snapshot } from '../months/published.ts';

/** What published numbers say of a month, a quarter, a financial year and to date. Pure. */

export const periods = ['month', 'quarter', 'financialYear', 'toDate'] as const;
export type Period = (typeof periods)[number];

export type PublishedValue = {
  readonly value: Value;
  /** Whether a publication later than the month's newest version has revised it, or one of its months. */
  readonly isRevised: boolean;
};

/** The latest value of every published number at the time of a publication: as first published, or as revised since. */
export type PublishedValues = {
  /** The months that have a publication, up to the snapshot's own, the oldest first. */
  readonly months: readonly string[];
  /**
   * The number of a period that ends with a month; undefined if a month that it needs was not published, and for the quarter of
   * an indicator that counts different persons: those of three months can't be added up.
   */
  of(code: string, period: Period, month: string): PublishedValue | undefined;
};

/**
 * The latest published values of every month, from the shown publication and all before it: what the funder's page
 * compares and draws.
 * @param snapshot the publication that is shown
 * @param history earlier publications, in the order of publication
 */
export function publishedValuesOf(snapshot: Snapshot, history: readonly Snapshot[]): PublishedValues {
  const publications = [...history, snapshot];
  const latest = latestValues(publications);
  const newest = new Map(
    publications.map(({ month, indicators }) => [month, new Map(indicators.map((one) => [one.code, one]))]),
  );
  const published = (code: string, period: PublishedPeriod, month: string): LatestValue | undefined => {
    const indicator = newest.get(month)?.get(code);
    return indicator && latestOfPeriod(indicator, latest.get(month)?.get(code), period);
  };
  const ofQuarter = (code: string, month: string): LatestValue | undefined => {
    const way = newest.get(month)?.get(code)?.way;
    if (way === 'stock') return published(code, 'month', month);
    if (way === undefined || way === 'distinct') return undefined;
    const all = monthsBetween(firstMonthOfQuarter(month), month).map((one) => published(code, 'month', one));
    return all.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : addUp(sum, one)));
  };
  return {
    months: [...latest.keys()].filter((month) => month <= snapshot.month).sort(),
    of(code, period, month) {
      if (month > snapshot.month) return undefined;
      const found = period === 'quarter' ? ofQuarter(code, month) : published(code, period, month);
      return found && { value: found.value, isRevised: found.revisedIn !== undefined };
    },
  };
}

function addUp(a: LatestValue, b: LatestValue): LatestValue | undefined {
  const value = sumOf(a.value, b.value);
  const revisedIn = b.revisedIn ?? a.revisedIn;
  return value === undefined ? undefined : { value, ...(revisedIn === undefined ? {} : { revisedIn }) };
}

/** Of two ratios, both parts; undefined where one is a ratio and the other is not. */
function sumOf(a: Value, b: Value): Value | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? a + b : undefined;
  if (typeof b === 'number') return undefined;
  return { numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator };
}

/** The months from one to another, both included. */
export const monthsBetween = (first: string, last: string): string[] =>
  first > last ? [] : [first, ...monthsBetween(addMonths(first, 1), last)];

/** The first month of the quarter of a month: quarters begin in April, July, October and January. */
export const firstMonthOfQuarter = (month: string): string =>
  addMonths(month, -((Number(month.slice(5)) - 1) % 3));

export const lastMonthOfQuarter = (month: string): string => addMonths(firstMonthOfQuarter(month), 2);

type Way = Indicator['way'];

/** The month with which the period ends that a number is compared with; undefined if there is none that compares. */
export function monthBefore(way: Way, period: Period, month: string): string | undefined {
  if (way === 'stock') {
    if (period === 'quarter') return addMonths(firstMonthOfQuarter(month), -1);
    return addMonths(period === 'financialYear' ? firstMonthOfFinancialYear(month) : month, -1);
  }
  if (period === 'month') return addMonths(month, -1);
  // What isn't over yet says nothing beside a whole quarter.
  if (period === 'quarter') return month === lastMonthOfQuarter(month) ? addMonths(month, -3) : undefined;
  // A total grows by what the month adds; a share does not.
  if (way === 'ratio') return undefined;
  return period === 'financialYear' && month === firstMonthOfFinancialYear(month)
    ? undefined
    : addMonths(month, -1);
}

export type Comparison = {
  readonly now: PublishedValue | undefined;
  /** In the indicator's unit; of a ratio in tenths of a percentage point. Null if there is nothing to compare. */
  readonly change: number | null;
  readonly lastYear: PublishedValue | undefined;
  readonly changeOnLastYear: number | null;
};

/** A published number of a period, beside the one before and the one of a year before. */
export function compare(
  values: PublishedValues,
  { code, way }: Indicator,
  period: Period,
  month: string,
): Comparison {
  const now = values.of(code, period, month);
  const before = monthBefore(way, period, month);
  const lastYear = values.of(code, period, addMonths(month, -12));
  const on = (other: PublishedValue | undefined) => changeOf(other?.value ?? null, now?.value ?? null);
  return {
    now,
    change: before === undefined ? null : on(values.of(code, period, before)),
    lastYear,
    changeOnLastYear: on(lastYear),
  };
}

export type Point = {
  /** The month with which its period ends. */
  readonly month: string;
  /** Undefined where no publication says it. */
  readonly now: PublishedValue | undefined;
  /** The same of a year before. */
  readonly yearBefore: PublishedValue | undefined;
};

/** An indicator's newest points of a period, oldest first, from the first that is known. */
export function pointsOf(
  values: PublishedValues,
  code: string,
  period: Period,
  { last, count }: { readonly last: string; readonly count: number },
): Point[] {
  const ends =
    period === 'quarter'
      ? Array.from({ length: count }, (_, ago) =>
          ago === 0 ? last : addMonths(lastMonthOfQuarter(last), -3 * ago),
        ).toReversed()
      : monthsBetween(addMonths(last, 1 - count), last);
  const points = ends.map((month) => ({
    month,
    now: values.of(code, period, month),
    yearBefore: values.of(code, period, addMonths(month, -12)),
  }));
  const first = points.findIndex((point) => point.now !== undefined);
  return first === -1 ? [] : points.slice(first);
}

/** A published value as one number for a chart: a ratio becomes its share, from 0 to 1; null where there is none. */
export function magnitudeOf(value: Value | undefined): number | null {
  const number = numberOf(value ?? null);
  return typeof value === 'number' || number === null ? number : number / 1000;
}

/**
 * The share of the financial year's target that an indicator has reached: 0.6 for 9 of 15; null without a target or with
 * a target of 0.
 */
export function progressOf({ financialYear, target }: Indicator): number | null {
  return target === null || target === 0 || typeof financialYear !== 'number' ? null : financialYear / target;
}

/** A change of what was said of one month. */
export type NumberRevision = {
  /** The month whose number changed. */
  readonly month: string;
  readonly was: Value;
  readonly now: Value;
  /** The publication that said so, and its reason if it was a correction. */
  readonly by: Pick<Snapshot, 'month' | 'version' | 'reason' | 'cutoff'>;
};

/** Every change of what was said of an indicator's months. @param publications all, in the order of publication */
export function revisionsOf(code: string, publications: readonly Snapshot[]): NumberRevision[] {
  const latest = new Map<string, Value>();
  return publications.flatMap((by) => {
    const own = by.indicators.find((one) => one.code === code);
    const told = [
      ...(own === undefined ? [] : [{ month: by.month, now: own.month }]),
      ...by.revisions.filter((one) => one.code === code),
    ];
    return told.flatMap(({ month, now }) => {
      const was = latest.get(month);
      latest.set(month, now);
      return was === undefined || isSame(was, now) ? [] : [{ month, was, now, by }];
    });
  });
}

const isSame = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a === b
    : a.numerator === b.numerator && a.denominator === b.denominator;

/** Round numbers for a chart's axis, from zero to the highest value or slightly above: 0, 5, 10, 15 for 13. */
export function ticksOf(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
