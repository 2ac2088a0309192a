import type { Language } from '../../i18n/language.ts';
import { formatMonthShort } from '../../months/format-published.ts';
import { firstMonthOfQuarter, lastMonthOfQuarter, type Period } from '../periods.ts';
import { t } from '../text.ts';

/** The label on the axis of the funder's chart, below a bar: two lines. */
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

/** The ticks on the axis of the funder's chart: round numbers from zero to the highest value or slightly above: 0, 5, 10, 15 for 13. */
export function ticksOf(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
