import {
  latestOfPeriod,
  latestValues,
  type PublishedPeriod,
} from '../../../functions/disclosure/latest-values.ts';
import {
  addValues,
  isSameValue,
  negateValue,
  type Value,
} from '../../../functions/disclosure/value-arithmetic.ts';

import { firstMonthOfFinancialYear } from '../../../functions/domain/calendar.ts';
import type { Snapshot } from '../months/published.ts';
import { firstMonthOfQuarter, monthsBetween, type Period } from './periods.ts';

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
  readonly isOutdated?: true;
};

/** The latest value of every published number by the newest of the publications: as first published, or as revised since. */
export type PublishedValues = {
  /** The months that have a publication, up to the snapshot's own, the oldest first. */
  readonly months: readonly string[];
  /**
   * The number of a period that ends with a month; undefined if a month that it needs was not published, and for the quarter of
   * an indicator that counts different persons: those of three months can't be added up.
   */
  get(code: string, period: Period, month: string): PublishedValue | undefined;
};

/**
 * The published values that the funder's page compares and draws: the latest of every month, from the shown publication
 * and all others that are given. A later publication revises months; where months add up, it revises the year and the total to date by as much.
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
      return { value: asPublished, isRevised: false, isOutdated: true };
    const value = since.reduce<Value | undefined>(addChange, asPublished);
    if (value === undefined) return { value: asPublished, isRevised: false, isOutdated: true };
    return isSameValue(value, asPublished)
      ? { value, isRevised: false }
      : { value, isRevised: true, asPublished };
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
    get(code, period, month) {
      if (month > snapshot.month) return undefined;
      return period === 'quarter' ? ofQuarter(code, month) : published(code, period, month);
    },
  };
}

function addUp(a: PublishedValue, b: PublishedValue): PublishedValue | undefined {
  const value = addValues(a.value, b.value);
  const asPublished = addValues(a.asPublished ?? a.value, b.asPublished ?? b.value);
  if (value === undefined || asPublished === undefined) return undefined;
  return a.isRevised || b.isRevised ? { value, isRevised: true, asPublished } : { value, isRevised: false };
}

type MonthChange = {
  /** The month whose number changed. */
  readonly month: string;
  readonly was: Value;
  readonly now: Value;
  /** The index of the publication that changed it. */
  readonly at: number;
};

/** Every change of a month's number by a publication, by the indicator's code, in the order of publication. */
function changesOf(publications: readonly Snapshot[]): ReadonlyMap<string, readonly MonthChange[]> {
  const known = new Map<string, Value>();
  const changes = new Map<string, MonthChange[]>();
  for (const [at, { month: own, indicators, revisions }] of publications.entries()) {
    const told = [
      ...indicators.map(({ code, month: now }) => ({ month: own, code, now, was: undefined })),
      ...revisions,
    ];
    for (const { month, code, now, was: said } of told) {
      const key = `${month} ${code}`;
      const was = known.get(key) ?? said;
      known.set(key, now);
      if (was === undefined || isSameValue(was, now)) continue;
      changes.set(code, [...(changes.get(code) ?? []), { month, was, now, at }]);
    }
  }
  return changes;
}

/** A total after one of its months changed. */
function addChange(total: Value | undefined, { was, now }: MonthChange): Value | undefined {
  const grown = total === undefined ? undefined : addValues(total, now);
  return grown === undefined ? undefined : addValues(grown, negateValue(was));
}
