import { counterOf } from '../../../../functions/months/disclosure/format-values.ts';
import type { Language } from '../../i18n/language.ts';
import { formatChange } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import type { Period } from '../periods/periods.ts';
import { type MessageKey, t } from '../text.ts';

/** How an indicator counts: `sum`, `distinct`, `stock` or `ratio`. */
type Way = Indicator['way'];

export type Change = { readonly difference: number; readonly text: string };

/**
 * The message for a change. A stock, such as the number of members, is compared with its level at an earlier time. For any
 * other total since April or since the start, the message says what the month added.
 */
const changeKey = (way: Way, period: Period): MessageKey => {
  if (way === 'stock' && period === 'financialYear') return 'change.yearStart';
  if (period === 'quarter') return 'change.quarter';
  return way === 'stock' || period === 'month' ? 'change.month' : 'change.added';
};

/**
 * The text for the change of a published number since the period before: `5 more than the month before`.
 * @param change null if one of the two numbers is not known: then there is no text
 */
export function changeText(
  { way, unit }: Indicator,
  period: Period,
  change: number | null,
  language: Language,
): Change | undefined {
  if (change === null) return undefined;
  const key = changeKey(way, period);
  return {
    difference: change,
    text:
      change === 0 && key === 'change.month'
        ? t('change.none')
        : t(key, { change: countedChangeText(unit, change, language) }),
  };
}

/** The same amount among words: in Japanese with the counter of people. */
export const countedChangeText = (unit: string, change: number, language: Language): string =>
  `${changeAmountText(unit, change, language)}${change === 0 ? '' : counterOf(change, unit, language)}`;

/** The text for the amount of a change between two published numbers: `+5`; of ratios, in percentage points. */
export function changeAmountText(unit: string, change: number, language: Language): string {
  if (change === 0) return t('change.zero');
  const amount = formatChange(change, unit, language);
  return unit === 'ratio' ? t('points', { change: amount }) : amount;
}
