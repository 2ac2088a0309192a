import {
  isLevel,
  latestOfPeriod,
  latestValues,
  type PublishedPeriod,
} from '../../../functions/months/disclosure/latest-values.ts';
import {
  addValues,
  isSameValue,
  subtractValue,
  type Value,
} from '../../../functions/months/disclosure/value-arithmetic.ts';
import { firstMonthOfFinancialYear } from '../../../functions/shared/calendar/calendar.ts';
import type { Snapshot } from '../months/published.ts';
import { firstMonthOfQuarter, monthsBetween, type Period } from './periods/periods.ts';

/** The published numbers of a month, a quarter, a financial year and to date, as the funder's page shows them. Pure. */

export type PublishedValue = {
  readonly value: Value;
  /** Whether the value is no longer the one that was published first, be it by a later version of its month or by another month's publication. */
  readonly isRevised: boolean;
  /** The value that was published first; only if `isRevised`. The totals of the shown month begin with the shown version, which says itself what it corrects. */
  readonly asPublished?: Value;
  /**
   * Whether one of the period's months was revised since, but the period's new value can't be computed: the same person may
   * count in several months, or the indicator has become a ratio, or a value is withheld.
   */
  readonly isOutdated?: true;
};

/** The latest value of every published number, revised by the later publications. */
export type PublishedValues = {
  /** The months that have a publication, up to the shown one, the oldest first. */
  readonly months: readonly string[];
  /**
   * The value of the period that ends with a month. Undefined if a month that it needs was not published. Undefined also
   * for a quarter of an indicator that counts distinct persons, because one person may count in each of its months,
   * unless each counts once in her life.
   */
  get(code: string, period: Period, month: string): PublishedValue | undefined;
};

/**
 * The published values that the funder's page compares and draws: the latest of every month, from the shown publication
 * and all others that are given. A later publication revises months; where months add up, it revises the year and the total to date by as much.
 * @param snapshot the publication that is shown
 * @param history earlier publications, in the order of publication
 * @param later publications since, in the order of publication; empty if the page shows what was known at the time of `snapshot`
 * @param codesCountedOnce the codes of the indicators in which each person counts in one month alone, that of her first time: their months add up
 */
export function publishedValuesOf(
  snapshot: Snapshot,
  history: readonly Snapshot[],
  later: readonly Snapshot[] = [],
  codesCountedOnce: ReadonlySet<string> = new Set(),
): PublishedValues {
  const publications = [...history, snapshot, ...later];
  const latestByMonth = latestValues(publications);
  const versions = publications.map(
    ({ month, indicators }, publicationIndex) =>
      [month, { publicationIndex, byCode: new Map(indicators.map((one) => [one.code, one])) }] as const,
  );
  // Later entries replace earlier ones, so each month keeps its newest version, and in reverse its first.
  const newestVersions = new Map(versions);
  const firstVersions = new Map(versions.toReversed());
  const changesByCode = changesOf(publications);
  const valueOfPeriod = (
    code: string,
    period: PublishedPeriod,
    month: string,
  ): PublishedValue | undefined => {
    const newest = newestVersions.get(month);
    const indicator = newest?.byCode.get(code);
    if (newest === undefined || indicator === undefined) return undefined;
    const isTotalOfShown = month === snapshot.month && period !== 'month';
    const first = isTotalOfShown ? indicator : (firstVersions.get(month)?.byCode.get(code) ?? indicator);
    // The changes since may have cancelled each other out: then nothing is revised.
    const knownNow = (value: Value): PublishedValue =>
      isSameValue(value, first[period])
        ? { value, isRevised: false }
        : { value, isRevised: true, asPublished: first[period] };
    // Later publications revise a month's own number directly, and a level at the month's end in every period.
    if (period === 'month' || isLevel(indicator.way)) {
      return knownNow(latestOfPeriod(indicator, latestByMonth.get(month)?.get(code), period).value);
    }
    // The totals of a year and to date are not revised themselves: later changes of their months are added to the published total.
    // The total to date counts from the programme's start: every month is later than the empty text.
    const firstMonth = period === 'financialYear' ? firstMonthOfFinancialYear(month) : '';
    const laterChanges = (changesByCode.get(code) ?? []).filter(
      (one) =>
        one.publicationIndex > newest.publicationIndex && one.month >= firstMonth && one.month <= month,
    );
    const asPublished = indicator[period];
    if (laterChanges.length === 0) return knownNow(asPublished);
    const canAdd = indicator.way !== 'distinct' || codesCountedOnce.has(code);
    const value = canAdd ? laterChanges.reduce<Value | undefined>(addChange, asPublished) : undefined;
    return value === undefined ? { value: asPublished, isRevised: false, isOutdated: true } : knownNow(value);
  };
  const valueOfQuarter = (code: string, month: string): PublishedValue | undefined => {
    const way = newestVersions.get(month)?.byCode.get(code)?.way;
    // The level at the end of a quarter is the level at the end of its last month.
    if (way !== undefined && isLevel(way)) return valueOfPeriod(code, 'month', month);
    if (way === undefined || (way === 'distinct' && !codesCountedOnce.has(code))) return undefined;
    const values = monthsBetween(firstMonthOfQuarter(month), month).map((one) =>
      valueOfPeriod(code, 'month', one),
    );
    // The sum is undefined if any month's value is. `reduce` needs no initial value, since there is at least one month: `month` itself.
    return values.reduce((sum, value) =>
      sum === undefined || value === undefined ? undefined : addPublished(sum, value),
    );
  };
  return {
    months: [...latestByMonth.keys()].filter((month) => month <= snapshot.month).sort(),
    get(code, period, month) {
      if (month > snapshot.month) return undefined;
      return period === 'quarter' ? valueOfQuarter(code, month) : valueOfPeriod(code, period, month);
    },
  };
}

/** The sum of two months' values; it is revised if one of them is. */
function addPublished(a: PublishedValue, b: PublishedValue): PublishedValue | undefined {
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
  readonly publicationIndex: number;
};

/**
 * Every change of a month's number by a publication, be it a new version of that month or a revision in a later one,
 * by the indicator's code, in the order of publication.
 */
function changesOf(publications: readonly Snapshot[]): ReadonlyMap<string, readonly MonthChange[]> {
  /** By month and code: `2026-10 members_enrolled`. */
  const latest = new Map<string, Value>();
  const changes = new Map<string, MonthChange[]>();
  for (const [publicationIndex, { month: ownMonth, indicators, revisions }] of publications.entries()) {
    const published = [
      ...indicators.map(({ code, month: value }) => ({ month: ownMonth, code, now: value, was: undefined })),
      ...revisions,
    ];
    for (const { month, code, now, was: wasByRevision } of published) {
      const key = `${month} ${code}`;
      // A revision says what the value was, even of a month whose own publication was not read.
      const was = latest.get(key) ?? wasByRevision;
      latest.set(key, now);
      // Without an earlier value this is the month's first publication, which changes nothing.
      if (was === undefined || isSameValue(was, now)) continue;
      changes.set(code, [...(changes.get(code) ?? []), { month, was, now, publicationIndex }]);
    }
  }
  return changes;
}

/** A total after one of its months changed; undefined if one value is a ratio and another is not, or one is withheld. */
function addChange(total: Value | undefined, { was, now }: MonthChange): Value | undefined {
  const withNow = total === undefined ? undefined : addValues(total, now);
  return withNow === undefined ? undefined : subtractValue(withNow, was);
}
