import { breakdownNames } from '../indicators/breakdowns.ts';
import { stateLeftOut } from './headline-notes.ts';
import { historyColumns, listHistory } from './history-csv.ts';
import type { Report } from './report.ts';
import { words } from './report-words.ts';
import { renderSpreadsheet } from './spreadsheet.ts';
import type { Cell, Sheet } from './spreadsheet-sheet.ts';
import { breakdownSheet } from './workbook-breakdowns.ts';
import { heads, introduce, note, text, unitOf } from './workbook-cells.ts';
import { correctionSheets, revisionsSheet } from './workbook-changes.ts';
import { headlineSheet, narrativeSheet } from './workbook-headlines.ts';
import { roadSheets, summarySheet, themeSheets } from './workbook-numbers.ts';

/**
 * `report.xlsx`, which has English and Japanese side by side, so that the same file serves both offices. The sheets of data and definitions are here, the
 * others in workbook-….ts.
 */

/** The sheet with the rows of `history.csv`, money in paise. */
const dataSheet = (report: Report): Sheet => ({
  name: 'Data',
  widths: [11, 30, 15, 12, 30, 16, 9, 14, 16, 11],
  frozen: { rows: 1, columns: 0 },
  isList: true,
  rows: [
    heads(...historyColumns),
    ...listHistory(report).map((row) => historyColumns.map((column): Cell => ({ value: row[column] }))),
  ],
});

const definitionsSheet = ({ snapshot, rows }: Report): Sheet => ({
  name: 'Definitions 定義',
  widths: [28, 34, 52, 34, 52, 34, 52, 18, 12, 60, 60],
  frozen: { rows: 5, columns: 1 },
  rows: [
    ...introduce(snapshot, { en: words.en.sourcesText, ja: words.ja.sourcesText }),
    heads(
      'Code',
      'Indicator',
      'Definition',
      '指標',
      '定義',
      'సూచిక',
      'నిర్వచనం',
      'Unit 単位',
      'Way',
      'Left out',
      '含まない人',
    ),
    ...rows.map((row) => [
      text(row.code),
      text(row.title.en),
      text(row.definition.en),
      text(row.title.ja),
      text(row.definition.ja),
      text(row.title.te),
      text(row.definition.te),
      unitOf(row.unit),
      text(row.way),
      text(stateLeftOut(row.leftOut, 'en') ?? ''),
      text(stateLeftOut(row.leftOut, 'ja') ?? ''),
    ]),
    [],
    [note(`Disclosure policy 開示方針: ${snapshot.disclosure}`)],
    [note(`Definitions 定義 (SHA-256): ${snapshot.catalogue}`)],
  ],
});

export const renderWorkbook = (report: Report): Buffer =>
  renderSpreadsheet([
    ...correctionSheets(report),
    summarySheet(report),
    headlineSheet(report),
    narrativeSheet(report),
    ...roadSheets(report),
    ...themeSheets(report),
    ...breakdownNames.map((name) => breakdownSheet(report, name)),
    revisionsSheet(report),
    dataSheet(report),
    definitionsSheet(report),
  ]);
