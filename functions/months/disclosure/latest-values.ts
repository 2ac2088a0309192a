import type { Value } from './value-arithmetic.ts';

/**
 * The latest values of published months, after all later revisions. The reports, the files and the funder's page all use these functions,
 * so that they never differ. This file imports no package, because it is in the page's bundle too.
 */

/** A later publication's change of an earlier month's value, from `was` to `now`. */
export type Revision = {
  /** The earlier month. */
  readonly month: string;
  readonly code: string;
  readonly was: Value;
  readonly now: Value;
};

/** The month values in a publication: its own month's, and its revisions of earlier months. */
export type PublishedValues = {
  readonly month: string;
  readonly version: number;
  /** By code, each indicator's value of the month itself. */
  readonly indicators: readonly { readonly code: string; readonly month: Value }[];
  readonly revisions: readonly Revision[];
};

export type LatestValue = {
  readonly value: Value;
  /** The later publication that revised the value; undefined if the value is from the month's own newest version. */
  readonly revisedIn?: { readonly month: string; readonly version: number };
};

/** The latest values by month and indicator code; months in the order in which they were first published. */
export type LatestValues = Map<string, Map<string, LatestValue>>;

/** Changes the latest values by the next publication. */
export const addPublished = (
  months: LatestValues,
  { month, version, indicators, revisions }: PublishedValues,
): void => {
  // A later version of a month replaces its values; the month keeps its place in the order.
  months.set(month, new Map(indicators.map(({ code, month: value }) => [code, { value }])));
  for (const { month: revisedMonth, code, now } of revisions) {
    months.get(revisedMonth)?.set(code, { value: now, revisedIn: { month, version } });
  }
};

/**
 * The latest values of all published months: each from the month's newest version, changed by the revisions in later publications.
 * @param publications in the order of publication
 */
export const latestValues = (publications: Iterable<PublishedValues>): LatestValues => {
  const months: LatestValues = new Map();
  for (const publication of publications) addPublished(months, publication);
  return months;
};

/** Whether an indicator is a level at the end of a month, by its way of counting: then it has one value for all periods. */
export const isLevel = (way: string): boolean => way === 'stock' || way === 'ratio_of_stocks';

/** The periods for which every publication has a value of each indicator. */
export type PublishedPeriod = 'month' | 'financialYear' | 'toDate';

/**
 * The latest value of an indicator for one of a month's periods. A revision changes the month's own value. For a level it changes the other
 * periods too, since all three are the level at the month's end. Nothing revises the other periods of other indicators.
 * @param indicator the indicator with its values in the month's newest version
 * @param latestOfMonth the indicator's latest value for the month itself
 */
export const latestOfPeriod = (
  indicator: { readonly way: string } & Readonly<Record<PublishedPeriod, Value>>,
  latestOfMonth: LatestValue | undefined,
  period: PublishedPeriod,
): LatestValue => {
  const isRevised = latestOfMonth?.revisedIn !== undefined && (period === 'month' || isLevel(indicator.way));
  return isRevised ? latestOfMonth : { value: indicator[period] };
};
