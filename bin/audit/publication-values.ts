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

/** An indicator's counted values of a month for the audit, in the shape of the published ones: numbers or ratios. */
export const valuesOf = (
  count: Count,
  { code, month: publishedValue }: PublishedIndicator,
  month: string,
): Readonly<Record<Period, PublishedValue>> => {
  // The month's value is a number or a ratio, and so are those of the other periods.
  const valueIn = (period: Period): PublishedValue =>
    typeof publishedValue === 'number'
      ? count.figure(code, month, period)
      : {
          numerator: count.figure(code, month, period, 'numerator'),
          denominator: count.figure(code, month, period, 'denominator'),
        };
  return { month: valueIn('month'), financialYear: valueIn('financialYear'), toDate: valueIn('toDate') };
};

/** A published or counted value in the audit's notes: `12`, or `9 of 12` for a ratio. */
export const formatValue = (value: PublishedValue): string =>
  typeof value === 'number' ? String(value) : `${value.numerator} of ${value.denominator}`;

/** Whether two values in the audit are equal, such as a published one and a counted one. */
export const isSameValue = (a: PublishedValue, b: PublishedValue): boolean =>
  formatValue(a) === formatValue(b);
