import { changeOf } from '../../../functions/disclosure/value-arithmetic.ts';
import { addMonths } from '../../../functions/domain/calendar.ts';
import type { Indicator } from '../months/published.ts';
import { comparedMonth, type Period } from './periods.ts';
import type { PublishedValue, PublishedValues } from './published-values.ts';

export type Comparison = {
  readonly now: PublishedValue | undefined;
  /** In the indicator's unit; of a ratio in tenths of a percentage point. Null if there is nothing to compareValues. */
  readonly change: number | null;
  readonly lastYear: PublishedValue | undefined;
  readonly changeOnLastYear: number | null;
};

/** The comparison of a published number on the funder's page: with the previous period's, and with that of a year before. */
export function compareValues(
  values: PublishedValues,
  { code, way }: Indicator,
  period: Period,
  month: string,
): Comparison {
  const now = values.get(code, period, month);
  const before = comparedMonth(way, period, month);
  const lastYear = values.get(code, period, addMonths(month, -12));
  const on = (other: PublishedValue | undefined) => changeOf(other?.value ?? null, now?.value ?? null);
  return {
    now,
    change: before === undefined ? null : on(values.get(code, period, before)),
    lastYear,
    changeOnLastYear: on(lastYear),
  };
}
