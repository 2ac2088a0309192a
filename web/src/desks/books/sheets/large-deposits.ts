import type { DraftEntry, DraftSheet } from '../drafts/draft.ts';
import { countOfDay } from './day-difference.ts';

/** From how many usual deposits on a deposit is asked about: a zero too many is ten times as much. */
const largeTimes = 5;

/** The deposits of a draft that may have a digit too many, while no counted cash would show it. @param usualPaise 0 if it is not known */
export const largeDeposits = (
  draft: Pick<DraftSheet, 'on' | 'correction' | 'cashCountedPaise' | 'entries'>,
  usualPaise: number,
): readonly (DraftEntry & { readonly amountPaise: number })[] =>
  usualPaise === 0 || draft.cashCountedPaise !== undefined || countOfDay(draft) !== undefined
    ? []
    : draft.entries.flatMap((entry) =>
        entry.kind === 'deposit' &&
        entry.amountPaise !== undefined &&
        entry.amountPaise >= largeTimes * usualPaise
          ? [{ ...entry, amountPaise: entry.amountPaise }]
          : [],
      );
