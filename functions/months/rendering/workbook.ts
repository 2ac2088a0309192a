import { dash, type Language } from '../disclosure/format-values.ts';
import { isWithheld } from '../disclosure/value-arithmetic.ts';
import { type BreakdownName, breakdownNames } from '../indicators/breakdowns.ts';
import { stateCorrection } from './correction.ts';
import { historyColumns, listHistory } from './csv.ts';
import {
  headlineCodes,
  joinSentences,
  nameFinancialYear,
  stateBehind,
  stateHeadline,
  stateLeftOut,
  stateLeftOutOfHeadline,
  statePaceRule,
  stateSeveralMonths,
  stateTargetElsewhere,
} from './headlines.ts';
import type { PublishedSnapshot, PublishedWords } from './published-snapshot.ts';
import type { Report, ReportRow } from './report.ts';
import { nameMonth, sayCutoff, units, words } from './report-words.ts';
import { isOfRoad, stateRoad } from './road.ts';
import { renderSpreadsheet } from './spreadsheet.ts';
import type { Cell, Sheet } from './spreadsheet-parts.ts';
import {
  asPlainNumber,
  cellOf,
  changeCell,
  count,
  emptyCell,
  heads,
  note,
  numberHeads,
  planCells,
  planHeads,
  reachedCell,
  shareCell,
  text,
  textAmongNumbers,
  withheldCell,
} from './workbook-cells.ts';

/** The sheets of `report.xlsx`. It has English and Japanese side by side, so that the same file serves both offices. workbook-cells.ts makes the cells. */

const sentenceEnds: Readonly<Record<Language, string>> = { en: '. ', ja: '。' };

/** Which of the year's targets are behind by now, or that none is, for a sheet's note. Empty if no target can be behind (`stateBehind`). */
const stateBehindNote = ({ snapshot: { month }, rows }: Report, language: Language): string => {
  const stated = stateBehind(rows, month, language);
  if (stated === null) return '';
  if (stated.lists.length === 0) return stated.none;
  const space = language === 'ja' ? '' : ' ';
  const sentences = stated.lists.map(({ label, rows: rowsBehind }) => {
    const targets = rowsBehind.map(({ row, ofTarget }) => `${row.title[language]}${ofTarget}`);
    return `${label}${space}${targets.join(stated.separator)}${sentenceEnds[language]}`;
  });
  // Without the space at the end of the last sentence.
  return sentences.join('').trim();
};

const unitOf = (unit: string): Cell => text(`${units.en[unit] ?? unit} · ${units.ja[unit] ?? unit}`);

/** The heading of the financial year's numbers. */
const nameYear = ({ financialYear }: PublishedSnapshot): string =>
  `${financialYear} · ${nameFinancialYear(financialYear, 'ja')}`;

/** The first four rows of a sheet: the month, the sheet's note in both languages, and up to when records are counted. */
const introduce = (
  { programme, month, version, reason, cutoff }: PublishedSnapshot,
  sheetNote: { readonly en: string; readonly ja: string },
): Cell[][] => {
  const edition =
    version === 1 ? '' : ` (${words.en.version(version)} · ${words.ja.version(version)}: ${reason ?? ''})`;
  return [
    [
      {
        value: `${programme.name}: ${nameMonth(month, 'en')} · ${nameMonth(month, 'ja')}${edition}`,
        format: 'title',
      },
    ],
    [note(sheetNote.en)],
    [note(sheetNote.ja)],
    [note(`${words.en.implementer(programme)} ${sayCutoff(cutoff, 'en')}`)],
  ];
};

