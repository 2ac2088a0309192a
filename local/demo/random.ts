/** A seeded random generator: the same on every machine. */
export type Random = {
  /** An integer from `min` to `max`, both included, with equal probability. */
  int(min: number, max: number): number;
  /** True in `percent` cases of a hundred. */
  percentChance(percent: number): boolean;
  /** One item of the list, each with equal probability. */
  pick<T>(list: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
};

/**
 * A random generator for one part of the demo programme: the same seed gives the same numbers.
 * @param seed any words; each part has its own seed, so that a change in one part leaves the others as they are
 */
export function createRandom(seed: string): Random {
  let state = 0x9e3779b9;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);

  /** From 0 to 2³² − 1: a Weyl sequence with MurmurHash3's finaliser. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const int = (min: number, max: number): number => min + (next() % (max - min + 1));

  return {
    int,
    percentChance: (percent) => int(0, 99) < percent,
    pick(list) {
      const picked = list[int(0, list.length - 1)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
    shuffle(list) {
      return list
        .map((item) => ({ item, sortKey: next() }))
        .sort((a, b) => a.sortKey - b.sortKey)
        .map(({ item }) => item);
    },
  };
}
