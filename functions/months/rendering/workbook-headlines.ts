import type { Language } from '../disclosure/format-values.ts';
import {
  joinSentences,
  stateLeftOutOfHeadline,
  stateSeveralMonths,
  stateTargetElsewhere,
} from './headline-notes.ts';
import { headlineCodes, stateBehind, stateHeadline, statePaceRule } from './headlines.ts';
import type { Report, ReportRow } from './report.ts';
import { nameMonth } from './report-dates.ts';
import { words } from './report-words.ts';
import type { Cell, Sheet } from './spreadsheet-sheet.ts';
import { heads, introduce, text } from './workbook-cells.ts';

/** The sheets of `report.xlsx` with sentences: the month's headlines, its narrative and the media stories. */

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

/** The sheet with the month's headlines, in the words of the report and the page. */
export const headlineSheet = (report: Report): Sheet => {
  const { snapshot, rows } = report;
  const { month } = snapshot;
  const noteIn = (language: Language): string =>
    joinSentences(
      [stateBehindNote(report, language), statePaceRule(month, language), words[language].counted],
      language,
    );
  /** The four cells of an indicator in one language: its title, its figure, a text about the month, and a text about the year. */
  const cellsIn = (language: Language, row: ReportRow): Cell[] => {
    const stated = stateHeadline(row, month, language, (named) => nameMonth(named, language));
    const { figure, figureNote, sentence, year, pace } = stated;
    const leftOut = stateLeftOutOfHeadline(row, rows, language);
    const several = stateSeveralMonths(row.isInSeveralMonths, language);
    const ofMonth = joinSentences([sentence, leftOut, several], language);
    // Without a target there is no pace, but perhaps a related number that has a target.
    const ofYear =
      pace === null
        ? `${year}${stateTargetElsewhere(row, rows, language)}`
        : `${year}${sentenceEnds[language]}${pace.text}`;
    return [row.title[language], `${figure} ${figureNote}`, ofMonth, ofYear].map(text);
  };
  return {
    name: `${words.en.headline} ${words.ja.headline}`,
    widths: [34, 22, 44, 40, 34, 22, 44, 40],
    frozen: { rows: 5, columns: 1 },
    rows: [
      ...introduce(snapshot, { en: noteIn('en'), ja: noteIn('ja') }),
      heads('Indicator', 'Figure', 'The month', 'The year', '指標', '数値', '当月', '年度'),
      ...headlineCodes.flatMap((code) =>
        rows.filter((row) => row.code === code).map((row) => [...cellsIn('en', row), ...cellsIn('ja', row)]),
      ),
    ],
  };
};

/** The sheet with the month's narrative and the media stories. */
export const narrativeSheet = ({ snapshot }: Report): Sheet => ({
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
