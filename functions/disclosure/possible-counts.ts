/**
 * Computes exactly which numbers of people an attacker can't rule out for a hidden cell.
 *
 * A layer is one published breakdown: for each cell the least and the most people that its published value allows, and the exact
 * total. In a chain of layers nobody leaves her cell, so a cell never falls from one layer to the next. (A part of a stock and the
 * whole stock are such a chain too: active leaders, then active members.)
 *
 * The people who enter a cell and stay in it form a network flow: from a layer's source (its newcomers) into the cell, and from the cell to
 * the same cell of the next layer, within the cell's bounds. The possible counts are exactly the feasible integer flows. A cell's
 * possible numbers have no gap, because between two feasible flows lie all the others. Augmenting paths, which turn one flow into
 * another, find each range without a solver. (Ahuja, Magnanti, Orlin: Network Flows, 1993, chapters 6 and 11.)
 */

export type Layer = {
  readonly total: number;
  readonly least: readonly number[];
  /** 0 for a cell that did not exist yet, which hides nothing. */
  readonly most: readonly number[];
  /** Only the total was published: the layer bounds the others, but its own cells need not stay hidden. */
  readonly isOnlyTotal?: boolean;
};

/** The least and the most people possible in each cell. Index: layer * cells of a layer + cell. */
export type Ranges = { readonly low: Int32Array; readonly high: Int32Array };

const sumOf = (numbers: Int32Array, from: number, count: number): number => {
  let sum = 0;
  for (let at = from; at < from + count; at += 1) {
    sum += numbers[at] ?? 0;
  }
  return sum;
};

/**
 * A flow through the network of the layers. Cells are numbered layer by layer. The nodes are the cells, then one source for each layer,
 * then the end. An arc leads from each cell to the same cell of the next layer (from the last layer to the end); the flow on it is the
 * number of people in the cell.
 */
