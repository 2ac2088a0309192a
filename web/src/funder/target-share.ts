import type { Value } from '../../../functions/disclosure/value-arithmetic.ts';

/**
 * The share of an indicator's target that the financial year has reached, for the funder's page: 0.6 for 9 of 15; null
 * without a target, with a target of 0, for an unknown value and for a ratio.
 * @param year the value of the financial year so far
 */
export const targetShare = (year: Value | undefined, target: number | null): number | null =>
  target === null || target === 0 || typeof year !== 'number' ? null : year / target;
