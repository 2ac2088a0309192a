import { dash, formatBrief, formatValue, type Language } from '../disclosure/format-values.ts';
import type { Value } from '../disclosure/value-arithmetic.ts';
import { type CorrectedValue, changesByIndicator, stateCorrection } from './correction.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';
import type { Report, ReportRow } from './report.ts';
import { nameDate, nameMonth } from './report-dates.ts';
import { words } from './report-words.ts';

/**
 * What the report's view says beside the month's numbers: the narrative, the media stories, what a correction changed, and what is revised of earlier
 * months. report-view.ts puts the parts together.
 */

/** The narrative's paragraphs in the reader's language, or in the other language with a note. Null if there is none. */
export const viewNarrative = ({ narrative }: PublishedSnapshot, language: Language) => {
  const own = narrative?.[language] ?? null;
  const other = language === 'en' ? 'ja' : 'en';
  const text = own ?? narrative?.[other] ?? null;
  if (text === null) {
    return null;
  }
  return {
    title: words[language].narrative,
    language: own === null ? other : language,
    note: own === null ? words[language].otherLanguage : '',
    paragraphs: text.split(/\n+/).filter((paragraph) => paragraph.trim() !== ''),
  };
};

/**
 * The maximum number of stories, and of revised numbers, that a report lists; the workbook has all. Without a limit, thousands of them would take
 * longer to lay out than a report may take, and no month would be published any more.
 */
export const maxListed = 200;

/** The words below a list of which the report has only the first `maxListed` entries; empty if it has all. */
const sayMore = ({ length }: readonly unknown[], language: Language): string =>
  length > maxListed ? words[language].more(length - maxListed) : '';

/** An address in ASCII, as a browser sends it. With other letters, Typst would make a link of every letter, and the file would grow. */
const toAsciiAddress = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

export const viewStories = ({ stories }: PublishedSnapshot, language: Language) => ({
  title: words[language].stories,
  note: words[language].storiesNote,
  more: sayMore(stories, language),
  items: stories.slice(0, maxListed).map(({ on, title, outlet, url }) => ({
    on: nameDate(on, language),
    title: title ?? words[language].untitled,
    outlet: outlet ?? '',
    url: url === null ? '' : toAsciiAddress(url),
  })),
});

/** The box at the top of a correction: its reason and what it changed; null for a month's first version. */
export const viewCorrection = ({ snapshot, rows, toldBefore }: Report, language: Language) => {
  const { month, reason, changes, because, financialYear } = snapshot;
  if (changes === undefined || because === undefined) {
    return null;
  }
  const texts = words[language];
  /** @param row undefined for an indicator that the report no longer has: its numbers are shown without a unit */
  const wasAndNow = (change: CorrectedValue | undefined, row: ReportRow | undefined): string => {
    if (change === undefined) return dash;
    const format = (value: Value): string => formatBrief(value, row ?? { unit: '' }, language);
    return `${format(change.was)} → ${format(change.now)}`;
  };
  return {
    ...stateCorrection(nameMonth(month, language), changes, because, language, toldBefore),
    reason: reason ?? '',
    heads: [texts.indicator, nameMonth(month, language), texts.financialYear(financialYear), texts.toDate],
    rows: changesByIndicator(changes).map((changed) => {
      const row = rows.find(({ code }) => code === changed.code);
      return [
        row?.title[language] ?? changed.code,
        wasAndNow(changed.month, row),
        wasAndNow(changed.financialYear, row),
        wasAndNow(changed.toDate, row),
      ];
    }),
  };
};

/** The numbers of earlier months that this version revises. */
export const viewRevisions = ({ snapshot, rows }: Report, language: Language) => {
  const texts = words[language];
  const { revisions } = snapshot;
  const rowByCode = new Map(rows.map((row) => [row.code, row]));
  return {
    title: texts.revisions,
    note: revisions.length === 0 ? texts.noRevisions : texts.revisionsNote,
    heads: [texts.ofMonth, texts.indicator, texts.was, texts.now],
    more: sayMore(revisions, language),
    rows: revisions.slice(0, maxListed).map(({ month: revised, code, was, now }) => {
      // An indicator that the report no longer has is shown by its code, as a plain number.
      const unit = rowByCode.get(code)?.unit ?? '';
      return [
        nameMonth(revised, language),
        rowByCode.get(code)?.title[language] ?? code,
        formatValue(was, unit, language),
        formatValue(now, unit, language),
      ];
    }),
  };
};