const flowOf = (layers: readonly Layer[]) => {
  const width = layers[0]?.least.length ?? 0;
  const cells = layers.length * width;
  const end = cells + layers.length;
  const least = Int32Array.from(layers.flatMap((layer) => layer.least));
  const most = Int32Array.from(layers.flatMap((layer) => layer.most));
  /** The fewest people that each cell may hold, given that it never fell in an earlier layer. */
  const floors = Int32Array.from(least);
  for (let cell = width; cell < cells; cell += 1) {
    floors[cell] = Math.max(floors[cell] ?? 0, floors[cell - width] ?? 0);
  }

  const held = new Int32Array(cells);
  const entered = new Int32Array(cells);
  // Start by spreading each layer's people in proportion to the room in its cells, from the last layer back, so that no cell holds more
  // than in the next layer. This may not match all totals; `balance` corrects that.
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    const [first, behind] = [layer * width, (layer + 1) * width];
    let [people, room] = [layers[layer]?.total ?? 0, 0];
    for (let cell = first; cell < behind; cell += 1) {
      const ceiling = behind < cells ? Math.min(most[cell] ?? 0, held[cell + width] ?? 0) : (most[cell] ?? 0);
      held[cell] = ceiling;
      people -= floors[cell] ?? 0;
      room += Math.max(0, ceiling - (floors[cell] ?? 0));
    }
    for (let cell = first; cell < behind; cell += 1) {
      const floor = floors[cell] ?? 0;
      const own = Math.max(0, (held[cell] ?? 0) - floor);
      const share = people <= 0 || room === 0 ? 0 : Math.min(own, Math.round((people * own) / room));
      held[cell] = floor + share;
      people -= share;
      room -= own;
    }
  }
  for (let cell = 0; cell < cells; cell += 1) {
    entered[cell] = (held[cell] ?? 0) - (held[cell - width] ?? 0);
  }

  const sourceOf = (cell: number): number => cells + Math.floor(cell / width);
  const nextOf = (cell: number): number => (cell + width < cells ? cell + width : end);
  const roomUp = (cell: number): number => (most[cell] ?? 0) - (held[cell] ?? 0);
  const roomDown = (cell: number): number => (held[cell] ?? 0) - (least[cell] ?? 0);

  const cameFrom = new Int32Array(end + 1);
  /** The number of the last search that reached each node, so that `cameFrom` need not be cleared before each search. */
  const reachedBy = new Int32Array(end + 1);
  let searches = 0;
  const queue = new Int32Array(end + 1);

  /**
   * Finds the shortest path on which every arc has room for one person more, by breadth-first search. Afterwards `cameFrom` leads back
   * along it.
   * @param without a cell whose own arc the path must not use
   * @returns the goal that was reached, or -1
   */
  const search = (from: number, isGoal: (node: number) => boolean, without: number): number => {
    searches += 1;
    cameFrom[from] = from;
    reachedBy[from] = searches;
    queue[0] = from;
    let reached = 1;
    const visit = (node: number, to: number): boolean => {
      if (reachedBy[to] === searches) {
        return false;
      }
      reachedBy[to] = searches;
      cameFrom[to] = node;
      queue[reached] = to;
      reached += 1;
      return isGoal(to);
    };
    for (let next = 0; next < reached; next += 1) {
      const node = queue[next] ?? 0;
      if (node >= cells) {
        // A source has unbounded arcs into its layer's cells. From the end, residual arcs lead back to the last layer's cells.
        const first = node === end ? cells - width : (node - cells) * width;
        for (let cell = first; cell < first + width; cell += 1) {
          const isOpen = node !== end || (cell !== without && roomDown(cell) > 0);
          if (isOpen && visit(node, cell)) {
            return cell;
          }
        }
        continue;
      }
      if (node !== without && roomUp(node) > 0 && visit(node, nextOf(node))) {
        return nextOf(node);
      }
      const before = node - width;
      if (before >= 0 && before !== without && roomDown(before) > 0 && visit(node, before)) {
        return before;
      }
      if ((entered[node] ?? 0) > 0 && visit(node, sourceOf(node))) {
        return sourceOf(node);
      }
    }
    return -1;
  };

  /** Visits the arcs of the last path found, from its goal back to its start. */
  const walk = (goal: number, step: (node: number, to: number) => void): void => {
    for (let to = goal, node = cameFrom[to] ?? to; node !== to; to = node, node = cameFrom[to] ?? to) {
      step(node, to);
    }
  };

  const roomFrom = (node: number, to: number): number => {
    if (node >= cells && node < end) return Number.POSITIVE_INFINITY;
    if (to >= cells && to < end) return entered[node] ?? 0;
    return node < to ? roomUp(node) : roomDown(to);
  };

  const send = (node: number, to: number, amount: number): void => {
    if (node >= cells && node < end) entered[to] = (entered[to] ?? 0) + amount;
    else if (to >= cells && to < end) entered[node] = (entered[node] ?? 0) - amount;
    else if (node < to) held[node] = (held[node] ?? 0) + amount;
    else held[to] = (held[to] ?? 0) - amount;
  };

  /** Makes the flow match all totals; false if no flow does. */
  const balance = (): boolean => {
    const isRising = layers.every(({ total }, layer) => total >= (layers[layer - 1]?.total ?? 0));
    if (!isRising || held.some((_, cell) => roomUp(cell) < 0)) {
      return false;
    }
    /** By how many people each source's flow falls short of its newcomers, and in the last entry the end's; the entries add up to 0. */
    const missing = layers.map(
      ({ total }, layer) => total - (layers[layer - 1]?.total ?? 0) - sumOf(entered, layer * width, width),
    );
    missing.push(-missing.reduce((sum, people) => sum + people, 0));
    for (const at of missing.keys()) {
      while ((missing[at] ?? 0) > 0) {
        const goal = search(cells + at, (node) => node >= cells && (missing[node - cells] ?? 0) < 0, -1);
        if (goal === -1) {
          return false;
        }
        let amount = Math.min(missing[at] ?? 0, -(missing[goal - cells] ?? 0));
        walk(goal, (node, to) => {
          amount = Math.min(amount, roomFrom(node, to));
        });
        walk(goal, (node, to) => send(node, to, amount));
        missing[at] = (missing[at] ?? 0) - amount;
        missing[goal - cells] = (missing[goal - cells] ?? 0) + amount;
      }
    }
    return true;
  };

  /**
   * Adds people to a cell or removes them, at most `atMost`, and moves other people to match. Calls `changed` for each cell whose number
   * changed. False if no path allows it.
   */
  const move = (cell: number, sign: 1 | -1, atMost: number, changed: (cell: number) => void): boolean => {
    let amount = Math.min(atMost, sign === 1 ? roomUp(cell) : roomDown(cell));
    if (amount <= 0) {
      return false;
    }
    const [from, to] = sign === 1 ? [nextOf(cell), cell] : [cell, nextOf(cell)];
    const goal = search(from, (node) => node === to, cell);
    if (goal === -1) {
      return false;
    }
    walk(goal, (node, next) => {
      amount = Math.min(amount, roomFrom(node, next));
    });
    held[cell] = (held[cell] ?? 0) + sign * amount;
    changed(cell);
    walk(goal, (node, next) => {
      send(node, next, amount);
      const inner = Math.min(node, next);
      if (Math.max(node, next) === nextOf(inner)) {
        changed(inner);
      }
    });
    return true;
  };

  /** By how much a cell may rise or fall while the same cell of the neighbouring layers stays unchanged. */
  const roomWithin = (cell: number, sign: 1 | -1): number =>
    sign === 1
      ? Math.min(roomUp(cell), (held[cell + width] ?? Number.POSITIVE_INFINITY) - (held[cell] ?? 0))
      : Math.min(roomDown(cell), (held[cell] ?? 0) - (held[cell - width] ?? 0));

  return { width, held, balance, move, roomUp, roomDown, roomWithin };
};

