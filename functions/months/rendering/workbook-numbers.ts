import type { Language } from '../disclosure/format-values.ts';
import { isWithheld } from '../disclosure/value-arithmetic.ts';
import type { PublishedSnapshot, PublishedWords } from './published-snapshot.ts';
import type { Report, ReportRow } from './report.ts';
import { nameMonth } from './report-dates.ts';
import { words } from './report-words.ts';
import { isOfRoad, stateRoad } from './road.ts';
import type { Cell, Sheet } from './spreadsheet-sheet.ts';
import {
  cellOf,
  changeCell,
  count,
  emptyCell,
  heads,
  introduce,
  nameYear,
  numberHeads,
  planCells,
  planHeads,
  reachedCell,
  shareCell,
  text,
  unitOf,
  withheldCell,
} from './workbook-cells.ts';

/** The sheets of `report.xlsx` with the indicators' numbers: all in a summary, each theme's by months, and the road's. */

export const summarySheet = ({ snapshot, rows }: Report): Sheet => ({
  name: 'Summary 概要',
  widths: [34, 34, 22, 15, 15, 14, 16, 16, 12, 16, 16, 16, 28, 16, 14, 34],
  frozen: { rows: 5, columns: 1 },
  rows: [
    ...introduce(snapshot, {
      en: `“Before” is what earlier registers say was reached; it is not counted in “to date”. Money in rupees; in the sheet “Data” in paise (100 to a rupee). A person counts once. “Plan by now” is what equal months would have brought of the target. ${words.en.counted}`,
      ja: `「以前の値」は以前の台帳による値で、「全期間」には含みません。金額はルピーです（「Data」シートではパイサ。1ルピー＝100パイサ）。同じ人は一度だけ数えます。「現時点の目安」は、目標に毎月均等に進んだ場合の値です。${words.ja.counted}`,
    }),
    [
      ...heads('Indicator', '指標', 'Unit 単位'),
      ...numberHeads(
        'Month 当月',
        'Month before 前月',
        'Change 増減',
        nameYear(snapshot),
        'Target 目標',
        'Reached 達成率',
        ...planHeads,
        'To date 全期間',
      ),
      ...heads('Code コード'),
      ...numberHeads('Before 以前の値'),
      ...heads('Up to 時点', 'Source 出典'),
    ],
    ...rows.map((row) => [
      text(row.title.en),
      text(row.title.ja),
      unitOf(row.unit),
      cellOf(row.month, row),
      cellOf(row.previous, row),
      changeCell(row),
      cellOf(row.financialYear, row),
      cellOf(row.target, row),
      reachedCell(row),
      ...planCells(row, snapshot.month),
      cellOf(row.toDate, row),
      text(row.code),
      ...(row.baseline === null
        ? [emptyCell, emptyCell, emptyCell]
        : [cellOf(row.baseline.value, row), text(row.baseline.asOf), text(row.baseline.source)]),
    ]),
  ],
});

/** A sheet's name in both languages if that fits into Excel's limit of 31 characters, otherwise in English. */
const nameSheet = (en: string, ja: string): string =>
  `${en} ${ja}`.length > 31 ? en.slice(0, 31) : `${en} ${ja}`;

export const themeSheets = ({ snapshot, themes }: Report): Sheet[] =>
  themes.flatMap(({ title, rows: ofTheme }) => {
    // The road has a sheet of its own.
    const rows = ofTheme.filter((row) => !isOfRoad(row));
    return rows.length === 0 ? [] : [themeSheet(snapshot, title, rows)];
  });

const themeSheet = (
  snapshot: PublishedSnapshot,
  title: PublishedWords,
  rows: readonly ReportRow[],
): Sheet => ({
  name: nameSheet(title.en, title.ja),
  widths: [34, 34, 34, ...Array.from({ length: 12 }, () => 14), 16, 16, 12, 16, 16, 16],
  frozen: { rows: 5, columns: 1 },
  rows: [
    ...introduce(snapshot, { en: title.en, ja: `${title.ja} · ${title.te}` }),
    [
      ...heads('Indicator', '指標', 'సూచిక'),
      ...numberHeads(
        // The series of all rows have the same twelve months.
        ...(rows[0]?.series ?? []).map(({ month }) => month),
        nameYear(snapshot),
        'Target 目標',
        'Reached 達成率',
        ...planHeads,
        'To date 全期間',
      ),
    ],
    ...rows.map((row) => [
      text(row.title.en),
      text(row.title.ja),
      text(row.title.te),
      ...row.series.map(({ value }) => cellOf(value, row)),
      cellOf(row.financialYear, row),
      cellOf(row.target, row),
      reachedCell(row),
      ...planCells(row, snapshot.month),
      cellOf(row.toDate, row),
    ]),
  ],
});

/**
 * The sheet of the road, as a list of one; an empty list if no indicator of the road is published yet. Each ratio has its two numbers beside its share, so
 * that the share is always seen with how many were asked.
 */
export const roadSheets = ({ snapshot, rows }: Report): Sheet[] => {
  const { month, indicators } = snapshot;
  const stated = (language: Language) => {
    const road = stateRoad(indicators, month, language, (one) => nameMonth(one, language));
    return road === undefined ? '' : `${road.asOf} ${road.lead} ${road.asked ?? ''}`.trim();
  };
  const roadRows = rows.filter(isOfRoad);
  if (roadRows.length === 0) return [];
  /** The cells below “Of these”, “Asked” and “Share”. */
  const ratioCells = ({ month: value }: ReportRow): Cell[] => {
    // This never happens, but the compiler doesn't know it: the value of an indicator of the road is a ratio, or withheld.
    if (typeof value === 'number') return [];
    return isWithheld(value)
      ? [withheldCell(value), emptyCell, emptyCell]
      : [count(value.numerator), count(value.denominator), shareCell(value)];
  };
  return [
    {
      name: 'Twice a year 年2回の集計',
      widths: [38, 38, 38, 14, 24, 18, 14, 60, 60],
      frozen: { rows: 5, columns: 1 },
      rows: [
        ...introduce(snapshot, { en: stated('en'), ja: stated('ja') }),
        [
          ...heads('Indicator', '指標', 'సూచిక', 'As of 時点'),
          ...numberHeads('Of these 該当', 'Asked 回答数', 'Share 割合'),
          ...heads('Definition', '定義'),
        ],
        ...roadRows.map((row) => [
          text(row.title.en),
          text(row.title.ja),
          text(row.title.te),
          text(row.asOf ?? ''),
          ...ratioCells(row),
          text(row.definition.en),
          text(row.definition.ja),
        ]),
      ],
    },
  ];
};
