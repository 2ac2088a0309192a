import type { Ratio, Value } from './value-arithmetic.ts';

/** No number of fewer people is told where one of them might be known by it. The pages use it too. */
export const fewestTold = 11;

/** A ratio of people, unless it is one of too few. */
export const tellRatio = (ratio: Ratio): Value =>
  ratio.denominator < fewestTold ? { withheld: 'too_few' } : ratio;
