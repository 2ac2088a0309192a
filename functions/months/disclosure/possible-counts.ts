/**
 * Computes exactly which numbers of people a reader of the publications can't rule out for a hidden cell.
 *
 * A layer is one published breakdown: its exact total, and for each cell the smallest and the largest number of people that the published
 * value allows. In a chain of layers nobody leaves her cell, so no cell's number falls from one layer to the next. (A part of a stock and
 * the whole stock are such a chain too: active leaders, then active members.)
 *
 * The people who enter a cell and stay in it form a network flow: from a layer's source (its newcomers) into the cell, and from the cell to
 * the same cell of the next layer, within the cell's bounds. The possible counts are exactly the feasible integer flows. The possible numbers
 * of one cell have no gap, because all flows between two feasible ones are feasible. Augmenting paths, which turn one flow into another, find
 * each range without a solver. (Ahuja, Magnanti, Orlin: Network Flows, 1993, chapters 6 and 11.)
 */

export type Layer = {
  readonly total: number;
  readonly minPeople: readonly number[];
  /** 0 for a cell that did not exist yet. Any other cell is hidden, unless the layer `isOnlyTotal`. */
  readonly maxPeople: readonly number[];
  /** Whether only the total was published. Such a layer narrows the ranges of the others, but has no hidden cells of its own. */
  readonly isOnlyTotal?: boolean;
};

/** Stands for no node or no cell: the numbers of nodes and cells begin with 0. */
const none = -1;

/** The smallest and the largest possible number of people in each cell. The index is `layer * width + cell`, with `width` cells a layer. */
export type Ranges = { readonly low: Int32Array; readonly high: Int32Array };

const sumOf = (numbers: Int32Array, start: number, count: number): number => {
  let sum = 0;
  for (let index = start; index < start + count; index += 1) {
    sum += numbers[index] ?? 0;
  }
  return sum;
};

/**
 * A flow through the network of the layers. Cells are numbered layer by layer. The nodes are the cells, then one source for each layer, then
 * the end. An arc leads from each cell to the same cell of the next layer, and from the last layer's to the end; the flow on it is the number of
 * people in the cell. (`?? 0` after an index means 0 people before the first layer; elsewhere it only satisfies the compiler.)
 */
type Flow = {
  readonly layers: readonly Layer[];
  /** Cells in a layer, and in all layers. */
  readonly width: number;
  readonly cellCount: number;
  /** The number of the node that is the end. */
  readonly end: number;
  readonly minPeople: Int32Array;
  readonly maxPeople: Int32Array;
  /** The number of people in each cell, and how many of them are newcomers of its layer. */
  readonly people: Int32Array;
  readonly newcomers: Int32Array;
  /** The node from which the last search came to each node. */
  readonly cameFrom: Int32Array;
  /** The number of the last search that reached each node, so that `cameFrom` need not be cleared before each search. */
  readonly reachedBy: Int32Array;
  readonly queue: Int32Array;
  searches: number;
};

/** The fewest people possible in each cell: its own minimum, or that of an earlier layer where it is larger, since no cell's number falls. */
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

/** By how many people a cell may rise, and fall, within its own bounds. */
const roomUp = ({ maxPeople, people }: Flow, cell: number): number =>
  (maxPeople[cell] ?? 0) - (people[cell] ?? 0);
const roomDown = ({ minPeople, people }: Flow, cell: number): number =>
  (people[cell] ?? 0) - (minPeople[cell] ?? 0);

/**
 * Visits the neighbours of a node, along the arcs that have room for one more person. Stops at the goal: the neighbour for which `visit`
 * returns true.
 * @param avoidedCell a cell whose own arc must not be used, or `none`
 * @returns the goal, or `none`
 */
const visitNeighbours = (
  flow: Flow,
  node: number,
  avoidedCell: number,
  visit: (node: number, to: number) => boolean,
): number => {
  const { width, cellCount, end, newcomers } = flow;
  if (node >= cellCount) {
    // The node is a source or the end. A source has unbounded arcs into its layer's cells. From the end, arcs lead back to the last
    // layer's cells, to take people off them.
    const first = node === end ? cellCount - width : (node - cellCount) * width;
    for (let cell = first; cell < first + width; cell += 1) {
      const isOpen = node !== end || (cell !== avoidedCell && roomDown(flow, cell) > 0);
      if (isOpen && visit(node, cell)) {
        return cell;
      }
    }
    return none;
  }
  // The node is a cell: people may go on to the next layer, back to the layer before, or back to the source.
  if (node !== avoidedCell && roomUp(flow, node) > 0 && visit(node, nextOf(flow, node))) {
    return nextOf(flow, node);
  }
  const cellBefore = node - width;
  const isOpenBefore = cellBefore >= 0 && cellBefore !== avoidedCell && roomDown(flow, cellBefore) > 0;
  if (isOpenBefore && visit(node, cellBefore)) {
    return cellBefore;
  }
  return (newcomers[node] ?? 0) > 0 && visit(node, sourceOf(flow, node)) ? sourceOf(flow, node) : none;
};

