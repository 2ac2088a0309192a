import { compareTexts } from '../../functions/shared/text/compare-texts.ts';
import type { Count, CountedPublication, Period } from './duckdb-count.ts';
import type { PublishedIndicator, PublishedValue } from './published-month.ts';

/** The publication that is audited, among all others. */
export type PublicationHistory = {
  /** Sorted by ordinal. */
  readonly all: readonly CountedPublication[];
  readonly audited: CountedPublication;
};

export const periodNames: Readonly<Record<Period, string>> = {
  month: 'month',
  financialYear: 'financial year',
  toDate: 'to date',
};

/** The smallest number of people that is published where it might show who they are. It is the disclosure policy's, written a second time. */
export const fewestTold = 11;

const tooFew: PublishedValue = { withheld: 'too_few' };

/** Whether an indicator is counted twice a year, and no later publication revises it. */
export const isHalfYearly = ({ way }: PublishedIndicator): boolean => way === 'ratio_of_stocks';

/**
 * The publication whose count of March or September a publication shows. For March and September it is the publication itself; for other months the newest
 * version, published before it, of the last March or September. Undefined before the first.
 */
export const halfYearOf = (
  all: readonly CountedPublication[],
  publication: CountedPublication,
): CountedPublication | undefined => {
  const isHalfYear = ({ month }: CountedPublication): boolean => /-0[39]$/.test(month);
  if (isHalfYear(publication)) return publication;
  const { ordinal, month } = publication;
  return all
    .filter((other) => other.ordinal < ordinal && other.month < month && isHalfYear(other))
    .toSorted((a, b) => compareTexts(a.month, b.month) || a.ordinal - b.ordinal)
    .at(-1);
};

const ratioOf = (count: Count, code: string, month: string, period: Period) => ({
  numerator: count.figure(code, month, period, 'numerator'),
  denominator: count.figure(code, month, period, 'denominator'),
});

const halfYearlyValue = (
  all: readonly CountedPublication[],
  publication: CountedPublication,
  code: string,
): PublishedValue => {
  const counted = halfYearOf(all, publication);
  if (counted === undefined) return { withheld: 'not_yet' };
  const ratio = ratioOf(counted.count, code, counted.month, 'month');
  return ratio.denominator < fewestTold ? tooFew : ratio;
};

/**
 * An indicator's values of a month for the audit, in the shape of the published ones, as a publication must tell them.
 * @param all all publications, sorted by ordinal
 * @param publication of this month or a later one
 */
export const valuesOf = (
  all: readonly CountedPublication[],
  publication: CountedPublication,
  indicator: PublishedIndicator,
  month: string,
): Readonly<Record<Period, PublishedValue>> => {
  const { code, way } = indicator;
  const { count } = publication;
  const valueIn = (period: Period): PublishedValue => {
    if (isHalfYearly(indicator)) return halfYearlyValue(all, publication, code);
    if (way === 'ratio') return ratioOf(count, code, month, period);
    // Of a few women's crises nothing is told.
    const isOfFew =
      code === 'crises_of_violence' && count.figure('members_active', month, 'month') < fewestTold;
    return isOfFew ? tooFew : count.figure(code, month, period);
  };
  return { month: valueIn('month'), financialYear: valueIn('financialYear'), toDate: valueIn('toDate') };
};

/** A published or counted value in the audit's notes: `12`, `9 of 12` for a ratio, or why it is withheld. */
export const formatValue = (value: PublishedValue): string => {
  if (typeof value === 'number') return String(value);
  return 'withheld' in value ? value.withheld : `${value.numerator} of ${value.denominator}`;
};

/** Whether two values in the audit are equal, such as a published one and a counted one. */
export const isSameValue = (a: PublishedValue, b: PublishedValue): boolean =>
  formatValue(a) === formatValue(b);
