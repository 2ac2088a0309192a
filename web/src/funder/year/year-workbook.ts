import { themes } from 'virtual:catalogue';
import { strToU8, zipSync } from 'fflate';
import { formatValue, formatWithheld } from '../../../../functions/months/disclosure/format-values.ts';
import { isWithheld, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import {
  type Cell,
  type Sheet,
  spreadsheetParts,
} from '../../../../functions/months/rendering/spreadsheet-parts.ts';
import type { Language } from '../../i18n/language.ts';
import type { Indicator } from '../../months/published.ts';
import { groupByTheme } from '../month/by-theme.ts';
import type { YearRow } from './year-rows.ts';

/** The texts of the workbook, in the reader's language. */
type WorkbookTexts = {
  readonly sheetName: string;
  /** One for each column: theme, indicator, the months, the year, the year before, target, reached share, to date. */
  readonly headings: readonly string[];
  /** The notes below the table, each in a row of its own. */
  readonly notes: readonly string[];
};

/** The widths of the columns for theme and indicator, which stay in sight. */
const nameWidths = [28, 44];
const numberWidth = 18;

/**
 * The funder's year table as a workbook for people, in one language: money in rupees, ratios as percentages.
 * Programs read the CSV file of the same table.
 */
export function workbookOfYear(rows: readonly YearRow[], language: Language, texts: WorkbookTexts): Blob {
  const groups = groupByTheme(rows.map((row) => ({ code: row.indicator.code, row })));
  const sheet: Sheet = {
    // Excel allows at most 31 characters in a sheet's name, and none of [ ] * ? : / \ '.
    name: texts.sheetName.replaceAll(/[[\]*?:/\\']/g, '-').slice(0, 31),
    widths: texts.headings.map((_, column) => nameWidths[column] ?? numberWidth),
    rows: [
      texts.headings.map(
        (value, column): Cell => ({ value, format: column < nameWidths.length ? 'head' : 'headOfNumbers' }),
      ),
      ...groups.flatMap(([theme, group]) =>
        group.map(({ row }) => rowCells(row, themes[theme]?.[language] ?? theme, language)),
      ),
      // An empty row between the table and the notes.
      [],
      ...texts.notes.map((value): Cell[] => [{ value, format: 'note' }]),
    ],
    frozen: { rows: 1, columns: nameWidths.length },
  };
  const archive = zipSync(
    Object.fromEntries(
      Object.entries(spreadsheetParts([sheet])).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
  return new Blob([archive], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}

function rowCells(row: YearRow, theme: string, language: Language): Cell[] {
  const { title, target } = row.indicator;
  const cell = (value: Value | undefined): Cell => valueCell(value, row.indicator, language);
  return [
    { value: theme, format: 'text' },
    { value: title[language], format: 'text' },
    ...row.months.map((month) => cell(month?.value)),
    cell(row.year.value),
    cell(row.lastYear?.value),
    cell(target ?? undefined),
    row.reached === null ? noNumber : { value: row.reached / 1000, format: 'share' },
    cell(row.toDate.value),
  ];
}

const noNumber: Cell = { value: '–', format: 'textAmongNumbers' };

/** @param value in the indicator's unit; undefined if it was not published */
function valueCell(
  value: Value | undefined,
  { unit, way }: Pick<Indicator, 'unit' | 'way'>,
  language: Language,
): Cell {
  if (value === undefined) return noNumber;
  if (typeof value === 'number') {
    return unit === 'paise' ? { value: value / 100, format: 'money' } : { value, format: 'count' };
  }
  if (isWithheld(value)) return { value: formatWithheld(value, language), format: 'textAmongNumbers' };
  // A share of women never stands without how many they are.
  if (way === 'ratio_of_stocks') {
    return { value: formatValue(value, unit, language), format: 'textAmongNumbers' };
  }
  const { numerator, denominator } = value;
  return denominator === 0 ? noNumber : { value: numerator / denominator, format: 'share' };
}
