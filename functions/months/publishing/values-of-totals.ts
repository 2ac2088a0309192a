import type { PeriodValues } from '../disclosure/publication-history.ts';
import type { Ratio, Value } from '../disclosure/value-arithmetic.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { firstOfFinancialYear } from '../indicators/month-numbers.ts';
import { beginning, seriesOf, sumsUpTo, sumTotal, type Totals } from '../indicators/totals.ts';

/** An indicator's values from the totals of a count. snapshot.ts decides which of them are withheld. Pure. */

/** The sum of an indicator's facts, or the two sums of a ratio, over the months from `from` to `to`, both included. */
const sumOf = (totals: Totals, { code, counting }: Indicator, from: number, to: number): Value => {
  const series = seriesOf(code);
  if (counting.way === 'ratio') {
    return {
      numerator: sumTotal(totals, series.numerator, from, to),
      denominator: sumTotal(totals, series.denominator, from, to),
    };
  }
  return sumTotal(totals, series.amount, from, to);
};

/** The two levels of a ratio of stocks at the end of a month. Nothing is withheld, however few people are in it. */
export const levelsOf = (totals: Totals, code: string, month: number): Ratio => {
  const { numerator, denominator } = seriesOf(code);
  return {
    numerator: sumTotal(totals, numerator, beginning, month),
    denominator: sumTotal(totals, denominator, beginning, month),
  };
};

/** An indicator's value for one month alone; for a stock, its level at the month's end. Nothing is withheld, however few people are in it. */
const monthValueOf = (totals: Totals, indicator: Indicator, month: number): Value => {
  const { counting } = indicator;
  const series = seriesOf(indicator.code);
  switch (counting.way) {
    case 'stock':
      return sumTotal(totals, series.change, beginning, month);
    case 'ratio_of_stocks':
      return levelsOf(totals, indicator.code, month);
    case 'distinct':
      // With 'lifetime' a member counts only in the month of her first fact.
      return sumTotal(totals, counting.each === 'period' ? series.inMonth : series.first, month, month);
    default:
      return sumOf(totals, indicator, month, month);
  }
};

/** `monthValueOf` for many months in ascending order. A stock needs one pass over its changes, not one for each month. */
export const monthValuesOf = (totals: Totals, indicator: Indicator, months: readonly number[]): Value[] =>
  indicator.counting.way === 'stock'
    ? sumsUpTo(totals, seriesOf(indicator.code).change, months)
    : months.map((month) => monthValueOf(totals, indicator, month));

/** An indicator's values for a month, its financial year so far, and all months so far. Nothing is withheld, however few people are in them. */
export const valuesOf = (totals: Totals, indicator: Indicator, month: number): PeriodValues => {
  const { counting } = indicator;
  const series = seriesOf(indicator.code);
  const ofMonth = monthValueOf(totals, indicator, month);
  const april = firstOfFinancialYear(month);
  switch (counting.way) {
    case 'stock':
    case 'ratio_of_stocks':
      return { month: ofMonth, financialYear: ofMonth, toDate: ofMonth };
    case 'distinct': {
      const ofYear = counting.each === 'period' ? series.firstOfYear : series.first;
      return {
        month: ofMonth,
        financialYear: sumTotal(totals, ofYear, april, month),
        toDate: sumTotal(totals, series.first, beginning, month),
      };
    }
    default:
      return {
        month: ofMonth,
        financialYear: sumOf(totals, indicator, april, month),
        toDate: sumOf(totals, indicator, beginning, month),
      };
  }
};
