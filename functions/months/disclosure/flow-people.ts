import {
  type Flow,
  nextOf,
  none,
  ownerOfArc,
  roomDown,
  roomOnPath,
  roomUp,
  search,
  send,
  walk,
} from './flow-network.ts';

/**
 * How possible numbers of people are found (possible-counts.ts): people flow through a network (flow-network.ts). Each layer has a source, from which its newcomers enter the layer's cells. From a cell
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

/** The sum of `count` numbers from the index `start` on. */
const sumOf = (numbers: Int32Array, start: number, count: number): number => {
  let sum = 0;
  for (let index = start; index < start + count; index += 1) {
    sum += numbers[index] ?? 0;
  }
  return sum;
};

/**
 * Adds people to a flow of the fewest possible (`createFlow`), and moves them, until it matches the totals of all layers.
 * @returns false if no flow matches
 */
export const balance = (flow: Flow): boolean => {
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
export const move = (
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
