import { createFlow } from './flow-network.ts';
import { balance, move } from './flow-people.ts';

/**
 * Computes which numbers of people a cell may have, for a reader who has all publications and reasons as well as one can.
 *
 * A layer is one published breakdown: its exact total, and for each cell the smallest and the largest number of people that the published
 * value allows. No cell is published exactly: `*` has 0 to 14 people, and 20, which is rounded, has 15 to 24. For example: the total is 36, and three
 * cells show 20, `*` and `*`. Then the first has 15 to 24 people, and the other two 12 to 21 together, so each of these may have 0 to 14: the reader
 * learns nothing more. If the total is 52 instead, the other two have 28 to 37 together. But they have at most 14 each, so they have exactly 14
 * and 14, and the first has 24: everything is revealed.
 *
 * Layers form a chain if nobody leaves her cell from one layer to the next, so that no cell's number falls. The members ever enrolled by March
 * and by April are a chain. So are a part of a stock and the whole of it: active leaders, then active members.
 *
 * flow-people.ts finds the numbers that match all layers, by people who flow through a network (flow-network.ts).
 */

export type Layer = {
  readonly total: number;
  /** By cell: the smallest number of people that the published value allows. */
  readonly minPeople: readonly number[];
  /**
   * By cell: the largest number of people that the published value allows; 0 for a cell that did not exist yet. The other cells are ranged,
   * unless the layer `isOnlyTotal`.
   */
  readonly maxPeople: readonly number[];
  /** Whether only the total was published. Such a layer narrows the ranges of the others, but has no ranged cells of its own. */
  readonly isOnlyTotal?: boolean;
};

/** The smallest and the largest possible number of people in each cell. The index is `layer * width + cell`, where `width` is the number of cells in a layer. */
export type Ranges = { readonly low: Int32Array; readonly high: Int32Array };

/** Whether there are counts that match all layers of a chain. */
export const isPossible = (layers: readonly Layer[]): boolean => balance(createFlow(layers));

/**
 * Finds the range of possible counts of each cell. A range with fewer than `enough` numbers is exact. A range that has `enough` numbers is not
 * searched further, and may be wider in truth.
 * @param isNeeded whether a cell's range is needed. No search is made for other cells, so their ranges may be narrower than in truth.
 * @returns null if no counts match all layers
 */
export const findRanges = (
  layers: readonly Layer[],
  enough: number,
  isNeeded: (cell: number) => boolean = () => true,
): Ranges | null => {
  const flow = createFlow(layers);
  const { people } = flow;
  if (!balance(flow)) {
    return null;
  }
  const low = Int32Array.from(people);
  const high = Int32Array.from(people);
  const widenRange = (cell: number): void => {
    const count = people[cell] ?? 0;
    if (count < (low[cell] ?? 0)) low[cell] = count;
    if (count > (high[cell] ?? 0)) high[cell] = count;
  };
  /** How many numbers a range still lacks to have `enough`; 0 or negative if it lacks none. A range from 3 to 5 has three numbers. */
  const lacking = (cell: number): number => {
    const numbersInRange = (high[cell] ?? 0) - (low[cell] ?? 0) + 1;
    return enough - numbersInRange;
  };
  /** Moves a cell's number up (1) or down (-1) as far as it goes, or until its range lacks nothing. */
  const moveToExtreme = (cell: number, sign: 1 | -1): void => {
    let hasMoved = true;
    while (hasMoved) {
      hasMoved = move(flow, cell, sign, lacking(cell), widenRange);
    }
  };
  for (let cell = 0; cell < people.length; cell += 1) {
    if (isNeeded(cell) && lacking(cell) > 0) {
      moveToExtreme(cell, 1);
      moveToExtreme(cell, -1);
    }
  }
  return { low, high };
};

/**
 * Reduces a chain to fewer cells, to save time. Cells with the same bounds in every layer have the same range. So one of them is kept, and all
 * others are merged into one cell with the sum of their bounds: of five alike cells between 15 and 24, one stays, and one between 60 and 96 stands
 * for the others. No possibility is lost or gained, since the merged cell's people can be shared out evenly among the cells that it stands for.
 * @returns `isOriginal`: for each cell of a reduced layer, whether it is one cell of the given layers
 */
const mergeAlike = (
  layers: readonly Layer[],
): { readonly merged: readonly Layer[]; readonly isOriginal: readonly boolean[] } => {
  const isAlike = (a: number, b: number): boolean =>
    layers.every(
      ({ minPeople, maxPeople }) => minPeople[a] === minPeople[b] && maxPeople[a] === maxPeople[b],
    );
  const groups: number[][] = [];
  for (const cell of layers[0]?.minPeople.keys() ?? []) {
    const group = groups.find(([first = 0]) => isAlike(first, cell));
    if (group === undefined) {
      groups.push([cell]);
    } else {
      group.push(cell);
    }
  }
  /** The cells of a reduced layer: each stands for `standsFor` cells that are like `cell`. */
  const reducedCells = groups.flatMap(([cell = 0, ...others]) => {
    const kept = { cell, standsFor: 1, isOriginal: true };
    return others.length === 0 ? [kept] : [kept, { cell, standsFor: others.length, isOriginal: false }];
  });
  return {
    merged: layers.map((layer) => ({
      ...layer,
      minPeople: reducedCells.map(({ cell, standsFor }) => standsFor * (layer.minPeople[cell] ?? 0)),
      maxPeople: reducedCells.map(({ cell, standsFor }) => standsFor * (layer.maxPeople[cell] ?? 0)),
    })),
    isOriginal: reducedCells.map(({ isOriginal }) => isOriginal),
  };
};

/**
 * The size of the smallest range of possible counts of any ranged cell in a chain, at most `enough`; 0 if no counts
 * match all layers.
 */
export const fewestPossible = (layers: readonly Layer[], enough: number): number => {
  const { merged, isOriginal } = mergeAlike(layers);
  // A merged cell holds the people of several cells and tells the number of none of them, so its range is not needed.
  const isRanged = merged.flatMap(({ maxPeople, isOnlyTotal = false }) =>
    maxPeople.map((people, cell) => people > 0 && !isOnlyTotal && isOriginal[cell]),
  );
  const ranges = findRanges(merged, enough, (cell) => isRanged[cell] ?? false);
  if (ranges === null) {
    return 0;
  }
  let fewest = enough;
  for (const [cell, low] of ranges.low.entries()) {
    if (isRanged[cell]) {
      const numbersInRange = (ranges.high[cell] ?? low) - low + 1;
      fewest = Math.min(fewest, numbersInRange);
    }
  }
  return fewest;
};
