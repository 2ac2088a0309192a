import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { dayEndedAt, firstMonthOfFinancialYear } from '../../../../functions/shared/calendar/calendar.ts';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { formatMonth, formatMonthShort } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { t } from '../text.ts';
import { firstMonthOfQuarter, lastMonthOfQuarter, type Period } from './periods.ts';

/**
 * The text for the period of a published number, from its last month: `October 2026`, `April to October 2026`,
 * `End of October 2026`.
 */
export function periodText(period: Period, way: Indicator['way'], month: string, language: Language): string {
  const monthText = formatMonth(month, language);
  if (isLevel(way)) return t('at.end', { month: monthText });
  if (period === 'month') return monthText;
  if (period === 'toDate') return t('at.toDate', { month: monthText });
  if (period === 'quarter') {
    const last = lastMonthOfQuarter(month);
    const quarterText = spanText(firstMonthOfQuarter(month), last, language);
    return month === last ? quarterText : t('at.soFar', { span: quarterText, month: monthText });
  }
  const first = firstMonthOfFinancialYear(month);
  return first === month ? monthText : spanText(first, month, language);
}

/**
 * The text for a span of months on the funder's page: `April to October 2026`, `April 2026 to March 2027`. Within one year
 * the year is said once: in Japanese with the first month, otherwise with the last.
 */
export function spanText(first: string, last: string, language: Language): string {
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  const isYearFirst = language === 'ja';
  return t('span', {
    first: isOneYear && !isYearFirst ? formatMonthName(first, language) : formatMonth(first, language),
    last: isOneYear && isYearFirst ? formatMonthName(last, language) : formatMonth(last, language),
  });
}

/** A month without its year: `October`; in Japanese the short form has none. */
const formatMonthName = (month: string, language: Language): string =>
  language === 'ja'
    ? formatMonthShort(month, language)
    : new Intl.DateTimeFormat(language === 'te' ? 'te-IN' : 'en-IN', {
        month: 'long',
        timeZone: 'UTC',
      }).format(new Date(`${month}-01T00:00:00Z`));

/** The text for up to when a publication counts what was recorded: `by the end of 4 November 2026`; of a correction, `before` its instant. */
export function upToText(cutoff: string, language: Language): string {
  const day = dayEndedAt(new Date(cutoff));
  return day === undefined
    ? t('upTo.instant', { instant: formatInstant(cutoff, language) })
    : t('upTo.day', { day: formatDate(day, language) });
}

/** The text for a kind of period, as the funder's period picker names it. */
export const periodName = (period: Period): string => t(`period.${period}`);
