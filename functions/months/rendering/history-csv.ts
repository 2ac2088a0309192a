import { latestOfPeriod } from '../disclosure/latest-values.ts';
import { isWithheld, type Value, type Withheld } from '../disclosure/value-arithmetic.ts';
import type { BreakdownName } from '../indicators/breakdowns.ts';
import { breakdownNames } from '../indicators/breakdowns.ts';
import { renderCsv } from './csv.ts';
import { type Period, periods } from './published-snapshot.ts';
import type { EarlierVersion, Report } from './report.ts';

/** The file `history.csv`: the values of all months, as they were last said. csv.ts has `indicators.csv`. */

export const historyColumns = [
  'month',
  'code',
  'period',
  'breakdown',
  'key',
  'value',
  'version',
  'revised_in',
  'corrected_from',
  'as_of',
] as const;

export type HistoryRow = {
  readonly month: string;
  readonly code: string;
  readonly period: Period;
  /** Empty for an indicator's total; `part` for the two parts of a ratio. */
  readonly breakdown: '' | 'part' | BreakdownName;
  /** The district or age band of a cell; `numerator` or `denominator` for a part; otherwise empty. */
  readonly key: string;
  /** A number; `*` for a hidden cell; `withheld` in the single row of a withheld breakdown; or the reason why a value is withheld. */
  readonly value: number | '*' | 'withheld' | Withheld['withheld'];
  /** The month's newest version. */
  readonly version: number;
  /** The later publication that revised the number, such as `2026-10/v1`; empty if the number is the version's own. */
  readonly revised_in: string;
  /** If the month's newest version corrects the number, the number of the version before; otherwise empty. */
  readonly corrected_from: number | Withheld['withheld'] | '';
  /** Of a ratio of stocks, the month at whose end it was counted; otherwise empty. */
  readonly as_of: string;
};

type ValueRow = Pick<HistoryRow, 'breakdown' | 'key'> & { readonly value: number | Withheld['withheld'] };

/** The rows of one value: one row, or two for the parts of a ratio, whether withheld or not. Only sums and ratios are ever withheld. */
const valueRows = (value: Value, way: string): ValueRow[] => {
  if (typeof value === 'number') return [{ breakdown: '', key: '', value }];
  if (isWithheld(value) && way === 'sum') return [{ breakdown: '', key: '', value: value.withheld }];
  return (['numerator', 'denominator'] as const).map((key) => ({
    breakdown: 'part',
    key,
    value: isWithheld(value) ? value.withheld : value[key],
  }));
};

/** The rows of one month: its values by period, and the breakdowns that were counted in it. */
const historyOf = (
  { month, version, indicators, changes = [] }: EarlierVersion,
  latestByMonth: Report['latestByMonth'],
): HistoryRow[] =>
  indicators.flatMap((indicator) => {
    const { code, way, asOf: as_of = '', breakdowns } = indicator;
    /** The fields that all rows have. A revised or corrected value replaces `revised_in` or `corrected_from`. */
    const asPublished = { month, code, version, revised_in: '', corrected_from: '' as const, as_of };
    const latestOfCode = latestByMonth.get(month)?.get(code);
    const values = periods.flatMap((period): HistoryRow[] => {
      const { value, revisedIn } = latestOfPeriod(indicator, latestOfCode, period);
      const revised_in = revisedIn === undefined ? '' : `${revisedIn.month}/v${revisedIn.version}`;
      const change = changes.find((changed) => changed.code === code && changed.part === period);
      const before = change === undefined ? [] : valueRows(change.was, way).map((row) => row.value);
      return valueRows(value, way).map((row, index) => ({
        ...asPublished,
        period,
        ...row,
        revised_in,
        corrected_from: before[index] ?? '',
      }));
    });
    const cells = breakdownNames.flatMap((breakdown): HistoryRow[] => {
      const shown = breakdowns[breakdown];
      // A repeated breakdown is listed once, under the month in which it was counted.
      if (shown === null || shown.asOf !== month) {
        return [];
      }
      // The cells of a stock are levels at the month's end; those of other indicators count members so far.
      const period = way === 'stock' ? 'month' : 'toDate';
      return shown.cells === 'withheld'
        ? [{ ...asPublished, period, breakdown, key: '', value: 'withheld' }]
        : shown.cells.map(({ key, value }) => ({ ...asPublished, period, breakdown, key, value }));
    });
    return [...values, ...cells];
  });

/** The rows of `history.csv`: each month's newest version, with the month's own values as revised since. */
export const listHistory = ({ history, latestByMonth }: Report): HistoryRow[] =>
  history.flatMap((snapshot) => historyOf(snapshot, latestByMonth));

export const renderHistoryCsv = (report: Report): Buffer =>
  renderCsv(
    historyColumns,
    listHistory(report).map((row) => historyColumns.map((column) => row[column])),
  );
