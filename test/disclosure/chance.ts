/** Chance that can be repeated: the same seed, the same course (mulberry32). */
export type Chance = ReturnType<typeof createChance>;

export const createChance = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    /** From 0 to below 1. */
    next,
    /** A whole number from 0 to below `count`. */
    below,
    /** A whole number, both ends included. */
    between: (low: number, high: number): number => low + below(high - low + 1),
    isLikely: (share: number): boolean => next() < share,
    /** One of the places of the weights, each as often as its weight says. */
    weighted: (weights: readonly number[]): number => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return Math.max(0, found);
    },
  };
};
