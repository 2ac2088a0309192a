import type { Layer } from './possible-counts.ts';

/** The network through which people flow (flow-people.ts): its nodes and arcs, and the search for a path on which more people may go. */

/** Stands for no node or no cell. The numbers of nodes and cells begin with 0. */
export const none = -1;

/**
 * A flow through the network of the layers. A node is a number: first the cells, layer by layer, then one source for each layer, then the end.
 * With two layers of three cells, the cells are 0 to 5, the sources 6 and 7, and the end is 8. The arc that leads on from a cell, to the same
 * cell of the next layer or to the end, is called the cell's own: the flow on it is the number of people in the cell.
 *
 * `people[cell - width] ?? 0` gives 0 before the first layer. Every other `?? 0` after an index only satisfies the compiler.
 */
export type Flow = {
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
export const createFlow = (layers: readonly Layer[]): Flow => {
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
/** The node to which a cell's own arc leads: the same cell of the next layer, or the end. */
export const nextOf = ({ width, cellCount, end }: Flow, cell: number): number =>
  cell + width < cellCount ? cell + width : end;

/** How many more people a cell may have within its own bounds. */
export const roomUp = ({ maxPeople, people }: Flow, cell: number): number =>
  (maxPeople[cell] ?? 0) - (people[cell] ?? 0);
/** How many fewer people a cell may have within its own bounds. */
export const roomDown = ({ minPeople, people }: Flow, cell: number): number =>
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
export const ownerOfArc = (flow: Flow, from: number, to: number): number =>
  isSource(flow, from) || isSource(flow, to) ? none : Math.min(from, to);

/**
 * Finds the shortest path on which every arc has room for one more person, by breadth-first search. Afterwards `cameFrom` leads back from its
 * goal to its start.
 * @param avoidedCell a cell whose own arc the path must not use, or `none`
 * @returns the goal that was reached, or `none`
 */
export const search = (
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
export const walk = ({ cameFrom }: Flow, goal: number, step: (from: number, to: number) => void): void => {
  let to = goal;
  let from = cameFrom[to] ?? to;
  while (from !== to) {
    step(from, to);
    to = from;
    from = cameFrom[to] ?? to;
  }
};

/** How many more people may go along the whole of the last path found, at most `amount`. */
export const roomOnPath = (flow: Flow, goal: number, amount: number): number => {
  let room = amount;
  walk(flow, goal, (from, to) => {
    room = Math.min(room, roomOnArc(flow, from, to));
  });
  return room;
};

/** Lets more people go along an arc. Against its direction, this takes people off it. */
export const send = (flow: Flow, from: number, to: number, amount: number): void => {
  const { people, newcomers } = flow;
  if (isSource(flow, from)) newcomers[to] = (newcomers[to] ?? 0) + amount;
  else if (isSource(flow, to)) newcomers[from] = (newcomers[from] ?? 0) - amount;
  else if (from < to) people[from] = (people[from] ?? 0) + amount;
  else people[to] = (people[to] ?? 0) - amount;
};