const summarySheet = ({ snapshot, rows }: Report): Sheet => ({
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

/** The sheet with the month's headlines, in the words of the report and the page. */
const headlineSheet = (report: Report): Sheet => {
  const { snapshot, rows } = report;
  const { month } = snapshot;
  const noteIn = (language: Language): string =>
    joinSentences(
      [stateBehindNote(report, language), statePaceRule(month, language), words[language].counted],
      language,
    );
  const state = (row: ReportRow, language: Language) =>
    stateHeadline(row, month, language, (one) => nameMonth(one, language));
  return {
    name: `${words.en.headline} ${words.ja.headline}`,
    widths: [34, 22, 44, 40, 34, 22, 44, 40],
    frozen: { rows: 5, columns: 1 },
    rows: [
      ...introduce(snapshot, { en: noteIn('en'), ja: noteIn('ja') }),
      heads('Indicator', 'Figure', 'The month', 'The year', '指標', '数値', '当月', '年度'),
      ...headlineCodes.flatMap((code) =>
        rows
          .filter((row) => row.code === code)
          .map((row) =>
            (['en', 'ja'] as const).flatMap((language) => {
              const { figure, figureNote, sentence, year, pace } = state(row, language);
              const leftOut = stateLeftOutOfHeadline(row, rows, language);
              const several = stateSeveralMonths(row.isInSeveralMonths, language);
              const ofMonth = joinSentences([sentence, leftOut, several], language);
              // Without a target there is no pace, but perhaps a related number that has a target.
              const ofYear =
                pace === null
                  ? `${year}${stateTargetElsewhere(row, rows, language)}`
                  : `${year}${sentenceEnds[language]}${pace.text}`;
              // Four columns in each language.
              return [row.title[language], `${figure} ${figureNote}`, ofMonth, ofYear].map(text);
            }),
          ),
      ),
    ],
  };
};

/** The sheet with the month's narrative and the media stories. */
const narrativeSheet = ({ snapshot }: Report): Sheet => ({
  name: 'Narrative できごと',
  widths: [16, 60, 34, 60],
  frozen: { rows: 4, columns: 0 },
  rows: [
    ...introduce(snapshot, {
      en: `${words.en.narrative}. ${words.en.stories}: ${words.en.storiesNote}`,
      ja: `${words.ja.narrative}。${words.ja.stories}：${words.ja.storiesNote}`,
    }),
    ...(['en', 'ja'] as const).flatMap((language) => {
      const paragraphs = snapshot.narrative?.[language] ?? null;
      return paragraphs === null ? [] : [[text(words[language].narrative), text(paragraphs)]];
    }),
    heads('Date 日付', 'Story 記事', 'Outlet 媒体', 'Address アドレス'),
    ...snapshot.stories.map(({ on, title, outlet, url }) => [
      text(on),
      text(title ?? ''),
      text(outlet ?? ''),
      text(url ?? ''),
    ]),
  ],
});

/** A sheet's name in both languages if that fits into Excel's limit of 31 characters, otherwise in English. */
const nameSheet = (en: string, ja: string): string =>
  `${en} ${ja}`.length > 31 ? en.slice(0, 31) : `${en} ${ja}`;

const themeSheets = ({ snapshot, themes }: Report): Sheet[] =>
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
const roadSheets = ({ snapshot, rows }: Report): Sheet[] => {
  const { month, indicators } = snapshot;
  const stated = (language: Language) => {
    const road = stateRoad(indicators, month, language, (one) => nameMonth(one, language));
    return road === undefined ? '' : `${road.asOf} ${road.lead} ${road.asked ?? ''}`.trim();
  };
  const roadRows = rows.filter(isOfRoad);
  if (roadRows.length === 0) return [];
  /** The cells below “Of these”, “Asked” and “Share”. */
  const ratioCells = ({ month: value }: ReportRow): Cell[] => {
    // Only for the compiler: an indicator of the road has a ratio, or is withheld.
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

const breakdownSheet = ({ snapshot, rows, keys }: Report, name: BreakdownName, title: string): Sheet => {
  const shown = rows.flatMap((row) => {
    const breakdown = row.breakdowns[name];
    return breakdown === null ? [] : [{ row, breakdown }];
  });
  return {
    name: title,
    widths: [32, ...shown.map(() => 17)],
    frozen: { rows: 6, columns: 1 },
    rows: [
      ...introduce(snapshot, { en: words.en.breakdownNote, ja: words.ja.breakdownNote }),
      [
        ...heads(`${words.en.breakdownKey[name]} ${words.ja.breakdownKey[name]}`),
        ...numberHeads(...shown.map(({ row }) => `${row.title.en} ${row.title.ja}`)),
      ],
      [text('As of 時点'), ...shown.map(({ breakdown }) => textAmongNumbers(breakdown.asOf))],
      ...keys[name].map((key) => [
        text(key),
        ...shown.map(({ breakdown }): Cell => {
          const value =
            breakdown.cells === 'withheld'
              ? 'withheld 非公表'
              : (breakdown.cells.find((cell) => cell.key === key)?.value ?? dash);
          return typeof value === 'number' ? count(value) : textAmongNumbers(value);
        }),
      ]),
    ],
  };
};

/** The sheet that says what a correction changed, as a list of one; an empty list for a month's first version. */
const correctionSheets = ({ snapshot, rows, toldBefore }: Report): Sheet[] => {
  const { month, reason, changes, because } = snapshot;
  if (changes === undefined || because === undefined) {
    return [];
  }
  const noteIn = (language: Language): string => {
    const state = stateCorrection(nameMonth(month, language), changes, because, language, toldBefore);
    return [state.lead, `${state.reasonLabel} ${reason ?? ''}`, state.changed, state.because]
      .join(' ')
      .trim();
  };
  const periodNames = {
    month: 'Month 当月',
    financialYear: nameYear(snapshot),
    toDate: 'To date 全期間',
  };
  return [
    {
      name: 'Correction 訂正',
      widths: [34, 34, 16, 16, 16, 28],
      frozen: { rows: 5, columns: 0 },
      rows: [
        ...introduce(snapshot, { en: noteIn('en'), ja: noteIn('ja') }),
        [
          ...heads('Indicator', '指標', 'Part 期間'),
          ...numberHeads('Was 変更前', 'Now 変更後'),
          ...heads('Code コード'),
        ],
        ...changes.map(({ code, part, was, now }) => {
          const row = rows.find((one) => one.code === code);
          const described = row ?? asPlainNumber;
          return [
            text(row?.title.en ?? code),
            text(row?.title.ja ?? code),
            text(periodNames[part]),
            cellOf(was, described),
            cellOf(now, described),
            text(code),
          ];
        }),
      ],
    },
  ];
};

const revisionsSheet = ({ snapshot, rows }: Report): Sheet => ({
  name: 'Revisions 修正',
  widths: [14, 34, 34, 16, 16, 28],
  frozen: { rows: 5, columns: 0 },
  rows: [
    ...introduce(
      snapshot,
      snapshot.revisions.length === 0
        ? { en: words.en.noRevisions, ja: words.ja.noRevisions }
        : { en: words.en.revisionsNote, ja: words.ja.revisionsNote },
    ),
    [
      ...heads('Month 対象月', 'Indicator', '指標'),
      ...numberHeads('Was 変更前', 'Now 変更後'),
      ...heads('Code コード'),
    ],
    ...snapshot.revisions.map(({ month, code, was, now }) => {
      const row = rows.find((one) => one.code === code);
      const described = row ?? asPlainNumber;
      return [
        text(month),
        text(row?.title.en ?? code),
        text(row?.title.ja ?? code),
        cellOf(was, described),
        cellOf(now, described),
        text(code),
      ];
    }),
  ],
});

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

const breakdownTitles: Readonly<Record<BreakdownName, string>> = {
  district: 'By district 県別',
  ageBand: 'By age 年齢別',
};

export const renderWorkbook = (report: Report): Buffer =>
  renderSpreadsheet([
    ...correctionSheets(report),
    summarySheet(report),
    headlineSheet(report),
    narrativeSheet(report),
    ...roadSheets(report),
    ...themeSheets(report),
    ...breakdownNames.map((name) => breakdownSheet(report, name, breakdownTitles[name])),
    revisionsSheet(report),
    dataSheet(report),
    definitionsSheet(report),
  ]);
