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
  /** 0 for a cell that did not exist yet; such a cell hides nothing. */
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
 * Makes a flow through the network of the layers, not yet balanced. Cells are numbered layer by layer. The nodes are the cells, then one
 * source for each layer, then the end. An arc leads from each cell to the same cell of the next layer, and from the last layer's to the end;
 * the flow on it is the number of people in the cell. (`?? 0` after an index means 0 people before the first layer; elsewhere it only
 * satisfies the compiler.)
 */
const createFlow = (layers: readonly Layer[]) => {
  const width = layers[0]?.minPeople.length ?? 0;
  const cellCount = layers.length * width;
  const end = cellCount + layers.length;
  const minPeople = Int32Array.from(layers.flatMap((layer) => layer.minPeople));
  const maxPeople = Int32Array.from(layers.flatMap((layer) => layer.maxPeople));
  /** The smallest number of people in each cell, given that it has not fallen since earlier layers. */
  const floors = Int32Array.from(minPeople);
  for (let cell = width; cell < cellCount; cell += 1) {
    floors[cell] = Math.max(floors[cell] ?? 0, floors[cell - width] ?? 0);
  }

  /** The number of people in each cell, and how many of them are newcomers of its layer. */
  const people = new Int32Array(cellCount);
  const newcomers = new Int32Array(cellCount);
  // Start with the last layer and go back. Spread each layer's people over its cells in proportion to the room there, so that no cell holds
  // more than in the next layer. This may not match all totals; `balance` corrects that.
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    const first = layer * width;
    const firstOfNext = first + width;
    const isLastLayer = firstOfNext >= cellCount;
    let unspread = layers[layer]?.total ?? 0;
    let room = 0;
    for (let cell = first; cell < firstOfNext; cell += 1) {
      const ceiling = isLastLayer
        ? (maxPeople[cell] ?? 0)
        : Math.min(maxPeople[cell] ?? 0, people[cell + width] ?? 0);
      people[cell] = ceiling;
      unspread -= floors[cell] ?? 0;
      room += Math.max(0, ceiling - (floors[cell] ?? 0));
    }
    for (let cell = first; cell < firstOfNext; cell += 1) {
      const floor = floors[cell] ?? 0;
      const ownRoom = Math.max(0, (people[cell] ?? 0) - floor);
      const hasShare = unspread > 0 && room > 0;
      const share = hasShare ? Math.min(ownRoom, Math.round((unspread * ownRoom) / room)) : 0;
      people[cell] = floor + share;
      unspread -= share;
      room -= ownRoom;
    }
  }
  for (let cell = 0; cell < cellCount; cell += 1) {
    newcomers[cell] = (people[cell] ?? 0) - (people[cell - width] ?? 0);
  }

  const sourceOf = (cell: number): number => cellCount + Math.floor(cell / width);
  const isSource = (node: number): boolean => node >= cellCount && node < end;
  const nextOf = (cell: number): number => (cell + width < cellCount ? cell + width : end);
  /** By how many people a cell may rise, and fall, within its own bounds. */
  const roomUp = (cell: number): number => (maxPeople[cell] ?? 0) - (people[cell] ?? 0);
  const roomDown = (cell: number): number => (people[cell] ?? 0) - (minPeople[cell] ?? 0);

  const cameFrom = new Int32Array(end + 1);
  /** The number of the last search that reached each node, so that `cameFrom` need not be cleared before each search. */
  const reachedBy = new Int32Array(end + 1);
  let searches = 0;
  const queue = new Int32Array(end + 1);

  /**
   * Finds the shortest path on which every arc has room for one more person, by breadth-first search. Afterwards `cameFrom` leads back along
   * it.
   * @param avoidedCell a cell whose own arc the path must not use, or `none`
   * @returns the goal that was reached, or `none`
   */
  const search = (from: number, isGoal: (node: number) => boolean, avoidedCell: number): number => {
    searches += 1;
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
      const node = queue[place] ?? 0;
      if (node >= cellCount) {
        // The node is a source or the end. A source has unbounded arcs into its layer's cells. From the end, arcs lead back to the last
        // layer's cells, to take people off them.
        const first = node === end ? cellCount - width : (node - cellCount) * width;
        for (let cell = first; cell < first + width; cell += 1) {
          const isOpen = node !== end || (cell !== avoidedCell && roomDown(cell) > 0);
          if (isOpen && visit(node, cell)) {
            return cell;
          }
        }
        continue;
      }
      // The node is a cell: people may go on to the next layer, back to the layer before, or back to the source.
      if (node !== avoidedCell && roomUp(node) > 0 && visit(node, nextOf(node))) {
        return nextOf(node);
      }
      const cellBefore = node - width;
      if (
        cellBefore >= 0 &&
        cellBefore !== avoidedCell &&
        roomDown(cellBefore) > 0 &&
        visit(node, cellBefore)
      ) {
        return cellBefore;
      }
      if ((newcomers[node] ?? 0) > 0 && visit(node, sourceOf(node))) {
        return sourceOf(node);
      }
    }
    return none;
  };

  /** Visits the arcs of the last path found, from its goal back to its start, which `cameFrom` leads to itself. */
  const walk = (goal: number, step: (node: number, to: number) => void): void => {
    let to = goal;
    let node = cameFrom[to] ?? to;
    while (node !== to) {
      step(node, to);
      to = node;
      node = cameFrom[to] ?? to;
    }
  };

  /**
   * How many more people may go along an arc: any number from a source, and back to a source its newcomers in the cell. Any other arc leads
   * forward if its second node has the higher number, and is then the first node's own arc.
   */
  const roomFrom = (node: number, to: number): number => {
    if (isSource(node)) return Number.POSITIVE_INFINITY;
    if (isSource(to)) return newcomers[node] ?? 0;
    return node < to ? roomUp(node) : roomDown(to);
  };

  /** Lets more people go along an arc. On an arc that leads back, this takes people off the arc that leads forward. */
  const send = (node: number, to: number, amount: number): void => {
    if (isSource(node)) newcomers[to] = (newcomers[to] ?? 0) + amount;
    else if (isSource(to)) newcomers[node] = (newcomers[node] ?? 0) - amount;
    else if (node < to) people[node] = (people[node] ?? 0) + amount;
    else people[to] = (people[to] ?? 0) - amount;
  };

  /** Makes the flow match all totals; false if no flow does. */
  const balance = (): boolean => {
    const neverFalls = layers.every(({ total }, layer) => total >= (layers[layer - 1]?.total ?? 0));
    // `createFlow` puts a cell above its maximum only if its floor is above it.
    if (!neverFalls || people.some((_, cell) => roomUp(cell) < 0)) {
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
    for (const source of shortfalls.keys()) {
      while ((shortfalls[source] ?? 0) > 0) {
        const goal = search(
          cellCount + source,
          (node) => node >= cellCount && (shortfalls[node - cellCount] ?? 0) < 0,
          none,
        );
        if (goal === none) {
          return false;
        }
        let amount = Math.min(shortfalls[source] ?? 0, -(shortfalls[goal - cellCount] ?? 0));
        walk(goal, (node, to) => {
          amount = Math.min(amount, roomFrom(node, to));
        });
        walk(goal, (node, to) => send(node, to, amount));
        shortfalls[source] = (shortfalls[source] ?? 0) - amount;
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
  const move = (cell: number, sign: 1 | -1, maxAmount: number, onChange: (cell: number) => void): boolean => {
    let amount = Math.min(maxAmount, sign === 1 ? roomUp(cell) : roomDown(cell));
    if (amount <= 0) {
      return false;
    }
    // With the cell's own arc the path forms a cycle, so that the flow stays balanced in every node.
    const [start, target] = sign === 1 ? [nextOf(cell), cell] : [cell, nextOf(cell)];
    const goal = search(start, (node) => node === target, cell);
    if (goal === none) {
      return false;
    }
    walk(goal, (node, to) => {
      amount = Math.min(amount, roomFrom(node, to));
    });
    people[cell] = (people[cell] ?? 0) + sign * amount;
    onChange(cell);
    walk(goal, (node, to) => {
      send(node, to, amount);
      // Only the arc between a cell and its next node carries the cell's people.
      const arcCell = Math.min(node, to);
      if (Math.max(node, to) === nextOf(arcCell)) {
        onChange(arcCell);
      }
    });
    return true;
  };

  /** By how much a cell may rise or fall while the same cell of the neighbouring layers stays unchanged. */
  const roomWithin = (cell: number, sign: 1 | -1): number =>
    sign === 1
      ? Math.min(roomUp(cell), (people[cell + width] ?? Number.POSITIVE_INFINITY) - (people[cell] ?? 0))
      : Math.min(roomDown(cell), (people[cell] ?? 0) - (people[cell - width] ?? 0));

  return { width, people, balance, move, roomUp, roomDown, roomWithin };
};

/** Whether there are counts that match all layers of a chain. */
export const isPossible = (layers: readonly Layer[]): boolean => createFlow(layers).balance();

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
  const { width, people, balance, move, roomUp, roomDown, roomWithin } = createFlow(layers);
  if (!balance()) {
    return null;
  }
  const low = Int32Array.from(people);
  const high = Int32Array.from(people);
  const widenRange = (cell: number): void => {
    const count = people[cell] ?? 0;
    if (count < (low[cell] ?? 0)) low[cell] = count;
    if (count > (high[cell] ?? 0)) high[cell] = count;
  };
  // A cheap first step, which is enough for most cells: a cell takes people from other cells of its layer that can spare them. If it
  // would exceed the same cell of later layers, those rise as high in the same way. A cell falls likewise, together with earlier layers.
  const canRise = new Int32Array(people.length);
  const canFall = new Int32Array(people.length);
  for (let first = 0; first < people.length; first += width) {
    let sumOfRises = 0;
    let sumOfFalls = 0;
    for (let cell = first; cell < first + width; cell += 1) {
      canRise[cell] = roomWithin(cell, 1);
      canFall[cell] = roomWithin(cell, -1);
      sumOfRises += canRise[cell] ?? 0;
      sumOfFalls += canFall[cell] ?? 0;
    }
    for (let cell = first; cell < first + width; cell += 1) {
      const count = people[cell] ?? 0;
      high[cell] = count + Math.min(roomUp(cell), sumOfFalls - (canFall[cell] ?? 0));
      low[cell] = count - Math.min(roomDown(cell), sumOfRises - (canRise[cell] ?? 0));
    }
  }
  for (let cell = people.length - width - 1; cell >= 0; cell -= 1) {
    high[cell] = Math.min(high[cell] ?? 0, high[cell + width] ?? 0);
  }
  for (let cell = width; cell < people.length; cell += 1) {
    low[cell] = Math.max(low[cell] ?? 0, low[cell - width] ?? 0);
  }
  /** How many numbers a range still lacks to have `enough`. */
  const lacking = (cell: number): number => enough - 1 - ((high[cell] ?? 0) - (low[cell] ?? 0));
  for (let cell = 0; cell < people.length; cell += 1) {
    if (isNeeded(cell) && lacking(cell) > 0) {
      // Repeated moves take the cell to its extreme; `move` returns false there, or once nothing is lacking.
      while (move(cell, 1, lacking(cell), widenRange)) {}
      while (move(cell, -1, lacking(cell), widenRange)) {}
    }
  }
  return { low, high };
};

/**
 * Reduces a chain to fewer cells, to save time. Of the cells with the same bounds in every layer one is kept, whose range is that of all.
 * The others are merged into one cell with the sum of their bounds. (If its people are shared out evenly, each merged cell is within its
 * bounds and never falls.)
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
