import type { CellSeries, CountingPlan, PlannedDistinct, PlannedStock } from './counting-plan.ts';
import type { FactCounts } from './fact-counts.ts';
import { allChanges } from './long-changes.ts';
import { firstOfFinancialYear } from './month-numbers.ts';
import { type Changes, forEachChange } from './monthly-changes.ts';
import { type Accumulator, accumulate } from './totals.ts';

/** Adds what one document counts to the totals of a count (count-totals.ts): by distinct facts, and by stocks. */

/** Counts a member or a collective for each indicator by whose facts she counts. */
export const addDistinctByFacts = (
  { distinct }: CountingPlan,
  accumulator: Accumulator,
  factCounts: readonly (FactCounts | undefined)[],
  cellOf: (counts: FactCounts) => number | null,
): void =>
  distinct.forEach((planned, index) => {
    const counts = factCounts[index];
    if (counts !== undefined) {
      addDistinct(accumulator, planned, cellOf(counts), allChanges(counts.byMonth));
    }
  });

/**
 * Counts a member, a child or a collective in the first month with enough facts. With `each: 'period'` she also counts in every such month, and in the
 * first of each financial year.
 * @param byMonth the number of her facts, by month
 */
export const addDistinct = (
  accumulator: Accumulator,
  { each, atLeast, series, cells }: PlannedDistinct,
  cell: number | null,
  byMonth: Changes,
): void => {
  /** For each financial year, a change of 1 in the first month that counts. */
  const firstOfYear: Changes = [];
  /** The financial year of the month that counted last; null before the first. The months ascend, so a year that has begun doesn't come again. */
  let previousYear: number | null = null;
  forEachChange(byMonth, (month, facts) => {
    if (facts < atLeast) return;
    const year = firstOfFinancialYear(month);
    if (year !== previousYear) firstOfYear.push(month, 1);
    previousYear = year;
  });
  // `Changes` begin with a month.
  const [first] = firstOfYear;
  if (first === undefined) return;
  accumulate(accumulator, series.first, [first, 1]);
  addToCell(accumulator, cells, cell, [first, 1]);
  if (each === 'period') {
    accumulate(accumulator, series.inMonth, byMonth, atLeast);
    accumulate(accumulator, series.firstOfYear, firstOfYear);
  }
};

/** Adds the stocks of a subject that has neither a consent nor cells. */
export const addStocks = <Document>(
  accumulator: Accumulator,
  stocks: readonly PlannedStock<Document>[],
  document: Document,
): void => {
  for (const { series, changes } of stocks) {
    accumulate(accumulator, series, changes(document));
  }
};

export const addStock = (
  accumulator: Accumulator,
  { series, cells }: { readonly series: string; readonly cells: CellSeries },
  cell: number | null,
  changes: Changes,
): void => {
  accumulate(accumulator, series, changes);
  addToCell(accumulator, cells, cell, changes);
};

/** Adds changes to the series of a cell's district and age band. Null: the member has no cell, or the indicator no breakdowns. */
const addToCell = (
  accumulator: Accumulator,
  cells: CellSeries,
  cell: number | null,
  changes: Changes,
): void => {
  if (cell === null || cells === null || changes.length === 0) {
    return;
  }
  for (const series of cells[cell] ?? []) {
    accumulate(accumulator, series, changes);
  }
};
