/**
 * Pseudorandom numbers from a seed, for the benchmarks' invented journals: each call gives an integer from 0 to
 * `below` - 1. The generator is Mulberry32.
 */
export const createRandom = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return Math.floor(share * below);
  };
};

/** The value at an index; beyond the last value it starts again with the first. */
export const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) {
    throw new Error('There is nothing to choose from.');
  }
  return value;
};
