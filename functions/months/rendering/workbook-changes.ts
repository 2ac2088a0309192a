import type { Language } from '../disclosure/format-values.ts';
import { stateCorrection } from './correction.ts';
import type { Report } from './report.ts';
import { nameMonth } from './report-dates.ts';
import { words } from './report-words.ts';
import type { Sheet } from './spreadsheet-sheet.ts';
import { asPlainNumber, cellOf, heads, introduce, nameYear, numberHeads, text } from './workbook-cells.ts';

/** The sheets of `report.xlsx` with changed numbers: what a correction changed in this month, and what this version revises of earlier months. */

/** The sheet that says what a correction changed, as a list of one; an empty list for a month's first version. */
export const correctionSheets = ({ snapshot, rows, toldBefore }: Report): Sheet[] => {
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
          const row = rows.find((candidate) => candidate.code === code);
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

export const revisionsSheet = ({ snapshot, rows }: Report): Sheet => ({
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
      const row = rows.find((candidate) => candidate.code === code);
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
