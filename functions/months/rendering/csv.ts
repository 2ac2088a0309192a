import { isWithheld, type Value } from '../disclosure/value-arithmetic.ts';
import { periods } from './published-snapshot.ts';
import type { Report, ReportRow } from './report.ts';

/** CSV files (RFC 4180 in UTF-8 without a byte-order mark, with lines that end in LF), and `indicators.csv`. history-csv.ts has `history.csv`. */

type Field = string | number | null;

const quote = (field: Field): string => {
  const text = field === null ? '' : String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Renders a table as CSV; null is an empty field. */
export const renderCsv = (header: readonly string[], rows: readonly (readonly Field[])[]): Buffer =>
  Buffer.from([header, ...rows].map((row) => `${row.map(quote).join(',')}\n`).join(''));

export const indicatorColumns = [
  'month',
  'version',
  'code',
  'title_en',
  'title_te',
  'title_ja',
  'theme',
  'unit',
  'way',
  'period',
  'value',
  'numerator',
  'denominator',
  'withheld',
  'as_of',
  'target',
  'baseline',
  'baseline_as_of',
] as const;

/**
 * The fields of an indicator's baseline: the number that was reached before the programme's own records, and its date. Its source is
 * not in the file, since a spreadsheet could take that typed text for a formula.
 */
const baselineFields = ({ baseline }: ReportRow): Field[] =>
  baseline === null ? [null, null] : [baseline.value, baseline.asOf];

/** The fields `value`, `numerator`, `denominator` and `withheld` of a value. */
const valueFields = (value: Value): Field[] => {
  if (typeof value === 'number') return [value, null, null, null];
  return isWithheld(value)
    ? [null, null, null, value.withheld]
    : [null, value.numerator, value.denominator, null];
};

/**
 * The rows of `indicators.csv`: one for each indicator and period. Money is in paise. A ratio has a numerator and a denominator in place of a value. A
 * withheld value has only the reason, in the column `withheld`.
 */
export const listIndicators = ({ snapshot, rows }: Report): Field[][] =>
  rows.flatMap((row) =>
    periods.map((period): Field[] => [
      snapshot.month,
      snapshot.version,
      row.code,
      row.title.en,
      row.title.te,
      row.title.ja,
      row.theme,
      row.unit,
      row.way,
      period,
      ...valueFields(row[period]),
      row.asOf ?? null,
      // Targets are set for a financial year, so only this row has one.
      period === 'financialYear' ? row.target : null,
      // The baseline counts what was reached before the programme's records: with the value to date it makes the whole.
      ...(period === 'toDate' ? baselineFields(row) : [null, null]),
    ]),
  );

export const renderIndicatorsCsv = (report: Report): Buffer =>
  renderCsv(indicatorColumns, listIndicators(report));
