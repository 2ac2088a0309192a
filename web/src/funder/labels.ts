import { addMonths, financialYearOf, firstMonthOfFinancialYear } from '../../../functions/domain/calendar.ts';
import type { Language } from '../i18n/language.ts';
import { formatChange, formatMonth, formatMonthShort } from '../months/format.ts';
import type { Indicator } from '../months/published.ts';
import { firstMonthOfQuarter, lastMonthOfQuarter, type Period } from './periods.ts';
import { type MessageKey, t } from './text.ts';

/** How periods and changes are said. */

type Way = Indicator['way'];

/**
 * The words for the period of a published number that ends with a month: `October 2026`, `April to October 2026`, `End
 * of October 2026`.
 */
export function labelOf(period: Period, way: Way, month: string, language: Language): string {
  const named = formatMonth(month, language);
  if (way === 'stock') return t('at.end', { month: named });
  if (period === 'month') return named;
  if (period === 'toDate') return t('at.toDate', { month: named });
  if (period === 'quarter') {
    const last = lastMonthOfQuarter(month);
    const span = spanOf(firstMonthOfQuarter(month), last, language);
    return month === last ? span : t('at.soFar', { span, month: named });
  }
  const first = firstMonthOfFinancialYear(month);
  return first === month ? named : spanOf(first, month, language);
}

/** The words for a span of months: `April to October 2026`, `April 2026 to March 2027`. */
export const spanOf = (first: string, last: string, language: Language): string =>
  t('span', {
    first:
      first.slice(0, 4) === last.slice(0, 4) && language !== 'ja'
        ? formatMonthName(first, language)
        : formatMonth(first, language),
    last:
      first.slice(0, 4) === last.slice(0, 4) && language === 'ja'
        ? formatMonthName(last, language)
        : formatMonth(last, language),
  });

const formatMonthName = (month: string, language: Language): string =>
  language === 'ja'
    ? formatMonthShort(month, language)
    : new Intl.DateTimeFormat(language === 'te' ? 'te-IN' : 'en-IN', {
        month: 'long',
        timeZone: 'UTC',
      }).format(new Date(`${month}-01T00:00:00Z`));

/** The words for a kind of period, as the funder's switch names it. */
export const periodName = (period: Period): string => t(`period.${period}`);

/** What the axis of the funder's chart says below a bar, in two lines. */
export function axisLabelOf(
  period: Period,
  month: string,
  language: Language,
): readonly [name: string, year: string] {
  if (period !== 'quarter') return [formatMonthShort(month, language), month.slice(0, 4)];
  const last = lastMonthOfQuarter(month);
  const name = t('span.short', {
    first: formatMonthShort(firstMonthOfQuarter(month), language),
    last: formatMonthShort(last, language),
  });
  return [name, last.slice(0, 4)];
}

export type Change = { readonly by: number; readonly said: string };

const changeKey = (way: Way, period: Period): MessageKey => {
  if (way === 'stock' && period === 'financialYear') return 'change.yearStart';
  if (period === 'quarter') return 'change.quarter';
  return way === 'stock' || period === 'month' ? 'change.month' : 'change.added';
};

/**
 * The words for how much more a published number is than the one before.
 * @param change null where one of them is not known
 */
export function sayChange(
  { way, unit }: Indicator,
  period: Period,
  change: number | null,
  language: Language,
): Change | undefined {
  if (change === null) return undefined;
  const key = changeKey(way, period);
  return {
    by: change,
    said:
      change === 0 && key === 'change.month'
        ? t('change.none')
        : t(key, { change: amountOf(unit, change, language) }),
  };
}

/** The words for the difference of two published numbers, in percentage points where they are shares. */
export function amountOf(unit: string, change: number, language: Language): string {
  if (change === 0) return t('change.zero');
  const amount = formatChange(change, unit, language);
  return unit === 'ratio' ? t('points', { change: amount }) : amount;
}

/** The financial years that have a published month, newest first, each with its last such month. */
export const financialYearsOf = (
  months: readonly string[],
): readonly (readonly [year: string, month: string])[] =>
  [...new Map(months.toSorted().map((month) => [financialYearOf(month), month]))].toReversed();

export const lastYearOf = (month: string): string => addMonths(month, -12);
