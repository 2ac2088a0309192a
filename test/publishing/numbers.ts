import type { Totals } from '../../functions/months/indicators/totals.ts';

/** Totals without zeros, which say nothing, to be compared. */
export const withoutZeros = (totals: Totals): Record<string, Record<string, number>> =>
  Object.fromEntries(
    [...totals].flatMap(([name, series]) => {
      const amounts = [...series].filter(([, amount]) => amount !== 0);
      return amounts.length === 0 ? [] : [[name, Object.fromEntries(amounts)]];
    }),
  );
