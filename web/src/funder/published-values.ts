import {
  latestOfPeriod,
  latestValues,
  type PublishedPeriod,
} from '../../../functions/disclosure/latest-values.ts';
import { changeOf, numberOf, type Value } from '../../../functions/disclosure/value-arithmetic.ts';
import { addMonths, firstMonthOfFinancialYear } from '../../../functions/domain/calendar.ts';
import type { Indicator, Snapshot } from '../months/published.ts';
import {
  firstMonthOfQuarter,
  lastMonthOfQuarter,
  monthBefore,
  monthsBetween,
  type Period,
} from './periods.ts';

/** The published numbers of a month, a quarter, a financial year and to date, as the funder's page shows them. Pure. */

export type PublishedValue = {
  readonly value: Value;
  /** Whether a publication later than the month's newest version has revised it, or one of its months. */
  readonly isRevised: boolean;
  /** What the month's newest version said, where it was revised since. */
  readonly asPublished?: Value;
  /**
   * Whether one of its months was revised since, and what the period comes to by now can't be told: different persons of
   * several months can't be added up.
   */
  readonly isUntold?: true;
};

/** The latest value of every published number by the newest of the publications: as first published, or as revised since. */
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
 * The latest published values of every month, from the shown publication and all others that are given: what the funder's page
 * compares and draws. A later publication revises months; where months add up, it revises the year and the total to date by as much.
 * @param snapshot the publication that is shown
 * @param history earlier publications, in the order of publication
 * @param later publications since, in the order of publication; none where it is shown what was known then
 * @param countedOnce the indicators in which each person counts in one month alone, that of her first time: their months add up
 */
export function publishedValuesOf(
  snapshot: Snapshot,
  history: readonly Snapshot[],
  later: readonly Snapshot[] = [],
  countedOnce: ReadonlySet<string> = new Set(),
): PublishedValues {
  const publications = [...history, snapshot, ...later];
  const latest = latestValues(publications);
  const newest = new Map(
    publications.map(({ month, indicators }, at) => [
      month,
      { at, byCode: new Map(indicators.map((one) => [one.code, one])) },
    ]),
  );
  const changes = changesOf(publications);
  const published = (code: string, period: PublishedPeriod, month: string): PublishedValue | undefined => {
    const own = newest.get(month);
    const indicator = own?.byCode.get(code);
    if (own === undefined || indicator === undefined) return undefined;
    if (period === 'month' || indicator.way === 'stock') {
      const { value, revisedIn } = latestOfPeriod(indicator, latest.get(month)?.get(code), period);
      return revisedIn === undefined
        ? { value, isRevised: false }
        : { value, isRevised: true, asPublished: indicator[period] };
    }
    const first = period === 'financialYear' ? firstMonthOfFinancialYear(month) : '';
    const since = (changes.get(code) ?? []).filter(
      (one) => one.at > own.at && one.month >= first && one.month <= month,
    );
    const asPublished = indicator[period];
    if (since.length === 0) return { value: asPublished, isRevised: false };
    if (indicator.way === 'distinct' && !countedOnce.has(code))
      return { value: asPublished, isRevised: false, isUntold: true };
    const value = since.reduce<Value | undefined>(addChange, asPublished);
    if (value === undefined) return { value: asPublished, isRevised: false, isUntold: true };
    return isSame(value, asPublished) ? { value, isRevised: false } : { value, isRevised: true, asPublished };
  };
  const ofQuarter = (code: string, month: string): PublishedValue | undefined => {
    const way = newest.get(month)?.byCode.get(code)?.way;
    if (way === 'stock') return published(code, 'month', month);
    if (way === undefined || way === 'distinct') return undefined;
    const all = monthsBetween(firstMonthOfQuarter(month), month).map((one) => published(code, 'month', one));
    return all.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : addUp(sum, one)));
  };
  return {
    months: [...latest.keys()].filter((month) => month <= snapshot.month).sort(),
    of(code, period, month) {
      if (month > snapshot.month) return undefined;
      return period === 'quarter' ? ofQuarter(code, month) : published(code, period, month);
    },
  };
}

function addUp(a: PublishedValue, b: PublishedValue): PublishedValue | undefined {
  const value = sumOf(a.value, b.value);
  const asPublished = sumOf(a.asPublished ?? a.value, b.asPublished ?? b.value);
  if (value === undefined || asPublished === undefined) return undefined;
  return a.isRevised || b.isRevised ? { value, isRevised: true, asPublished } : { value, isRevised: false };
}

type Change = {
  /** The month whose number changed. */
  readonly month: string;
  readonly was: Value;
  readonly now: Value;
  /** The index of the publication that changed it. */
  readonly at: number;
};

/** Every change of a month's number by a publication, by the indicator's code, in the order of publication. */
function changesOf(publications: readonly Snapshot[]): ReadonlyMap<string, readonly Change[]> {
  const known = new Map<string, Value>();
  const changes = new Map<string, Change[]>();
  for (const [at, { month: own, indicators, revisions }] of publications.entries()) {
    const told = [
      ...indicators.map(({ code, month: now }) => ({ month: own, code, now, was: undefined })),
      ...revisions,
    ];
    for (const { month, code, now, was: said } of told) {
      const key = `${month} ${code}`;
      const was = known.get(key) ?? said;
      known.set(key, now);
      if (was === undefined || isSame(was, now)) continue;
      changes.set(code, [...(changes.get(code) ?? []), { month, was, now, at }]);
    }
  }
  return changes;
}

/** Of two ratios, both parts; undefined where one is a ratio and the other is not. */
function sumOf(a: Value, b: Value): Value | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? a + b : undefined;
  if (typeof b === 'number') return undefined;
  return { numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator };
}

const negative = (value: Value): Value =>
  typeof value === 'number' ? -value : { numerator: -value.numerator, denominator: -value.denominator };

/** A total after one of its months changed. */
function addChange(total: Value | undefined, { was, now }: Change): Value | undefined {
  const grown = total === undefined ? undefined : sumOf(total, now);
  return grown === undefined ? undefined : sumOf(grown, negative(was));
}

export type Comparison = {
  readonly now: PublishedValue | undefined;
  /** In the indicator's unit; of a ratio in tenths of a percentage point. Null if there is nothing to compare. */
  readonly change: number | null;
  readonly lastYear: PublishedValue | undefined;
  readonly changeOnLastYear: number | null;
};

/** For the funder's page: a published number of a period compared with the one before and the one of a year before. */
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

/**
 * For the funder's charts: an indicator's newest published values of a period as points, oldest first, from the first
 * that is known.
 */
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

/**
 * For the funder's charts: the magnitude of a published value, as one number: a ratio becomes its share, from 0 to 1;
 * null where there is none.
 */
export function magnitudeOf(value: Value | undefined): number | null {
  const number = numberOf(value ?? null);
  return typeof value === 'number' || number === null ? number : number / 1000;
}

/**
 * For the funder's page: the share of the financial year's target that the published value reached: 0.6 for 9 of 15;
 * null without a target or with a target of 0.
 * @param year what the year comes to
 */
export const progressOf = (year: Value | undefined, target: number | null): number | null =>
  target === null || target === 0 || typeof year !== 'number' ? null : year / target;

/** Whether two published values are the same. */
export const isSame = (a: Value, b: Value): boolean =>
  typeof a === 'number' || typeof b === 'number'
    ? a === b
    : a.numerator === b.numerator && a.denominator === b.denominator;
