import { isHalfYearEnd } from '../disclosure/half-years.ts';
import type { PeriodValues, PublicationHistory } from '../disclosure/publication-history.ts';
import type { Value } from '../disclosure/value-arithmetic.ts';

/** What a ratio of stocks says in a month: its one value, and the month at whose end that was counted; none before the first. */
export type HalfYearly = PeriodValues & { readonly asOf?: string };

/** One value for the month, the financial year and to date. */
export const ofAllPeriods = (value: Value): PeriodValues => ({
  month: value,
  financialYear: value,
  toDate: value,
});

/**
 * The value of a ratio of stocks for one version of a month. A version of March or September, be it a correction, counts it. Any other repeats what
 * the newest version of the last such month says, of those published before it.
 * @param history all publications with a lower ordinal
 * @param count counts the ratio at the end of the month
 */
export const halfYearlyValueOf = (
  code: string,
  month: string,
  history: PublicationHistory,
  count: () => Value,
): HalfYearly => {
  if (isHalfYearEnd(month)) {
    return { ...ofAllPeriods(count()), asOf: month };
  }
  let newest: { readonly month: string; readonly value: Value } | undefined;
  for (const { month: other, values } of history) {
    const value = values[code]?.month;
    if (value !== undefined && isHalfYearEnd(other) && other < month && other >= (newest?.month ?? '')) {
      newest = { month: other, value };
    }
  }
  return newest === undefined
    ? ofAllPeriods({ withheld: 'not_yet' })
    : { ...ofAllPeriods(newest.value), asOf: newest.month };
};
