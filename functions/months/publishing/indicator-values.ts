import { type Breakdown, type Breakdowns, type Cell, discloseCells } from '../disclosure/breakdown-cells.ts';
import {
  findLastShown,
  type Publication,
  type PublicationHistory,
} from '../disclosure/publication-history.ts';
import { fewestTold, tellRatio } from '../disclosure/too-few.ts';
import type { Value } from '../disclosure/value-arithmetic.ts';
import { isDue } from '../disclosure/when-due.ts';
import { type BreakdownName, cellSeriesOf, keysInMonth } from '../indicators/breakdowns.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { monthNumber } from '../indicators/month-numbers.ts';
import { beginning, seriesOf, sumTotal, type Totals } from '../indicators/totals.ts';
import { type HalfYearly, halfYearlyValueOf, ofAllPeriods } from './half-yearly.ts';
import type { LeftOut } from './snapshot.ts';
import { levelsOf, valuesOf } from './values-of-totals.ts';

/** What a month's snapshot says of one indicator: its values, its breakdowns before the gate has judged them, and how many members are left out. */

export const activeMembers = seriesOf('members_active').change;

/** Whether an indicator's value at the end of a month (`monthNumber`) is withheld because the programme had too few active members. */
const isOfFew = (totals: Totals, { isWithheldOfFew }: Indicator, month: number): boolean =>
  isWithheldOfFew === true && sumTotal(totals, activeMembers, beginning, month) < fewestTold;

/** An indicator's values as one version of a month publishes them, withheld if they are of too few people. */
export const disclosedValuesOf = (
  totals: Totals,
  indicator: Indicator,
  { month }: Publication,
  history: PublicationHistory,
): HalfYearly => {
  const monthIndex = monthNumber(month);
  if (indicator.counting.way === 'ratio_of_stocks') {
    return halfYearlyValueOf(indicator.code, month, history, () =>
      tellRatio(levelsOf(totals, indicator.code, monthIndex)),
    );
  }
  return isOfFew(totals, indicator, monthIndex)
    ? ofAllPeriods({ withheld: 'too_few' })
    : valuesOf(totals, indicator, monthIndex);
};

/** The cells of one breakdown at the end of a month: members counted so far, or a stock's level. */
const cellsOf = (
  totals: Totals,
  { code, counting }: Indicator,
  name: BreakdownName,
  month: string,
): Cell[] => {
  const series = seriesOf(code);
  const wholeSeries = counting.way === 'stock' ? series.change : series.first;
  const to = monthNumber(month);
  return discloseCells(keysInMonth(name, month), (key) =>
    sumTotal(totals, cellSeriesOf(wholeSeries, name, key), beginning, to),
  );
};

/**
 * An indicator's breakdowns in a version of a month. A first version shows new cells if the breakdowns are due, and otherwise repeats the last shown
 * ones. A correction repeats those of its month's first version.
 * @param history the publications up to the month's first version
 */
export const breakdownsOf = (
  totals: Totals,
  indicator: Indicator,
  { month, toDate }: { readonly month: string; readonly toDate: Value },
  history: PublicationHistory,
  isFirstVersion: boolean,
): Breakdowns => {
  const lastShown = findLastShown(history, indicator.code);
  const areDue =
    indicator.breakdowns &&
    isFirstVersion &&
    typeof toDate === 'number' &&
    isDue({ month, toDate }, lastShown.total);
  if (!areDue) return lastShown.breakdowns;
  const newBreakdown = (name: BreakdownName): Breakdown => ({
    asOf: month,
    cells: cellsOf(totals, indicator, name, month),
  });
  return { district: newBreakdown('district'), ageBand: newBreakdown('ageBand') };
};

/** The field `leftOut`: how many members are left out of a stock of members' money at the end of a month (`monthNumber`). Other indicators don't have it. */
export const leftOutOf = (
  totals: Totals,
  { code, unit, counting }: Indicator,
  month: number,
): { readonly leftOut?: LeftOut } => {
  if (unit !== 'paise' || counting.way !== 'stock' || counting.of !== 'member') {
    return {};
  }
  const leftOut = sumTotal(totals, seriesOf(code).leftOut, beginning, month);
  return { leftOut: leftOut < fewestTold ? { withheld: 'too_few' } : leftOut };
};