/**
 * Finds the shortest path on which every arc has room for one more person, by breadth-first search. Afterwards `cameFrom` leads back along
 * it.
 * @param avoidedCell a cell whose own arc the path must not use, or `none`
 * @returns the goal that was reached, or `none`
 */
const search = (flow: Flow, from: number, isGoal: (node: number) => boolean, avoidedCell: number): number => {
  const { cameFrom, reachedBy, queue } = flow;
  flow.searches += 1;
  const { searches } = flow;
  cameFrom[from] = from;
  reachedBy[from] = searches;
  queue[0] = from;
  let queueLength = 1;
  const visit = (node: number, to: number): boolean => {
    if (reachedBy[to] === searches) {
      return false;
    }
    reachedBy[to] = searches;
    cameFrom[to] = node;
    queue[queueLength] = to;
    queueLength += 1;
    return isGoal(to);
  };
  for (let place = 0; place < queueLength; place += 1) {
    const goal = visitNeighbours(flow, queue[place] ?? 0, avoidedCell, visit);
    if (goal !== none) {
      return goal;
    }
  }
  return none;
};

/** Visits the arcs of the last path found, from its goal back to its start. The `cameFrom` of the start is the start itself. */
const walk = ({ cameFrom }: Flow, goal: number, step: (node: number, to: number) => void): void => {
  let to = goal;
  let node = cameFrom[to] ?? to;
  while (node !== to) {
    step(node, to);
    to = node;
    node = cameFrom[to] ?? to;
  }
};

/**
 * How many more people may go along an arc.
 * - From a source into a cell: any number.
 * - From a cell back to its source: the cell's newcomers.
 * - From a cell forward, to a node with a higher number: as many as the cell may rise.
 * - Back to a cell, from a node with a higher number: as many as the cell may fall.
 */
const roomFrom = (flow: Flow, node: number, to: number): number => {
  if (isSource(flow, node)) return Number.POSITIVE_INFINITY;
  if (isSource(flow, to)) return flow.newcomers[node] ?? 0;
  return node < to ? roomUp(flow, node) : roomDown(flow, to);
};

/** How many more people may go along the whole of the last path found, at most `amount`. */
const roomOnPath = (flow: Flow, goal: number, amount: number): number => {
  let room = amount;
  walk(flow, goal, (node, to) => {
    room = Math.min(room, roomFrom(flow, node, to));
  });
  return room;
};

/** Lets more people go along an arc. On an arc that leads back, this takes people off the arc that leads forward. */
const send = (flow: Flow, node: number, to: number, amount: number): void => {
  const { people, newcomers } = flow;
  if (isSource(flow, node)) newcomers[to] = (newcomers[to] ?? 0) + amount;
  else if (isSource(flow, to)) newcomers[node] = (newcomers[node] ?? 0) - amount;
  else if (node < to) people[node] = (people[node] ?? 0) + amount;
  else people[to] = (people[to] ?? 0) - amount;
};

/** Makes the flow match all totals; false if no flow does. */
const balance = (flow: Flow): boolean => {
  const { layers, width, cellCount, people, newcomers } = flow;
  const neverFalls = layers.every(({ total }, layer) => total >= (layers[layer - 1]?.total ?? 0));
  const exceedsMaximum = people.some((_, cell) => roomUp(flow, cell) < 0);
  if (!neverFalls || exceedsMaximum) {
    return false;
  }
  /**
   * By how many people the flow from each source falls short of its layer's newcomers; negative if it exceeds them. The last entry is for
   * the end, so that all add up to 0.
   */
  const shortfalls = layers.map(
    ({ total }, layer) => total - (layers[layer - 1]?.total ?? 0) - sumOf(newcomers, layer * width, width),
  );
  shortfalls.push(-shortfalls.reduce((sum, shortfall) => sum + shortfall, 0));
  const exceeds = (node: number): boolean => node >= cellCount && (shortfalls[node - cellCount] ?? 0) < 0;
  for (const index of shortfalls.keys()) {
    const sourceOrEnd = cellCount + index;
    while ((shortfalls[index] ?? 0) > 0) {
      const goal = search(flow, sourceOrEnd, exceeds, none);
      if (goal === none) {
        return false;
      }
      const most = Math.min(shortfalls[index] ?? 0, -(shortfalls[goal - cellCount] ?? 0));
      const amount = roomOnPath(flow, goal, most);
      walk(flow, goal, (node, to) => send(flow, node, to, amount));
      shortfalls[index] = (shortfalls[index] ?? 0) - amount;
      shortfalls[goal - cellCount] = (shortfalls[goal - cellCount] ?? 0) + amount;
    }
  }
  return true;
};

