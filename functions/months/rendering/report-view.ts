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
import { isLevel } from '../disclosure/latest-values.ts';
import { numberOf, type Value } from '../disclosure/value-arithmetic.ts';
import { type BreakdownName, breakdownNames } from '../indicators/breakdowns.ts';
import { themeTitles } from '../indicators/indicator.ts';
import { type CorrectedValue, changesByIndicator, stateCorrection } from './correction.ts';
import { drawSeries } from './draw-series.ts';
import {
  headlineCodes,
  joinSentences,
  reachedOf,
  stateBehind,
  stateHeadline,
  stateLeftOut,
  stateLeftOutOfHeadline,
  statePace,
  statePaceRule,
  stateSeveralMonths,
  stateTargetElsewhere,
} from './headlines.ts';
import type { PublishedSnapshot } from './published-snapshot.ts';
import type { HiddenReason, Report, ReportRow } from './report.ts';
import { nameDate, nameDayOrMonth, nameMonth, nameMonthShort, sayCutoff, words } from './report-words.ts';
import { isOfRoad, isRepeated, type RoadBar, stateRoad } from './road.ts';

/**
 * The report in one language: every text, number and drawing, in the shape in which the page (report-page.ts) lays them out. report.ts has the data,
 * report-words.ts the words.
 */

export const pageFont = 'Noto Sans';

/** The indicators with a chart. */
const chartCodes = [
  'members_active',
  'savings_balance',
  'attendance_rate',
  'mental_health_survivors',
  'house_pattas',
  'cases_open',
] as const;

export type ReportView = ReturnType<typeof viewReport>;

/** The report's rows of some indicators, in the order of the codes. */
const rowsOf = (report: Report, codes: readonly string[]): ReportRow[] =>
  codes.flatMap((code) => report.rows.filter((row) => row.code === code));

const viewHeadline = (row: ReportRow, { snapshot: { month }, rows }: Report, language: Language) => {
  const { figure, figureNote, sentence, year, reached, pace } = stateHeadline(row, month, language, (one) =>
    nameMonth(one, language),
  );
  return {
    title: row.title[language],
    figure,
    figureNote,
    sentence: joinSentences([sentence, stateLeftOutOfHeadline(row, rows, language)], language),
    year: `${year}${stateTargetElsewhere(row, rows, language)}`,
    /** Width of the progress bar in percent; null: no bar. `reached` is in tenths of a percent of the target. */
    progress: reached === null ? null : Math.min(100, Math.floor(reached / 10)),
    pace: pace?.text ?? '',
    /** Where on the bar the mark stands, in percent: the part of the year that is over. Null: no mark. */
    gone: pace === null ? null : Math.floor(pace.gone / 10),
  };
};

const viewChart = (row: ReportRow, language: Language) => {
  // A series always has twelve months.
  const first = row.series[0]?.month ?? '';
  const last = row.series.at(-1)?.month ?? '';
  // A bar shows what happened in a month. A line joins the levels at the months' ends, or the months' shares.
  const isLine = isLevel(row.way) || row.way === 'ratio';
  /** A label of the axis: whole percents (a ratio comes in tenths of a percent), whole rupees, or a number. */
  const format = (value: number): string => {
    switch (row.unit) {
      case 'ratio':
        return formatPermille(value).replace('.0%', '%');
      case 'paise':
        return formatShort(value - (value % 100), row.unit, language);
      default:
        return formatShort(value, row.unit, language);
    }
  };
  return {
    title: row.title[language],
    alt: words[language].chartAlt(
      row.title[language],
      nameMonth(first, language),
      nameMonth(last, language),
      formatShort(row.month, row.unit, language),
    ),
    svg: drawSeries(
      row.series.map(({ month, value }) => ({
        label: String(Number(month.slice(5, 7))),
        year: month.slice(0, 4),
        value: numberOf(value),
      })),
      {
        kind: isLine ? 'line' : 'bars',
        width: 170,
        height: 106,
        format,
        fontFamily: pageFont,
      },
    ),
  };
};

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

