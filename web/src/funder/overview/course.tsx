import { formatBrief } from '../../../../functions/months/disclosure/format-values.ts';
import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { magnitudeOf, pointsOf } from '../chart-points.ts';
import { Sparkline } from '../month/sparkline.tsx';
import { firstMonthOfQuarter, lastMonthOfQuarter, type Period } from '../periods/periods.ts';
import type { PublishedValues } from '../published-values.ts';
import { t } from '../text.ts';

type CourseProps = {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly values: PublishedValues;
  /** The month that is shown. */
  readonly month: string;
  /** Whether the words above it say what it shows, and on which scale. */
  readonly hasCaption?: boolean;
};

/**
 * How many points the line has: one a quarter or, for every other period, one a month. They are a year's and one more, so
 * that the line begins with the same period of the year before.
 */
const pointCounts: Readonly<Record<Period, number>> = {
  month: 13,
  quarter: 5,
  financialYear: 13,
  toDate: 13,
};

/** The last month of the last finished quarter: an unfinished one would look like a fall. */
const lastWholeQuarter = (month: string): string =>
  month === lastMonthOfQuarter(month) ? month : addMonths(firstMonthOfQuarter(month), -1);

/** The course of an indicator on the funder's overview: a line of levels, shares and totals, and bars of what each month or quarter brought; nothing if fewer than two of its values are known. */
export function Course({
  indicator: { code, unit, title, way },
  period,
  values,
  month,
  hasCaption = false,
}: CourseProps) {
  const language = useLanguage();
  // A level is counted at the end of a month, so an unfinished quarter does not lower it.
  const end = period === 'quarter' && !isLevel(way) ? lastWholeQuarter(month) : month;
  const points = pointsOf(values, code, period, { lastMonth: end, count: pointCounts[period] });
  const [first] = points;
  const last = points.at(-1);
  if (first?.published === undefined || last?.published === undefined || points.length < 2) return null;
  const magnitudes = points.map((point) => magnitudeOf(point.published?.value));
  const highest =
    points[magnitudes.indexOf(Math.max(...magnitudes.map((one) => one ?? 0)))]?.published?.value;
  return (
    <>
      {hasCaption && (
        <p class="soft">
          {t(isLevel(way) ? 'course.ends' : 'course.months', {
            lowest: formatBrief(0, { unit }, language),
            highest: formatBrief(highest ?? 0, { unit, way }, language),
          })}
        </p>
      )}
      <Sparkline
        isBars={!isLevel(way) && way !== 'ratio' && (period === 'month' || period === 'quarter')}
        values={magnitudes}
        label={t('course', {
          title: title[language],
          first: formatMonth(first.month, language),
          from: formatValue(first.published.value, unit, language),
          last: formatMonth(last.month, language),
          to: formatValue(last.published.value, unit, language),
        })}
      />
    </>
  );
}
