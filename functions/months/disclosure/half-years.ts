import { addMonths } from '../../shared/calendar/calendar.ts';

/**
 * The months at whose end ratios of stocks are counted: March and September. In the months between, the newest is repeated as it was published, so
 * that no difference of two publications tells one woman's answer. See docs/decisions/0096-half-yearly.md. The funder's page uses it too.
 */

/** @param month `YYYY-MM` */
export const isHalfYearEnd = (month: string): boolean => month.endsWith('-03') || month.endsWith('-09');

/** The first March or September after a month. */
export const nextHalfYearEnd = (month: string): string => {
  const next = addMonths(month, 1);
  return isHalfYearEnd(next) ? next : nextHalfYearEnd(next);
};
