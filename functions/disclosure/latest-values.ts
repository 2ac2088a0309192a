/**
 * What is known of published months. The reports, the files and the funder's page all take it from here, so that they never
 * differ; pure, without an import, since the page's bundle holds it too.
 */

/** A number, or both parts of a ratio. */
export type Value = number | { readonly numerator: number; readonly denominator: number };

/** What a later publication says of an earlier month's own value. */
export type Revision = {
  readonly month: string;
  readonly code: string;
  readonly was: Value;
  readonly now: Value;
};

/** A publication, as far as it says something of months: of its own, and of earlier ones by its revisions. */
export type PublishedValues = {
  readonly month: string;
  readonly version: number;
  readonly indicators: readonly { readonly code: string; readonly month: Value }[];
  readonly revisions: readonly Revision[];
};

export type LatestValue = {
  readonly value: Value;
  /** The later publication that revised it; undefined where the month's newest version says so itself. */
  readonly revisedIn?: { readonly month: string; readonly version: number };
};

/**
 * What is known of each month once the last of the publications is out: what the month's newest version says, as revised by every
 * later publication.
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

/** The periods that every publication has a number of. */
export type PublishedPeriod = 'month' | 'financialYear' | 'toDate';

/**
 * What is known of one period of a month: its own number, and of a stock every period, as revised since; the other periods as the
 * month's newest version says, since nothing revises them.
 * @param indicator of the month's newest version
 * @param known of the same month and indicator
 */
export const latestOfPeriod = (
  indicator: { readonly way: string } & Readonly<Record<PublishedPeriod, Value>>,
  known: LatestValue | undefined,
  period: PublishedPeriod,
): LatestValue => {
  const isRevised = known?.revisedIn !== undefined && (period === 'month' || indicator.way === 'stock');
  return isRevised ? known : { value: indicator[period] };
};

/** Tenths of a percent, halves up, by whole numbers alone; null for a part of nothing. */
export const permilleOf = ({ numerator, denominator }: Exclude<Value, number>): number | null =>
  denominator === 0 ? null : Math.floor((2000 * numerator + denominator) / (2 * denominator));

/** A number to draw or to compare: of a ratio its share in tenths of a percent. */
export const numberOf = (value: Value | null): number | null =>
  value === null || typeof value === 'number' ? value : permilleOf(value);

/** How much more there is now: of a ratio in tenths of a percentage point; null where there is nothing to compare. */
export const changeOf = (was: Value | null, now: Value | null): number | null => {
  const from = numberOf(was);
  const to = numberOf(now);
  return from === null || to === null ? null : to - from;
};
