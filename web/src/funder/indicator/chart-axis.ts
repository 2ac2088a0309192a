import type { Language } from '../../i18n/language.ts';
import { formatMonthShort } from '../../months/format-published.ts';
import { firstMonthOfQuarter, lastMonthOfQuarter, type Period } from '../periods/periods.ts';
import { t } from '../text.ts';

/**
 * The label on the axis of the funder's chart, below a bar, in two lines: `Oct` and `2026`, or `Jul–Sep` and `2026`.
 * @param month `YYYY-MM`; any month of a quarter
 */
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

/** The ticks on the axis of the funder's chart: round numbers from zero to the highest value or slightly above, such as 0, 5, 10, 15 for 13. */
export function ticksOf(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  // Four steps at most, each 1, 2, 5 or 10 times a power of ten.
  const minStep = highest / 4;
  const power = 10 ** Math.floor(Math.log10(minStep));
  // 10 times always suffices; the default is for the type.
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= minStep) ?? 10 * power;
  // Without the small subtraction, a rounding error of the division could add a step; `toPrecision` rounds such errors off.
  const stepCount = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: stepCount + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