/** The table of a breakdown. `columns`, `asOf` and each row's `cells` have one entry for each indicator that has the breakdown. */
const viewBreakdown = (report: Report, name: BreakdownName, language: Language) => {
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

/** The narrative's paragraphs in the reader's language, or in the other language with a note. Null if there is none. */
const viewNarrative = ({ narrative }: PublishedSnapshot, language: Language) => {
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

const viewStories = ({ stories }: PublishedSnapshot, language: Language) => ({
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
const viewCorrection = ({ snapshot, rows, toldBefore }: Report, language: Language) => {
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

/** Why cells of a breakdown are hidden, in words; a dash if all are shown. */
const explainHidden = (hidden: HiddenReason, language: Language): string => {
  const { reasons } = words[language];
  if (hidden === null) {
    return dash;
  }
  return hidden.why === 'few' ? reasons.few(hidden.hiddenCells, hidden.allCells) : reasons[hidden.why];
};

/** The indicators of each theme, with their values and targets. */
const viewTables = ({ snapshot, themes }: Report, language: Language) => {
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
const viewTrend = ({ snapshot, rows }: Report, language: Language) => {
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

/** A bar of the road, with its width in percent; null: no bar. */
const viewBar = ({ label, permille, text, note }: RoadBar) => ({
  label,
  text,
  note,
  width: permille === null ? null : Math.floor(permille / 10),
});

/** The road of the women, in a section of its own; null for a month that has none. */
const viewRoad = ({ snapshot: { month, indicators } }: Report, language: Language) => {
  const road = stateRoad(indicators, month, language, (one) => nameMonth(one, language));
  return road === undefined
    ? null
    : {
        title: themeTitles.road[language],
        lead: road.lead,
        asked: road.asked ?? '',
        asOf: road.asOf,
        areas: road.areas.map(({ name, bars }) => ({ name, bars: bars.map(viewBar) })),
        help: road.help === undefined ? null : viewBar(road.help),
      };
};

/** The numbers of earlier months that this version revises. */
const viewRevisions = ({ snapshot, rows }: Report, language: Language) => {
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

/** Which cells of breakdowns are hidden, and why. */
const viewWithheld = ({ withheld }: Report, language: Language) => {
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

/**
 * Which of the year's targets are behind by now: one line for those that are behind and one for those that are slightly behind, or a line that says
 * that none is. No line if no target can be behind, because none is set or the year is over.
 */
const viewBehind = ({ snapshot: { month }, rows }: Report, language: Language) => {
  const stated = stateBehind(rows, month, language);
  if (stated === null) return [];
  if (stated.none !== '') return [{ label: '', text: stated.none }];
  return stated.lists.map(({ label, rows: rowsBehind }) => ({
    label,
    text: rowsBehind.map(({ row, ofTarget }) => `${row.title[language]}${ofTarget}`).join(stated.separator),
  }));
};

/**
 * The sentence below the cards, or the charts, that names the indicators whose months add up to more than their year, and says why: one person may
 * count in several months. Empty if there is no such indicator.
 */
const saySeveralMonths = (rows: readonly ReportRow[], language: Language): string => {
  const titles = rows.filter((row) => row.isInSeveralMonths).map(({ title }) => title[language]);
  if (titles.length === 0) return '';
  const { colon, separator } = words[language].severalMonths;
  return `${titles.join(separator)}${colon}${stateSeveralMonths(true, language)}`;
};

/** The report in one language: every text and drawing. The page only lays them out, and leaves out those that are empty or null. */
export const viewReport = (report: Report, language: Language) => {
  const { snapshot } = report;
  const { month, version, cutoff, programme } = snapshot;
  const texts = words[language];
  return {
    language,
    programme: programme.name,
    title: texts.title(nameMonth(month, language)),
    implementer: texts.implementer(programme),
    closed: sayCutoff(cutoff, language),
    version: version === 1 ? '' : texts.version(version),
    correction: viewCorrection(report, language),
    narrative: viewNarrative(snapshot, language),
    stories: viewStories(snapshot, language),
    headline: texts.headline,
    behind: viewBehind(report, language),
    paceRule: report.hasTargets ? statePaceRule(month, language) : '',
    severalMonths: saySeveralMonths(rowsOf(report, headlineCodes), language),
    cards: rowsOf(report, headlineCodes).map((row) => viewHeadline(row, report, language)),
    noTargets: report.hasTargets ? '' : texts.noTargets,
    charts: {
      title: texts.charts,
      note: joinSentences(
        [texts.chartsNote(texts.trend), saySeveralMonths(rowsOf(report, chartCodes), language)],
        language,
      ),
      drawings: rowsOf(report, chartCodes).map((row) => viewChart(row, language)),
    },
    road: viewRoad(report, language),
    tables: viewTables(report, language),
    trend: viewTrend(report, language),
    breakdowns: {
      note: texts.breakdownNote,
      none: texts.noBreakdowns,
      asOf: texts.asOf,
      tables: breakdownNames
        .map((name) => viewBreakdown(report, name, language))
        .filter(({ columns }) => columns.length > 0),
    },
    revisions: viewRevisions(report, language),
    withheld: viewWithheld(report, language),
    sources: {
      title: texts.sources,
      text: texts.sourcesText,
      facts: [[texts.policy, snapshot.disclosure]],
    },
    subject: texts.subject,
    footer: `${programme.name} · ${texts.title(nameMonth(month, language))}${version === 1 ? '' : ` · ${texts.version(version)}`}`,
  };
};
