import { isLevel } from '../../../../functions/months/disclosure/latest-values.ts';
import type { Language } from '../../i18n/language.ts';
import { formatMonth } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { t } from '../text.ts';

/** Beside a level's title in the table of a year and its workbook: at the end of what it was counted. Empty for every other indicator. */
export function levelText({ way, asOf }: Pick<Indicator, 'way' | 'asOf'>, language: Language): string {
  if (!isLevel(way)) return '';
  return asOf === undefined ? t('year.stock') : t('at.end', { month: formatMonth(asOf, language) });
}
