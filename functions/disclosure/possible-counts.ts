/**
 * What an attacker can tell of hidden counts, exactly.
 *
 * A layer is one breakdown as it was shown: for every cell the least and the most people that its published value allows, and
 * the exact total. In a chain of layers nobody leaves her cell: from a layer to the next a cell never falls. (A stock and a part
 * of it are such a chain too: leaders, then all members.)
 *
 * People who enter a cell, and stay in it, are a flow: from a layer's total into the cell, from the cell to the same cell in the
 * next layer, within its bounds. So all that is possible is a network's flows, and what a cell may hold are whole numbers
 * without a gap: what lies between two flows is a flow. Searches for paths along which one flow becomes another give each range
 * exactly, without a solver. (Ahuja, Magnanti, Orlin: Network Flows, 1993, chapters 6 and 11.)
 */

export type Layer = {
  readonly total: number;
  readonly least: readonly number[];
  /** 0 of a cell that did not exist yet: it hides nothing. */
  readonly most: readonly number[];
  /** Nothing of it was shown: it bounds the others, and is not judged itself. */
  readonly isOnlyTotal?: boolean;
};

/** What each cell of a layer may hold, by layers one after the other: the least and the most. */
export type Ranges = { readonly low: Int32Array; readonly high: Int32Array };

const sumOf = (numbers: Int32Array | number[]): number => {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    sum += numbers[at] ?? 0;
  }
  return sum;
};

/**
 * A flow, to be moved about. Cells are numbered layer by layer. Nodes are the cells, then a source for each layer, then the end.
 * A cell's node leads to the same cell of the next layer, from the last one to the end: what flows there is what the cell holds.
 */
