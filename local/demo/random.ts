/** A seeded random generator: the same on every machine. */
export type Random = {
  /** An integer from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True in `percent` cases of a hundred. */
  percentChance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
};

/**
 * The demo programme's chance, from a seed.
 * @param seed a word; each part of the demo programme has its own, so that changing one shifts no other
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
  const int = (least: number, most: number): number => least + (next() % (most - least + 1));

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
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    },
  };
}
