import { formatPermille, formatShort, type Language } from '../disclosure/format-values.ts';
import { isLevel } from '../disclosure/latest-values.ts';
import { numberOf } from '../disclosure/value-arithmetic.ts';
import { themeTitles } from '../indicators/indicator.ts';
import { drawSeries } from './draw-series.ts';
import {
  joinSentences,
  stateLeftOutOfHeadline,
  stateSeveralMonths,
  stateTargetElsewhere,
} from './headline-notes.ts';
import { stateBehind, stateHeadline } from './headlines.ts';
import type { Report, ReportRow } from './report.ts';
import { nameMonth } from './report-dates.ts';
import { words } from './report-words.ts';
import { type RoadBar, stateRoad } from './road.ts';

/** The parts of the report's view that show a few numbers large: the headlines, the charts and the road. report-view.ts puts the parts together. */

export const pageFont = 'Noto Sans';

export const viewHeadline = (row: ReportRow, { snapshot: { month }, rows }: Report, language: Language) => {
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

export const viewChart = (row: ReportRow, language: Language) => {
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

/** A bar of the road, with its width in percent; null: no bar. */
const viewBar = ({ label, permille, text, note }: RoadBar) => ({
  label,
  text,
  note,
  width: permille === null ? null : Math.floor(permille / 10),
});

/** The road of the women, in a section of its own; null for a month that has none. */
export const viewRoad = ({ snapshot: { month, indicators } }: Report, language: Language) => {
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

/**
 * Which of the year's targets are behind by now: one line for those that are behind and one for those that are slightly behind, or a line that says
 * that none is. No line if no target can be behind, because none is set or the year is over.
 */
export const viewBehind = ({ snapshot: { month }, rows }: Report, language: Language) => {
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
export const saySeveralMonths = (rows: readonly ReportRow[], language: Language): string => {
  const titles = rows.filter((row) => row.isInSeveralMonths).map(({ title }) => title[language]);
  if (titles.length === 0) return '';
  const { colon, separator } = words[language].severalMonths;
  return `${titles.join(separator)}${colon}${stateSeveralMonths(true, language)}`;
};