/**
 * Adds people to a cell (`sign` 1) or removes them (-1), at most `maxAmount`, and moves other people to match.
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
  // With the cell's own arc the path forms a cycle, so that the flow stays balanced in every node.
  const next = nextOf(flow, cell);
  const [start, target] = sign === 1 ? [next, cell] : [cell, next];
  const goal = search(flow, start, (node) => node === target, cell);
  if (goal === none) {
    return false;
  }
  const amount = roomOnPath(flow, goal, most);
  flow.people[cell] = (flow.people[cell] ?? 0) + sign * amount;
  onChange(cell);
  walk(flow, goal, (node, to) => {
    send(flow, node, to, amount);
    // Only the arc between a cell and its next node carries the cell's people.
    const arcCell = Math.min(node, to);
    if (Math.max(node, to) === nextOf(flow, arcCell)) {
      onChange(arcCell);
    }
  });
  return true;
};

/** Whether there are counts that match all layers of a chain. */
export const isPossible = (layers: readonly Layer[]): boolean => balance(createFlow(layers));

/**
 * Finds the range of possible counts of each hidden cell. A range is exact if it has fewer than `enough` numbers;
 * otherwise the search stops at `enough`.
 * @param isNeeded whether a cell's range is needed; the ranges of other cells may come out too narrow
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
  /** How many numbers a range still lacks to have `enough`. */
  const lacking = (cell: number): number => enough - 1 - ((high[cell] ?? 0) - (low[cell] ?? 0));
  for (let cell = 0; cell < people.length; cell += 1) {
    if (isNeeded(cell) && lacking(cell) > 0) {
      // Repeated moves take the cell to its extreme; `move` returns false there, or once nothing is lacking.
      while (move(flow, cell, 1, lacking(cell), widenRange)) {}
      while (move(flow, cell, -1, lacking(cell), widenRange)) {}
    }
  }
  return { low, high };
};

/**
 * Reduces a chain to fewer cells, to save time. Of the cells with the same bounds in every layer one is kept, whose range is that of all.
 * The others are merged into one cell with the sum of their bounds. (If its people are shared out evenly among the cells merged into it,
 * each is within its own bounds and never falls.)
 * @returns `isOriginal`: for each cell of the reduced layers, whether it is one cell of the given layers
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
  const columns = groups.flatMap(([cell = 0, ...others]) => [
    { cell, cellCount: 1, isOriginal: true },
    ...(others.length === 0 ? [] : [{ cell, cellCount: others.length, isOriginal: false }]),
  ]);
  return {
    merged: layers.map((layer) => ({
      ...layer,
      minPeople: columns.map(({ cell, cellCount }) => cellCount * (layer.minPeople[cell] ?? 0)),
      maxPeople: columns.map(({ cell, cellCount }) => cellCount * (layer.maxPeople[cell] ?? 0)),
    })),
    isOriginal: columns.map(({ isOriginal }) => isOriginal),
  };
};

/**
 * The size of the smallest range of possible counts of any hidden cell in a chain, at most `enough`; 0 if no counts
 * match all layers.
 */
export const fewestPossible = (layers: readonly Layer[], enough: number): number => {
  const { merged, isOriginal } = mergeAlike(layers);
  // See `Layer`. A cell merged of several has the number of none of them, so its range is not needed.
  const isHidden = merged.flatMap(({ maxPeople, isOnlyTotal = false }) =>
    maxPeople.map((people, cell) => people > 0 && !isOnlyTotal && isOriginal[cell]),
  );
  const ranges = findRanges(merged, enough, (cell) => isHidden[cell] ?? false);
  if (ranges === null) {
    return 0;
  }
  let fewest = enough;
  for (const [cell, low] of ranges.low.entries()) {
    if (isHidden[cell]) {
      fewest = Math.min(fewest, (ranges.high[cell] ?? low) - low + 1);
    }
  }
  return fewest;
};
