import { themes } from 'virtual:catalogue';
import { strToU8, zipSync } from 'fflate';
import { formatValue, formatWithheld } from '../../../../functions/months/disclosure/format-values.ts';
import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { isWithheld, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { spreadsheetParts } from '../../../../functions/months/rendering/spreadsheet-parts.ts';
import type { Cell, Sheet } from '../../../../functions/months/rendering/spreadsheet-sheet.ts';
import type { Language } from '../../i18n/language.ts';
import { formatMonth } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { groupByTheme } from '../month/by-theme.ts';
import { revisionText } from '../month/revision-text.ts';
import { t } from '../text.ts';
import { levelText } from './level-text.ts';
import type { YearRow } from './year-rows.ts';

/** The texts of the workbook that depend on what is shown, in the reader's language. */
type WorkbookTexts = {
  readonly sheetName: string;
  /** The headings of the year, and of the year before. */
  readonly year: string;
  readonly lastYear: string;
  /** The notes below the table, each in a row of its own. */
  readonly notes: readonly string[];
};

/** The widths of the columns for theme and indicator, which stay in sight. */
const nameWidths = [28, 44];
const numberWidth = 18;
/** The width of the last column, which has words. */
const revisedWidth = 60;

/**
 * The funder's year table as a workbook for people, in one language: money in rupees, ratios as percentages.
 * Programs read the CSV file of the same table.
 */
export function workbookOfYear(
  rows: readonly YearRow[],
  months: readonly string[],
  language: Language,
  texts: WorkbookTexts,
): Blob {
  const monthNames = months.map((month) => formatMonth(month, language));
  const names = [t('year.theme'), t('indicator')];
  const numbers = [
    ...monthNames,
    texts.year,
    texts.lastYear,
    t('target'),
    t('year.reached'),
    t('year.plan'),
    t('year.difference'),
    t('year.toDate'),
  ];
  const groups = groupByTheme(rows.map((row) => ({ code: row.indicator.code, row })));
  const sheet: Sheet = {
    // Excel allows at most 31 characters in a sheet's name, and none of [ ] * ? : / \ '.
    name: texts.sheetName.replaceAll(/[[\]*?:/\\']/g, '-').slice(0, 31),
    widths: [...nameWidths, ...numbers.map(() => numberWidth), revisedWidth],
    rows: [
      [
        ...names.map((value): Cell => ({ value, format: 'head' })),
        ...numbers.map((value): Cell => ({ value, format: 'headOfNumbers' })),
        { value: t('year.revised'), format: 'head' },
      ],
      ...groups.flatMap(([theme, group]) =>
        group.map(({ row }) =>
          rowCells(row, themes[theme]?.[language] ?? theme, language, {
            months: monthNames,
            year: texts.year,
            lastYear: texts.lastYear,
          }),
        ),
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

/** The names of a row's months, of its financial year, and of the year before. */
type PeriodNames = {
  readonly months: readonly string[];
  readonly year: string;
  readonly lastYear: string;
};

function rowCells(row: YearRow, theme: string, language: Language, periodNames: PeriodNames): Cell[] {
  const { title, target, unit } = row.indicator;
  const levelAt = levelText(row.indicator, language);
  const cell = (value: Value | undefined): Cell => valueCell(value, row.indicator, language);
  return [
    { value: theme, format: 'text' },
    { value: levelAt === '' ? title[language] : `${title[language]} (${levelAt})`, format: 'text' },
    ...row.months.map((month) => cell(month?.value)),
    cell(row.year.value),
    cell(row.lastYear?.value),
    cell(target ?? undefined),
    row.reached === null ? noNumber : { value: row.reached / 1000, format: 'share' },
    cell(row.plan?.due),
    row.plan === null ? noNumber : differenceCell(row.plan.difference, unit),
    isLevel(row.indicator.way) ? noNumber : cell(row.toDate.value),
    { value: revisedText(row, periodNames, language), format: 'text' },
  ];
}

const differenceCell = (difference: number, unit: string): Cell =>
  unit === 'paise'
    ? { value: difference / 100, format: 'moneyChange' }
    : { value: difference, format: 'change' };

/** The notes that the page has beside the numbers of a row. */
function revisedText(row: YearRow, names: PeriodNames, language: Language): string {
  const values = [
    ...row.months.map((published, index) => ({ period: names.months[index] ?? '', published })),
    { period: names.year, published: row.year },
    { period: names.lastYear, published: row.lastYear },
    ...(isLevel(row.indicator.way) ? [] : [{ period: t('year.toDate'), published: row.toDate }]),
  ];
  return values
    .flatMap(({ period, published }) => {
      const text = revisionText(published, row.indicator.unit, language);
      return text === '' ? [] : [`${period}: ${text}`];
    })
    .join('; ');
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
