import type { Language } from '../disclosure/format-values.ts';
import { breakdownNames } from '../indicators/breakdowns.ts';
import { joinSentences } from './headline-notes.ts';
import { headlineCodes, statePaceRule } from './headlines.ts';
import type { Report, ReportRow } from './report.ts';
import { nameMonth } from './report-dates.ts';
import { sayCutoff, words } from './report-words.ts';
import { saySeveralMonths, viewBehind, viewChart, viewHeadline, viewRoad } from './view-figures.ts';
import { viewBreakdown, viewTables, viewTrend, viewWithheld } from './view-tables.ts';
import { viewCorrection, viewNarrative, viewRevisions, viewStories } from './view-texts.ts';

/**
 * The report in one language: every text, number and drawing, in the shape in which the page (report-page.ts) lays them out. The parts are made in
 * view-figures.ts, view-tables.ts and view-texts.ts. report.ts has the data, report-words.ts the words.
 */

/** The indicators with a chart. */
const chartCodes = [
  'members_active',
  'savings_balance',
  'attendance_rate',
  'mental_health_survivors',
  'house_pattas',
  'cases_open',
] as const;

/** The report's rows of some indicators, in the order of the codes. */
const rowsOf = (report: Report, codes: readonly string[]): ReportRow[] =>
  codes.flatMap((code) => report.rows.filter((row) => row.code === code));

export type ReportView = ReturnType<typeof viewReport>;

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
