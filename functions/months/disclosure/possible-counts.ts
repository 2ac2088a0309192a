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
 * How it is computed: people flow through a network. Each layer has a source, from which its newcomers enter the layer's cells. From a cell
 * all its people go on to the same cell of the next layer, and from the last layer to the end. Every way of sharing people out that matches
 * all layers is such a flow, and every such flow is one way of sharing out. We make one flow that matches (`balance`) and then move people
 * (`move`), one path after another, until a cell has as few or as many as it can. The numbers between these two are all possible. (Ahuja,
 * Magnanti, Orlin: Network Flows, 1993, chapters 6 and 11.)
 *
 * A worked example, with the cells A and B. March has 20 people and April 26; both months show 20 (15 to 24) for A and `*` (0 to 14) for B.
 *
 *                  March     April
 *   source March ──► A ────────► A ──► end      `source April` leads to A and B of April.
 *               └──► B ────────► B ──► end
 *
 * | people in                                 | A, March | B, March | A, April | B, April |
 * |-------------------------------------------|----------|----------|----------|----------|
 * | `createFlow`: the fewest possible         | 15       | 0        | 15       | 0        |
 * | `balance`: 5 more from March's source     | 20       | 0        | 20       | 0        |
 * | `balance`: 6 more from April's source     | 20       | 0        | 24       | 2        |
 * | `move`: as few as possible in A of March  | 15       | 5        | 19       | 7        |
 *
 * The third row: A of April is full with 24, so the last 2 go to B. The fourth row: 5 of March's newcomers go to B instead, and stay there in
 * April. The path of this move leads from A of March back to the source, on to B of March, B of April and the end, and from the end back to A of
 * April. After moving each cell up and down, the reader knows that A has 15 to 20 people in March and 15 to 24 in April, and B has 0 to 5 and
 * 2 to 11. `*` alone would allow 0 to 14.
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

/** Stands for no node or no cell. The numbers of nodes and cells begin with 0. */
const none = -1;

/** The smallest and the largest possible number of people in each cell. The index is `layer * width + cell`, where `width` is the number of cells in a layer. */
export type Ranges = { readonly low: Int32Array; readonly high: Int32Array };

const sumOf = (numbers: Int32Array, start: number, count: number): number => {
  let sum = 0;
  for (let index = start; index < start + count; index += 1) {
    sum += numbers[index] ?? 0;
  }
  return sum;
};

/**
 * A flow through the network of the layers. A node is a number: first the cells, layer by layer, then one source for each layer, then the end.
 * With two layers of three cells, the cells are 0 to 5, the sources 6 and 7, and the end is 8. The arc that leads on from a cell, to the same
 * cell of the next layer or to the end, is called the cell's own: the flow on it is the number of people in the cell.
 *
 * (`?? 0` after an index means 0 people before the first layer; elsewhere it only satisfies the compiler.)
 */
type Flow = {
  readonly layers: readonly Layer[];
  /** The number of cells in a layer. */
  readonly width: number;
  /** The number of cells in all layers together. */
  readonly cellCount: number;
  /** The node that is the end. */
  readonly end: number;
  readonly minPeople: Int32Array;
  readonly maxPeople: Int32Array;
  /** By cell: the number of people in it. */
  readonly people: Int32Array;
  /** By cell: how many of its people are newcomers of its layer. */
  readonly newcomers: Int32Array;
  /** By node: the node from which the last search came to it. */
  readonly cameFrom: Int32Array;
  /** By node: the number of the last search that reached it. So `cameFrom` need not be cleared before each search. */
  readonly reachedBy: Int32Array;
  /** The nodes that the last search has still to visit, or has visited. */
  readonly queue: Int32Array;
  /** How many searches there were. */
  searches: number;
};

/** The fewest people possible in each cell: the largest minimum of this cell up to its layer, since no cell's number falls. */
const fewestPeople = (minPeople: Int32Array, width: number): Int32Array => {
  const fewest = Int32Array.from(minPeople);
  for (let cell = width; cell < fewest.length; cell += 1) {
    fewest[cell] = Math.max(fewest[cell] ?? 0, fewest[cell - width] ?? 0);
  }
  return fewest;
};

