import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import { isWithheld, type Value } from '../../../../functions/months/disclosure/value-arithmetic.ts';
import type { Language } from '../../i18n/language.ts';
import { countedValue, formatMonth } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { periodText } from '../periods/period-text.ts';
import type { Period } from '../periods/periods.ts';
import { t } from '../text.ts';

/** The units of indicators, each of which has a word. */
export const chartUnits = [
  'persons',
  'children',
  'cases',
  'applications',
  'demands',
  'offices',
  'meetings',
  'ratio',
  'collectives',
  'stories',
  'trainings',
  'requests',
  'paise',
] as const;

type Told = { readonly now: Value | undefined; readonly yearBefore: Value | undefined };

/** Whether a value is known, and not withheld: only then a sentence can name it. */
const isTold = (value: Value | undefined): value is Value => value !== undefined && !isWithheld(value);

/**
 * The key of the sentence that is a chart's finding. `finding.level.both` names two levels; `finding.total.now` names a total, and none of the year
 * before. Undefined if the newest number cannot be named.
 */
export function findingOf(
  way: Indicator['way'],
  period: Period,
  { now, yearBefore }: Told,
): `finding.${'level' | 'total' | 'toDate'}.${'both' | 'now'}` | undefined {
  if (!isTold(now)) return undefined;
  const kindOfSum = period === 'toDate' ? 'toDate' : 'total';
  const kind = isLevel(way) ? 'level' : kindOfSum;
  return `finding.${kind}.${isTold(yearBefore) ? 'both' : 'now'}`;
}

/** The title of a chart on the funder's page: what its newest number is, and what it was a year before. */
export function findingText(
  { title, unit, way }: Indicator,
  told: Told,
  period: Period,
  month: string,
  language: Language,
): string {
  const key = findingOf(way, period, told);
  if (key === undefined) return title[language];
  const write = (value: Value | undefined) =>
    value === undefined || value === 0 ? t('finding.none') : countedValue(value, unit, language);
  return t(key, {
    title: title[language],
    now: write(told.now),
    before: write(told.yearBefore),
    // The sentences about levels and about the time to date say themselves that the month's end is meant.
    when: key.startsWith('finding.total')
      ? periodText(period, way, month, language)
      : formatMonth(month, language),
  });
}
