import { addMonths, financialYearOf, monthOfFinancialYear } from '../../shared/calendar/calendar.ts';
import {
  dash,
  formatBrief,
  formatChange,
  formatPermille,
  formatShort,
  formatValue,
  type Language,
} from '../disclosure/format-values.ts';
import { type BreakdownName, breakdownNames } from '../indicators/breakdowns.ts';
import { stateLeftOut } from './headline-notes.ts';
import { statePace } from './headlines.ts';
import type { HiddenReason } from './hidden-cells.ts';
import type { Report, ReportRow } from './report.ts';
import { nameDayOrMonth, nameMonth, nameMonthShort } from './report-dates.ts';
import { words } from './report-words.ts';
import { isOfRoad, isRepeated } from './road.ts';
import { reachedOf } from './year-pace.ts';

/** The tables of the report's view: the indicators of each theme, their last twelve months, and the breakdowns. report-view.ts puts the parts together. */

/**
 * The values of a row of the road. It was counted at the end of `asOf`. The column of the month has a dash if the month only repeats that count, and the
 * column of the financial year has a dash if the count was in an earlier year.
 */
const viewRoadRow = ({ asOf, toDate, unit }: ReportRow, month: string, language: Language) => {
  const value = formatValue(toDate, unit, language);
  // Counted twice a year, so there is no change since the month before.
  const change = dash;
  if (asOf === undefined) {
    // Not counted yet, and `value` says so.
    return { asOf: null, month: value, change, year: value, toDate: value };
  }
  return {
    asOf: words[language].countedAt(nameMonth(asOf, language)),
    month: asOf === month ? value : dash,
    change,
    year: financialYearOf(asOf) === financialYearOf(month) ? value : dash,
    toDate: value,
  };
};

const viewRow = (row: ReportRow, month: string, language: Language) => {
  const reached = reachedOf(row);
  return {
    title: row.title[language],
    telugu: row.title.te,
    definition: row.definition[language],
    leftOut: stateLeftOut(row.leftOut, language) ?? null,
    baseline:
      row.baseline === null
        ? null
        : words[language].baseline(
            formatShort(row.baseline.value, row.unit, language),
            nameDayOrMonth(row.baseline.asOf, language),
            row.baseline.source,
          ),
    ...(isOfRoad(row)
      ? viewRoadRow(row, month, language)
      : {
          asOf: null,
          month: formatValue(row.month, row.unit, language),
          change: formatChange(row.previous, row.month, row.unit, language) ?? dash,
          year: formatValue(row.financialYear, row.unit, language),
          toDate: formatValue(row.toDate, row.unit, language),
        }),
    target: row.target === null ? dash : formatValue(row.target, row.unit, language),
    reached: reached === null ? dash : formatPermille(reached),
    pace: statePace(row, monthOfFinancialYear(month), language)?.word ?? '',
  };
};

/** The indicators of each theme, with their values and targets. */
export const viewTables = ({ snapshot, themes }: Report, language: Language) => {
  const texts = words[language];
  const { month, financialYear } = snapshot;
  return {
    title: texts.tables,
    note: texts.tablesNote(financialYear),
    heads: [
      texts.indicator,
      nameMonth(month, language),
      texts.changed,
      texts.financialYear(financialYear),
      texts.toDate,
      texts.target,
      texts.reached,
    ],
    themes: themes.map((theme) => ({
      title: theme.title[language],
      rows: theme.rows.map((row) => viewRow(row, month, language)),
    })),
  };
};

/** Each indicator’s last twelve months. */
export const viewTrend = ({ snapshot, rows }: Report, language: Language) => {
  const texts = words[language];
  const { month } = snapshot;
  return {
    title: texts.trend,
    note: texts.trendNote,
    heads: [
      texts.indicator,
      ...Array.from({ length: 12 }, (_, index) => nameMonthShort(addMonths(month, index - 11), language)),
    ],
    rows: rows.map((row) => [
      row.title[language],
      // The road is counted twice a year; a month that repeats the last count has a dash.
      ...row.series.map(({ month: valueMonth, value }) =>
        value === null || isRepeated(row, valueMonth) ? dash : formatBrief(value, row, language),
      ),
    ]),
  };
};

/** The table of a breakdown. `columns`, `asOf` and each row's `cells` have one entry for each indicator that has the breakdown. */
export const viewBreakdown = (report: Report, name: BreakdownName, language: Language) => {
  const texts = words[language];
  const shown = report.rows.flatMap((row) => {
    const breakdown = row.breakdowns[name];
    return breakdown === null ? [] : [{ row, breakdown }];
  });
  // Only age bands have words. A district's key is its name, and is shown as it is.
  const bands: Readonly<Record<string, string>> = texts.bands;
  return {
    title: texts.breakdowns[name],
    keyHeading: texts.breakdownKey[name],
    columns: shown.map(({ row }) => row.title[language]),
    asOf: shown.map(({ breakdown }) => nameMonthShort(breakdown.asOf, language)),
    rows: report.keys[name].map((key) => ({
      label: bands[key] ?? key,
      cells: shown.map(({ breakdown }) =>
        breakdown.cells === 'withheld'
          ? texts.withheldCell
          : String(breakdown.cells.find((cell) => cell.key === key)?.value ?? dash),
      ),
    })),
  };
};

/** Why cells of a breakdown are hidden, in words; a dash if all are shown. */
const explainHidden = (hidden: HiddenReason, language: Language): string => {
  const { reasons } = words[language];
  if (hidden === null) {
    return dash;
  }
  return hidden.why === 'few' ? reasons.few(hidden.hiddenCells, hidden.allCells) : reasons[hidden.why];
};

/** Which cells of breakdowns are hidden, and why. */
export const viewWithheld = ({ withheld }: Report, language: Language) => {
  const texts = words[language];
  return {
    title: texts.withheld,
    note: withheld.length === 0 ? texts.nothingWithheld : texts.withheldNote,
    heads: [texts.indicator, ...breakdownNames.map((name) => texts.breakdowns[name])],
    rows: withheld.map((row) => [
      row.title[language],
      ...breakdownNames.map((name) => explainHidden(row[name], language)),
    ]),
  };
};