/** Makes a flow of the fewest people possible. It has too few for the totals until `balance` adds them. */
const createFlow = (layers: readonly Layer[]): Flow => {
  const width = layers[0]?.minPeople.length ?? 0;
  const cellCount = layers.length * width;
  const end = cellCount + layers.length;
  const minPeople = Int32Array.from(layers.flatMap((layer) => layer.minPeople));
  const people = fewestPeople(minPeople, width);
  return {
    layers,
    width,
    cellCount,
    end,
    minPeople,
    maxPeople: Int32Array.from(layers.flatMap((layer) => layer.maxPeople)),
    people,
    newcomers: people.map((count, cell) => count - (people[cell - width] ?? 0)),
    cameFrom: new Int32Array(end + 1),
    reachedBy: new Int32Array(end + 1),
    queue: new Int32Array(end + 1),
    searches: 0,
  };
};

const sourceOf = ({ width, cellCount }: Flow, cell: number): number => cellCount + Math.floor(cell / width);
const isSource = ({ cellCount, end }: Flow, node: number): boolean => node >= cellCount && node < end;
const nextOf = ({ width, cellCount, end }: Flow, cell: number): number =>
  cell + width < cellCount ? cell + width : end;

/** How many more people a cell may have within its own bounds. */
const roomUp = ({ maxPeople, people }: Flow, cell: number): number =>
  (maxPeople[cell] ?? 0) - (people[cell] ?? 0);
/** How many fewer people a cell may have within its own bounds. */
const roomDown = ({ minPeople, people }: Flow, cell: number): number =>
  (people[cell] ?? 0) - (minPeople[cell] ?? 0);

/**
 * How many more people may go along an arc. Against its direction people "go" by being taken off it.
 * - From a source into a cell: any number.
 * - From a cell back to its source: the cell's newcomers.
 * - From a cell forward, to a node with a higher number: as many as the cell may rise.
 * - Back to a cell, from a node with a higher number: as many as the cell may fall.
 */
const roomOnArc = (flow: Flow, from: number, to: number): number => {
  if (isSource(flow, from)) return Number.POSITIVE_INFINITY;
  if (isSource(flow, to)) return flow.newcomers[from] ?? 0;
  return from < to ? roomUp(flow, from) : roomDown(flow, to);
};

/**
 * Calls `visit` for the nodes that an arc joins to a node, in either direction. The neighbours of a source are its layer's cells, those of the end are
 * the last layer's cells, and those of a cell are the node after it, the same cell of the layer before, and its layer's source.
 */
const forEachNeighbour = (flow: Flow, node: number, visit: (to: number) => void): void => {
  const { width, cellCount, end } = flow;
  const isCell = node < cellCount;
  if (isCell) {
    visit(nextOf(flow, node));
    if (node >= width) visit(node - width);
    visit(sourceOf(flow, node));
    return;
  }
  const firstCell = node === end ? cellCount - width : (node - cellCount) * width;
  for (let cell = firstCell; cell < firstCell + width; cell += 1) visit(cell);
};

/** The cell whose own arc lies between two nodes, in either direction; `none` for an arc of a source. */
const ownerOfArc = (flow: Flow, from: number, to: number): number =>
  isSource(flow, from) || isSource(flow, to) ? none : Math.min(from, to);

/**
 * Finds the shortest path on which every arc has room for one more person, by breadth-first search. Afterwards `cameFrom` leads back from its
 * goal to its start.
 * @param avoidedCell a cell whose own arc the path must not use, or `none`
 * @returns the goal that was reached, or `none`
 */
const search = (
  flow: Flow,
  start: number,
  isGoal: (node: number) => boolean,
  avoidedCell: number,
): number => {
  const { cameFrom, reachedBy, queue } = flow;
  flow.searches += 1;
  const { searches } = flow;
  cameFrom[start] = start;
  reachedBy[start] = searches;
  queue[0] = start;
  let queueLength = 1;
  let goal = none;
  const visit = (from: number, to: number): void => {
    // The first goal that is reached counts.
    if (goal !== none || reachedBy[to] === searches) return;
    if (roomOnArc(flow, from, to) <= 0) return;
    if (avoidedCell !== none && ownerOfArc(flow, from, to) === avoidedCell) return;
    reachedBy[to] = searches;
    cameFrom[to] = from;
    queue[queueLength] = to;
    queueLength += 1;
    if (isGoal(to)) goal = to;
  };
  for (let place = 0; place < queueLength && goal === none; place += 1) {
    const from = queue[place] ?? 0;
    forEachNeighbour(flow, from, (to) => visit(from, to));
  }
  return goal;
};

