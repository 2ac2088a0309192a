import { addMonths } from '../../../../functions/domain/calendar.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { magnitudeOf, pointsOf } from '../chart-points.ts';
import { firstMonthOfQuarter, lastMonthOfQuarter, type Period } from '../periods.ts';
import type { PublishedValues } from '../published-values.ts';
import { Sparkline } from '../sparkline.tsx';
import { t } from '../text.ts';

type CourseProps = {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly values: PublishedValues;
  /** The month that is shown. */
  readonly month: string;
};

/** A year and the month before it, so that the line begins at last year's same period. */
const counts: Readonly<Record<Period, number>> = { month: 13, quarter: 5, financialYear: 13, toDate: 13 };

/** A quarter that isn't over would look like a fall. */
const lastWholeQuarter = (month: string): string =>
  month === lastMonthOfQuarter(month) ? month : addMonths(firstMonthOfQuarter(month), -1);

/** On the funder's overview, the course of an indicator as a sparkline; nothing if there is only one point. */
export function Course({ indicator: { code, unit, title, way }, period, values, month }: CourseProps) {
  const language = useLanguage();
  const end = period === 'quarter' && way !== 'stock' ? lastWholeQuarter(month) : month;
  const points = pointsOf(values, code, period, { last: end, count: counts[period] });
  const [first] = points;
  const last = points.at(-1);
  if (first?.now === undefined || last?.now === undefined || points.length < 2) return null;
  return (
    <Sparkline
      values={points.map((point) => magnitudeOf(point.now?.value))}
      said={t('course', {
        title: title[language],
        first: formatMonth(first.month, language),
        from: formatValue(first.now.value, unit, language),
        last: formatMonth(last.month, language),
        to: formatValue(last.now.value, unit, language),
      })}
    />
  );
}
