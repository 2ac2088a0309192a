import { isHalfYearEnd } from '../../../../functions/months/disclosure/half-years.ts';
import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import type { Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import { oneOf } from '../../design/fields/one-of.ts';
import type { Language } from '../../i18n/language.ts';
import { fileValue, formatMonth, formatTick, formatValue } from '../../months/format-published.ts';
import type { Indicator, Snapshot } from '../../months/published.ts';
import type { ChartKind } from '../address.ts';
import { type ChartPoint, magnitudeOf, pointsOf } from '../chart-points.ts';
import { revisionText } from '../month/revision-text.ts';
import { periodText, spanText } from '../periods/period-text.ts';
import { type Period, sameMonthLastYear } from '../periods/periods.ts';
import type { PublishedValue, PublishedValues } from '../published-values.ts';
import { t } from '../text.ts';
import type { Bar, BarGroup, ChartContent } from './chart.tsx';
import { axisLabelOf } from './chart-axis.ts';
import { chartUnits, findingText } from './chart-finding.ts';

type Series = {
  readonly indicator: Indicator;
  readonly snapshot: Snapshot;
  readonly values: PublishedValues;
  readonly period: Period;
  /**
   * `months`: one bar for each point. `pairs`: two bars for each point, of the year before and its own. `pair`: only the two bars of the
   * newest point.
   */
  readonly kind: ChartKind;
};

/**
 * How many points a chart has: one a quarter or, for every other period, one a month. Thirteen months begin with the same
 * month of the year before.
 */
const pointCounts: Readonly<Record<Period, number>> = {
  month: 13,
  quarter: 6,
  financialYear: 13,
  toDate: 13,
};

/** Two years and a month: then five half-years end in the chart's months. */
const monthsOfHalfYears = 25;

/** The points of an indicator's chart on the funder's page, and of the table beside it, oldest first. */
export function chartPoints({ indicator, snapshot, values, period, kind }: Series): ChartPoint[] {
  if (indicator.way === 'ratio_of_stocks') {
    // Such a ratio is counted at the end of each half-year, and the months between only repeat it.
    const lastMonth = indicator.asOf ?? snapshot.month;
    const count = kind === 'pair' ? 1 : monthsOfHalfYears;
    return pointsOf(values, indicator.code, 'month', { lastMonth, count }).filter(({ month }) =>
      isHalfYearEnd(month),
    );
  }
  // In `pairs` each bar has the year before beside it, so twelve months are enough.
  const pairCount = period === 'quarter' ? pointCounts.quarter : 12;
  const count = { pair: 1, pairs: pairCount, months: pointCounts[period] }[kind];
  return pointsOf(values, indicator.code, period, { lastMonth: snapshot.month, count });
}

/** The longest text for which there is room above one of thirteen bars. */
const maxBarText = 10;

/** The text above a bar. For a share of women (a ratio of stocks) it gives how many they are, such as `3/14`; the axis gives the per cents. */
const barText = (
  value: Value | undefined,
  magnitude: number | null,
  { unit, way }: Indicator,
  language: Language,
): string => {
  if (magnitude === null) return '–';
  if (way === 'ratio_of_stocks') return String(fileValue(value));
  if (unit === 'ratio') return formatTick(magnitude, unit, language);
  // In whole rupees; shortened only where it would run into the bar beside it.
  const inFull = formatValue(
    unit === 'paise' ? Math.round(magnitude / 100) * 100 : magnitude,
    unit,
    language,
  );
  return inFull.length <= maxBarText ? inFull : formatTick(magnitude, unit, language);
};

/** Says what a chart shows, and in which unit. @param timeText the time that it shows, in words */
const whatText = ({ way, unit }: Indicator, timeText: string): string => {
  const named = oneOf(chartUnits, unit);
  return t('chart.what', {
    what: t(`way.${way}`),
    unit: named === undefined ? unit : t(`chart.unit.${named}`),
    of: timeText,
  });
};

/** The content of an indicator's chart on the funder's page: its bars with their texts, title, legend and source. */
export function chartContent(
  series: Series,
  points: readonly ChartPoint[],
  language: Language,
): ChartContent {
  const { indicator, snapshot, period, kind } = series;
  const newest = points.at(-1);
  const newestValues = { now: newest?.published?.value, yearBefore: newest?.yearBefore?.value };
  return {
    title: findingText(indicator, newestValues, period, newest?.month ?? snapshot.month, language),
    unit: indicator.unit,
    source: t('chart.source', {
      programme: snapshot.programme.name,
      month: formatMonth(snapshot.month, language),
      version: snapshot.version,
    }),
    ...withRevised(
      kind === 'pair'
        ? onePair(series, points[0], language)
        : barsOverTime(series, points, { isPairs: kind === 'pairs' }, language),
    ),
  };
}

type Drawn = Pick<ChartContent, 'subtitle' | 'legend' | 'groups' | 'revised'>;

/** Adds what the mark of the revised bars means, if there are any. */
function withRevised(drawn: Drawn): Drawn {
  const revised = drawn.groups.flatMap(({ bars }) => bars.filter(({ isRevised }) => isRevised));
  if (revised.length === 0) return drawn;
  return {
    ...drawn,
    revised: { mark: t('chart.revised'), list: revised.map(({ tooltip }) => tooltip).join('; ') },
  };
}

/** @param month the last month of the bar's period */
function barOf(
  published: PublishedValue | undefined,
  { isStrong, month }: Pick<Bar, 'isStrong'> & { readonly month: string },
  { indicator, period }: Series,
  language: Language,
): Bar {
  const { unit, way } = indicator;
  const magnitude = magnitudeOf(published?.value);
  const revised = revisionText(published, unit, language);
  return {
    magnitude,
    isStrong,
    valueText: barText(published?.value, magnitude, indicator, language),
    tooltip: t('chart.bar', {
      period: periodText(period, way, month, language),
      value: [published === undefined ? '–' : formatValue(published.value, unit, language), revised]
        .filter((text) => text !== '')
        .join(t('list.separator')),
    }),
    isRevised: revised !== '',
  };
}

/** The two bars of one point: of the year before, and its own. There is room for their exact values. */
function onePair(series: Series, point: ChartPoint | undefined, language: Language): Drawn {
  const { indicator, snapshot, period } = series;
  const { month } = snapshot;
  const { unit, way } = indicator;
  const monthBefore = sameMonthLastYear(month);
  const exactBar = (
    published: PublishedValue | undefined,
    of: { month: string; isStrong: boolean },
  ): Bar => ({
    ...barOf(published, of, series, language),
    valueText: published === undefined ? '–' : formatValue(published.value, unit, language),
  });
  const yearBeforeText = periodText(period, way, monthBefore, language);
  const nowText = periodText(period, way, month, language);
  const groups = (pair: ChartPoint): BarGroup[] => [
    {
      key: month,
      // In a chart of one group, each bar has a label.
      labels: [yearBeforeText, nowText],
      bars: [
        exactBar(pair.yearBefore, { month: monthBefore, isStrong: false }),
        exactBar(pair.published, { month, isStrong: true }),
      ],
    },
  ];
  return {
    subtitle: whatText(indicator, t('chart.against', { now: nowText, before: yearBeforeText })),
    legend: [],
    groups: point === undefined ? [] : groups(point),
  };
}

/** A group of bars for each point: its own bar alone, or (`isPairs`) beside the bar of the year before. */
function barsOverTime(
  series: Series,
  points: readonly ChartPoint[],
  { isPairs }: { readonly isPairs: boolean },
  language: Language,
): Drawn {
  const { indicator, snapshot, period } = series;
  const { month } = snapshot;
  const groups = points.map((point, index): BarGroup => {
    const [name, year] = axisLabelOf(period, point.month, language);
    // Only the first point of each year has the year below it.
    const isNewYear = index === 0 || year !== points[index - 1]?.month.slice(0, 4);
    // In a chart without pairs, only the newest bar has the strong colour.
    const isStrong = isPairs || index === points.length - 1;
    const ownBar = barOf(point.published, { isStrong, month: point.month }, series, language);
    const yearBeforeBar = barOf(
      point.yearBefore,
      { isStrong: false, month: sameMonthLastYear(point.month) },
      series,
      language,
    );
    return {
      key: point.month,
      labels: isNewYear ? [name, year] : [name],
      // In a pair, only the newer bar has a text: there is no room for both.
      bars: isPairs ? [{ ...yearBeforeBar, valueText: '' }, ownBar] : [ownBar],
    };
  });
  // The month of the oldest point; without points, the shown month.
  const firstMonth = points[0]?.month ?? month;
  const span = firstMonth === month ? formatMonth(month, language) : spanText(firstMonth, month, language);
  // A level is counted at the end of a month, whether a year or the time to date is chosen.
  const step = isLevel(indicator.way) && period !== 'quarter' ? 'month' : period;
  return {
    subtitle: whatText(indicator, t(`chart.by.${step}`, { span })),
    legend: isPairs
      ? [
          { text: t('chart.now'), isStrong: true },
          { text: t('chart.before'), isStrong: false },
        ]
      : [],
    groups,
  };
}