/** Visits the arcs of the last path found, from its goal back to its start. The `cameFrom` of the start is the start itself. */
const walk = ({ cameFrom }: Flow, goal: number, step: (from: number, to: number) => void): void => {
  let to = goal;
  let from = cameFrom[to] ?? to;
  while (from !== to) {
    step(from, to);
    to = from;
    from = cameFrom[to] ?? to;
  }
};

/** How many more people may go along the whole of the last path found, at most `amount`. */
const roomOnPath = (flow: Flow, goal: number, amount: number): number => {
  let room = amount;
  walk(flow, goal, (from, to) => {
    room = Math.min(room, roomOnArc(flow, from, to));
  });
  return room;
};

/** Lets more people go along an arc. Against its direction, this takes people off it. */
const send = (flow: Flow, from: number, to: number, amount: number): void => {
  const { people, newcomers } = flow;
  if (isSource(flow, from)) newcomers[to] = (newcomers[to] ?? 0) + amount;
  else if (isSource(flow, to)) newcomers[from] = (newcomers[from] ?? 0) - amount;
  else if (from < to) people[from] = (people[from] ?? 0) + amount;
  else people[to] = (people[to] ?? 0) - amount;
};

/**
 * Adds people to a flow of the fewest possible (`createFlow`), and moves them, until it matches the totals of all layers.
 * @returns false if no flow matches
 */
const balance = (flow: Flow): boolean => {
  const { layers, width, cellCount, people, newcomers } = flow;
  const someTotalFalls = layers.some(({ total }, layer) => total < (layers[layer - 1]?.total ?? 0));
  const exceedsMaximum = people.some((_, cell) => roomUp(flow, cell) < 0);
  if (someTotalFalls || exceedsMaximum) {
    return false;
  }
  /**
   * How many people each source, and at last the end, must still send on; negative if it must take some back. A source should send as many
   * newcomers as the layer's total exceeds the total of the layer before. The end takes in what the sources send, so its entry is minus their sum.
   */
  const shortfalls = layers.map(
    ({ total }, layer) => total - (layers[layer - 1]?.total ?? 0) - sumOf(newcomers, layer * width, width),
  );
  shortfalls.push(-shortfalls.reduce((sum, shortfall) => sum + shortfall, 0));
  const takesBack = (node: number): boolean => node >= cellCount && (shortfalls[node - cellCount] ?? 0) < 0;
  for (const index of shortfalls.keys()) {
    const sourceOrEnd = cellCount + index;
    while ((shortfalls[index] ?? 0) > 0) {
      const goal = search(flow, sourceOrEnd, takesBack, none);
      if (goal === none) {
        return false;
      }
      const most = Math.min(shortfalls[index] ?? 0, -(shortfalls[goal - cellCount] ?? 0));
      const amount = roomOnPath(flow, goal, most);
      walk(flow, goal, (from, to) => send(flow, from, to, amount));
      shortfalls[index] = (shortfalls[index] ?? 0) - amount;
      shortfalls[goal - cellCount] = (shortfalls[goal - cellCount] ?? 0) + amount;
    }
  }
  return true;
};

/**
 * Adds people to a cell (`sign` 1) or removes them (-1), at most `maxAmount`, and moves other people so that all totals still match. One call goes
 * as far as one path allows; another path may allow more.
 * @param onChange called for each cell whose number has changed
 * @returns false if no path allows it
 */
const move = (
  flow: Flow,
  cell: number,
  sign: 1 | -1,
  maxAmount: number,
  onChange: (cell: number) => void,
): boolean => {
  const most = Math.min(maxAmount, sign === 1 ? roomUp(flow, cell) : roomDown(flow, cell));
  if (most <= 0) {
    return false;
  }
  // The path joins the ends of the cell's own arc by other arcs. Sent around this cycle, as many people enter each node as leave it, as before.
  const next = nextOf(flow, cell);
  const [start, target] = sign === 1 ? [next, cell] : [cell, next];
  const goal = search(flow, start, (node) => node === target, cell);
  if (goal === none) {
    return false;
  }
  const amount = roomOnPath(flow, goal, most);
  // The cell's own arc closes the cycle.
  flow.people[cell] = (flow.people[cell] ?? 0) + sign * amount;
  onChange(cell);
  walk(flow, goal, (from, to) => {
    send(flow, from, to, amount);
    // The path may have used the own arc of another cell; then that cell's number has changed too.
    const changed = ownerOfArc(flow, from, to);
    if (changed !== none) {
      onChange(changed);
    }
  });
  return true;
};

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
