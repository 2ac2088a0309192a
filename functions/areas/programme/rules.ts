import { findUnknownNumbers } from '../../months/disclosure/narrative-numbers.ts';
import type { Indicator } from '../../months/indicators/indicator.ts';
import { monthOf } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';

/** The noun for a value of each field. */
const nouns = { targets: 'target', baselines: 'baseline' } as const;

/**
 * Refuses targets or baselines of the programme for unknown indicators, and for ratios, which are not one number.
 * @throws AppError `invalid_body`, which names the codes
 */
export const refuseUnknownCodes = (
  field: keyof typeof nouns,
  codes: readonly string[],
  catalogue: readonly Indicator[],
): void => {
  const ways = new Map(catalogue.map(({ code, counting }) => [code, counting.way]));
  const errors = codes.flatMap((code) => {
    const way = ways.get(code);
    if (way === undefined) {
      return [{ path: `${field}.${code}`, message: 'There is no such indicator.' }];
    }
    return way === 'ratio' || way === 'ratio_of_stocks'
      ? [{ path: `${field}.${code}`, message: `A ratio has no ${nouns[field]}.` }]
      : [];
  });
  if (errors.length > 0) {
    throw new AppError('invalid', 'invalid_body', 'Some of what was sent is not valid; see errors.', {
      errors,
    });
  }
};

/**
 * Refuses a narrative with a placeholder that names no number of its month.
 * @throws AppError `invalid_body`, which names the placeholder
 */
export const refuseUnknownNumbers = (
  month: string,
  texts: Readonly<Record<'en' | 'ja', string | null>>,
  catalogue: readonly Indicator[],
): void => {
  const codes = new Set(
    catalogue.filter(({ since }) => since === undefined || since <= month).map(({ code }) => code),
  );
  const errors = (['en', 'ja'] as const).flatMap((path) =>
    findUnknownNumbers(texts[path] ?? '', codes).map((unknown) => ({
      path,
      message: `${unknown} names no number of this month. Write a code such as {members_active} or {members_enrolled.toDate}.`,
    })),
  );
  if (errors.length > 0) {
    throw new AppError('invalid', 'invalid_body', 'Some of what was sent is not valid; see errors.', {
      errors,
    });
  }
};

/**
 * Refuses a narrative of a month that has not begun.
 * @throws AppError `invalid_month`
 */
export const refuseFutureMonth = (month: string, today: string): void => {
  if (month > monthOf(today)) {
    throw new AppError('invalid', 'invalid_month', 'This month has not begun.', {
      errors: [{ path: 'month', message: 'Write of this month, or of one before it.' }],
    });
  }
};