const flowOf = (layers: readonly Layer[]) => {
  const width = layers[0]?.least.length ?? 0;
  const cells = layers.length * width;
  const end = cells + layers.length;
  const least = Int32Array.from(layers.flatMap((layer) => layer.least));
  const most = Int32Array.from(layers.flatMap((layer) => layer.most));
  /** The most that each cell may hold if it never falls later. */
  const ceilings = Int32Array.from(most);
  for (let cell = cells - width - 1; cell >= 0; cell -= 1) {
    ceilings[cell] = Math.min(ceilings[cell] ?? 0, ceilings[cell + width] ?? 0);
  }

  const held = new Int32Array(cells);
  const entered = new Int32Array(cells);
  // First the people of each layer are spread over the room in its cells, so that most can be moved both ways; `settle` mends the rest.
  layers.forEach(({ total }, layer) => {
    const [first, behind] = [layer * width, (layer + 1) * width];
    let [people, room] = [total, 0];
    for (let cell = first; cell < behind; cell += 1) {
      const floor = Math.max(least[cell] ?? 0, held[cell - width] ?? 0);
      held[cell] = floor;
      people -= floor;
      room += Math.max(0, (ceilings[cell] ?? 0) - floor);
    }
    for (let cell = first; cell < behind; cell += 1) {
      const own = Math.max(0, (ceilings[cell] ?? 0) - (held[cell] ?? 0));
      const share = people <= 0 || room === 0 ? 0 : Math.min(own, Math.round((people * own) / room));
      held[cell] = (held[cell] ?? 0) + share;
      entered[cell] = (held[cell] ?? 0) - (held[cell - width] ?? 0);
      people -= share;
      room -= own;
    }
  });

  const sourceOf = (cell: number): number => cells + Math.floor(cell / width);
  const nextOf = (cell: number): number => (cell + width < cells ? cell + width : end);
  const roomUp = (cell: number): number => (most[cell] ?? 0) - (held[cell] ?? 0);
  const roomDown = (cell: number): number => (held[cell] ?? 0) - (least[cell] ?? 0);

  const cameFrom = new Int32Array(end + 1);
  /** The search that reached a node last: clearing `cameFrom` for each would take as long as there are cells. */
  const reachedBy = new Int32Array(end + 1);
  let searches = 0;
  const queue = new Int32Array(end + 1);

  /**
   * Searches the shortest path with room on every step; `cameFrom` then leads back along it.
   * @param without a cell whose own arc is not to be used
   * @returns where it ends, or -1
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
        // A source leads into its layer's cells without bound; the end back to those of the last one.
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

  /** Goes back over a path that was found, from its goal. */
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

  /** Makes the flow agree with the totals; false where none does. */
  const settle = (): boolean => {
    const isRising = layers.every(({ total }, layer) => total >= (layers[layer - 1]?.total ?? 0));
    if (!isRising || held.some((_, cell) => roomUp(cell) < 0)) {
      return false;
    }
    /** How many people more each source is to give, and last the end is to give back; less where below zero. They come to zero. */
    const missing = layers.map(
      ({ total }, layer) =>
        total - (layers[layer - 1]?.total ?? 0) - sumOf(entered.subarray(layer * width, (layer + 1) * width)),
    );
    missing.push(-sumOf(missing));
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

  /** Changes what a cell holds upwards or downwards, by some at most, and others with it; false where it can't. */
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

  /** How far a cell may rise or fall between what it holds in the layers beside. */
  const roomWithin = (cell: number, sign: 1 | -1): number =>
    sign === 1
      ? Math.min(roomUp(cell), (held[cell + width] ?? Number.POSITIVE_INFINITY) - (held[cell] ?? 0))
      : Math.min(roomDown(cell), (held[cell] ?? 0) - (held[cell - width] ?? 0));

  return { width, held, settle, move, roomWithin };
};

/** Whether there are counts that agree with all layers of a chain. */
export const isPossible = (layers: readonly Layer[]): boolean => flowOf(layers).settle();

/**
 * What each cell may hold: at least `enough` numbers of it, or all if there are fewer.
 *
 * @param isAsked whether a cell's range is wanted; of the others some of it is found
 * @returns null where nothing agrees with all layers
 */
export const findRanges = (
  layers: readonly Layer[],
  enough: number,
  isAsked: (cell: number) => boolean = () => true,
): Ranges | null => {
  const { width, held, settle, move, roomWithin } = flowOf(layers);
  if (!settle()) {
    return null;
  }
  const low = Int32Array.from(held);
  const high = Int32Array.from(held);
  const look = (cell: number): void => {
    const people = held[cell] ?? 0;
    if (people < (low[cell] ?? 0)) low[cell] = people;
    if (people > (high[cell] ?? 0)) high[cell] = people;
  };
  // Most cells vary enough within their own layer, while all other layers stay as they are.
  for (let first = 0; first < held.length; first += width) {
    let [up, down] = [0, 0];
    for (let cell = first; cell < first + width; cell += 1) {
      up += roomWithin(cell, 1);
      down += roomWithin(cell, -1);
    }
    for (let cell = first; cell < first + width; cell += 1) {
      const [more, less] = [roomWithin(cell, 1), roomWithin(cell, -1)];
      high[cell] = (held[cell] ?? 0) + Math.min(more, down - less);
      low[cell] = (held[cell] ?? 0) - Math.min(less, up - more);
    }
  }
  const lacking = (cell: number): number => enough - 1 - ((high[cell] ?? 0) - (low[cell] ?? 0));
  for (let cell = 0; cell < held.length; cell += 1) {
    for (const sign of isAsked(cell) ? ([1, -1] as const) : []) {
      while (move(cell, sign, lacking(cell), look)) {}
    }
  }
  return { low, high };
};

/**
 * The same chain with fewer cells: of those that were always shown alike, one stands for each, and the others are one cell that may
 * hold as much as they together. (Even shares of what it holds are within the bounds of each, and never fall.)
 *
 * @returns for each cell of a merged layer, whether it is one of the chain's own
 */
const mergeAlike = (
  layers: readonly Layer[],
): { readonly merged: readonly Layer[]; readonly isOwn: readonly boolean[] } => {
  const cells = [...(layers[0]?.least ?? []).keys()];
  const alike = Map.groupBy(cells, (cell) =>
    layers.map(({ least, most }) => `${least[cell]}-${most[cell]}`).join(' '),
  );
  const columns = [...alike.values()].flatMap(([cell = 0, ...others]) => [
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

/** The fewest numbers that any hidden cell of a chain may hold, counted up to `enough`; 0 if nothing agrees with all layers. */
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
