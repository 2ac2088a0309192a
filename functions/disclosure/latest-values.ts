import type { Value } from './value-arithmetic.ts';

/**
 * The latest value of each published month, with later revisions. The reports, the files and the funder's page all use these functions,
 * so they never differ. This file imports no package, because the page's bundle contains it too.
 */

/** A later publication's change of an earlier month's value. */
export type Revision = {
  readonly month: string;
  readonly code: string;
  readonly was: Value;
  readonly now: Value;
};

/** The month values in a publication: its own month's, and its revisions of earlier months. */
export type PublishedValues = {
  readonly month: string;
  readonly version: number;
  readonly indicators: readonly { readonly code: string; readonly month: Value }[];
  readonly revisions: readonly Revision[];
};

export type LatestValue = {
  readonly value: Value;
  /** The later publication that revised the value; undefined if the value is from the month's own newest version. */
  readonly revisedIn?: { readonly month: string; readonly version: number };
};

/**
 * The latest value of each month: from the month's newest version, changed by the revisions of every later publication.
 * @param publications in the order of publication
 * @returns the months' own values by month and code; months in the order in which they were first published
 */
export const latestValues = (
  publications: Iterable<PublishedValues>,
): Map<string, Map<string, LatestValue>> => {
  const months = new Map<string, Map<string, LatestValue>>();
  for (const { month, version, indicators, revisions } of publications) {
    months.set(month, new Map(indicators.map(({ code, month: value }) => [code, { value }])));
    for (const { month: earlier, code, now } of revisions) {
      months.get(earlier)?.set(code, { value: now, revisedIn: { month, version } });
    }
  }
  return months;
};

/** The periods for which every publication has a number of each indicator. */
export type PublishedPeriod = 'month' | 'financialYear' | 'toDate';

/**
 * The latest value of one period. Revisions change the month's own value, and for a stock every period, since all three are the level at
 * the month's end. Nothing revises the other periods of other indicators.
 * @param indicator the entry in the month's newest version
 * @param known the indicator's latest value for the same month
 */
export const latestOfPeriod = (
  indicator: { readonly way: string } & Readonly<Record<PublishedPeriod, Value>>,
  known: LatestValue | undefined,
  period: PublishedPeriod,
): LatestValue => {
  const isRevised = known?.revisedIn !== undefined && (period === 'month' || indicator.way === 'stock');
  return isRevised ? known : { value: indicator[period] };
};