/** Whether any possible counts match all layers of a chain. */
export const isPossible = (layers: readonly Layer[]): boolean => flowOf(layers).balance();

/**
 * Finds the range of possible counts of each hidden cell. A range is exact if it has fewer than `enough` numbers;
 * otherwise the search stops at `enough`.
 * @param isAsked whether a cell's range is needed; ranges of other cells may be too narrow
 * @returns null if no counts match all layers
 */
export const findRanges = (
  layers: readonly Layer[],
  enough: number,
  isAsked: (cell: number) => boolean = () => true,
): Ranges | null => {
  const { width, held, balance, move, roomUp, roomDown, roomWithin } = flowOf(layers);
  if (!balance()) {
    return null;
  }
  const low = Int32Array.from(held);
  const high = Int32Array.from(held);
  const look = (cell: number): void => {
    const people = held[cell] ?? 0;
    if (people < (low[cell] ?? 0)) low[cell] = people;
    if (people > (high[cell] ?? 0)) high[cell] = people;
  };
  // A cheap first step, which is enough for most cells: a cell takes people from other cells of its layer that can spare them. If it
  // would exceed the same cell of later layers, those rise as high in the same way. A cell falls likewise, together with earlier layers.
  const more = new Int32Array(held.length);
  const less = new Int32Array(held.length);
  for (let first = 0; first < held.length; first += width) {
    let [up, down] = [0, 0];
    for (let cell = first; cell < first + width; cell += 1) {
      more[cell] = roomWithin(cell, 1);
      less[cell] = roomWithin(cell, -1);
      up += more[cell] ?? 0;
      down += less[cell] ?? 0;
    }
    for (let cell = first; cell < first + width; cell += 1) {
      const people = held[cell] ?? 0;
      high[cell] = people + Math.min(roomUp(cell), down - (less[cell] ?? 0));
      low[cell] = people - Math.min(roomDown(cell), up - (more[cell] ?? 0));
    }
  }
  for (let cell = held.length - width - 1; cell >= 0; cell -= 1) {
    high[cell] = Math.min(high[cell] ?? 0, high[cell + width] ?? 0);
  }
  for (let cell = width; cell < held.length; cell += 1) {
    low[cell] = Math.max(low[cell] ?? 0, low[cell - width] ?? 0);
  }
  const lacking = (cell: number): number => enough - 1 - ((high[cell] ?? 0) - (low[cell] ?? 0));
  for (let cell = 0; cell < held.length; cell += 1) {
    if (isAsked(cell) && lacking(cell) > 0) {
      while (move(cell, 1, lacking(cell), look)) {}
      while (move(cell, -1, lacking(cell), look)) {}
    }
  }
  return { low, high };
};

/**
 * Reduces a chain to fewer cells. Of the cells with the same bounds in every layer, one is kept, and the others become one cell with the
 * sum of their bounds. (Even shares of its people are within the bounds of each merged cell, and never fall.)
 *
 * @returns `isOwn`: for each cell of the reduced layers, whether it is one original cell
 */
const mergeAlike = (
  layers: readonly Layer[],
): { readonly merged: readonly Layer[]; readonly isOwn: readonly boolean[] } => {
  const isAlike = (a: number, b: number): boolean =>
    layers.every(({ least, most }) => least[a] === least[b] && most[a] === most[b]);
  const alike: number[][] = [];
  for (const cell of layers[0]?.least.keys() ?? []) {
    const group = alike.find(([first = 0]) => isAlike(first, cell));
    if (group === undefined) {
      alike.push([cell]);
    } else {
      group.push(cell);
    }
  }
  const columns = alike.flatMap(([cell = 0, ...others]) => [
    { cell, times: 1, isOwn: true },
    ...(others.length === 0 ? [] : [{ cell, times: others.length, isOwn: false }]),
  ]);
  return {
    merged: layers.map((layer) => ({
      ...layer,
      least: columns.map(({ cell, times }) => times * (layer.least[cell] ?? 0)),
      most: columns.map(({ cell, times }) => times * (layer.most[cell] ?? 0)),
    })),
    isOwn: columns.map(({ isOwn }) => isOwn),
  };
};

/**
 * The size of the smallest range of possible counts of any hidden cell in a chain, at most `enough`; 0 if no counts
 * match all layers.
 */
export const fewestPossible = (layers: readonly Layer[], enough: number): number => {
  const { merged, isOwn } = mergeAlike(layers);
  const hides = merged.flatMap(({ most, isOnlyTotal = false }) =>
    most.map((people, cell) => people > 0 && !isOnlyTotal && isOwn[cell]),
  );
  const ranges = findRanges(merged, enough, (cell) => hides[cell] ?? false);
  if (ranges === null) {
    return 0;
  }
  return ranges.low.reduce(
    (fewest, low, cell) => (hides[cell] ? Math.min(fewest, (ranges.high[cell] ?? low) - low + 1) : fewest),
    enough,
  );
};
