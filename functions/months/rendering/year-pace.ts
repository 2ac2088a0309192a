import { isLevel } from '../disclosure/latest-values.ts';
import { permilleOf, type Value } from '../disclosure/value-arithmetic.ts';

/** How a financial year's numbers compare with their targets. headlines.ts says it in words. Pure; the funder's page has it too. */

/** An indicator's numbers, as a headline states them. */
export type HeadlineNumbers = {
  readonly unit: string;
  readonly way: 'sum' | 'ratio' | 'distinct' | 'stock' | 'ratio_of_stocks';
  readonly month: Value;
  readonly financialYear: Value;
  readonly toDate: Value;
  /** The value of the month before; null if it is not known. */
  readonly previous: Value | null;
  readonly target: number | null;
};

/** The share of the year's target that is reached, in tenths of a percent. Null for a ratio, without a target, or with a target of 0. */
export const reachedOf = ({
  financialYear,
  target,
}: Pick<HeadlineNumbers, 'financialYear' | 'target'>): number | null =>
  target === null || target === 0 || typeof financialYear !== 'number'
    ? null
    : permilleOf({ numerator: financialYear, denominator: target });

/** How a financial year's number compares with what equal months would have brought by now. */
export type Pace = 'ahead' | 'slightlyAhead' | 'onCourse' | 'slightlyBehind' | 'behind';

/** A number within this part of the plan is only slightly ahead or behind. */
const slightlyWithin = 1 / 10;

export type YearNumbers = Pick<HeadlineNumbers, 'way' | 'financialYear' | 'target'>;

/**
 * Whether a financial year's number is ahead of or behind its plan, which is what equal months would have brought of the target by now. It is on course
 * if it differs from the plan by less than one, and slightly ahead or behind if it differs by at most a tenth of the plan. Null for a level or a ratio (neither
 * grows with the months), without a target, and when the year is over (the share reached says it all).
 * @param monthsGone how many of the year's twelve months are over
 */
export const paceOf = ({ way, financialYear, target }: YearNumbers, monthsGone: number): Pace | null => {
  if (way !== 'sum' && way !== 'distinct') return null;
  if (typeof financialYear !== 'number' || target === null || target === 0 || monthsGone >= 12) return null;
  // In twelfths, so that the plan is a whole number.
  const dueTwelfths = target * monthsGone;
  const leadTwelfths = financialYear * 12 - dueTwelfths;
  if (Math.abs(leadTwelfths) < 12) return 'onCourse';
  const isSlight = Math.abs(leadTwelfths) <= dueTwelfths * slightlyWithin;
  if (leadTwelfths > 0) return isSlight ? 'slightlyAhead' : 'ahead';
  return isSlight ? 'slightlyBehind' : 'behind';
};

/** What equal months would have brought of a target by now, rounded: money to whole rupees, anything else to whole numbers. */
export const dueOf = (target: number, monthsGone: number, unit: string): number => {
  const step = unit === 'paise' ? 100 : 1;
  return Math.round((target * monthsGone) / 12 / step) * step;
};

/** A year's plan: what equal months would have brought of its target by now, and how far the number is from that. */
export type Plan = { readonly due: number; readonly difference: number };

/** The plan of a number. Null where there is none: for a ratio, without a target, and for a level until its year is over, when the target is due. */
export const planOf = (
  { unit, way, financialYear, target }: YearNumbers & Pick<HeadlineNumbers, 'unit'>,
  monthsGone: number,
): Plan | null => {
  if (typeof financialYear !== 'number' || target === null || target === 0) return null;
  if (isLevel(way) && monthsGone < 12) return null;
  const due = dueOf(target, monthsGone, unit);
  return { due, difference: financialYear - due };
};
