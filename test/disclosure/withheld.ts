import {
  type Found,
  fewest,
  isEmpty,
  readSystems,
  roundedReading,
  type System,
  solveSystem,
} from './attack.ts';
import type { Chance } from './chance.ts';

/**
 * What somebody learns from `withheld` who can ask the gate of every breakdown that might have been: the counts are among
 * those that it withholds. She tries possible cells, keeps those that are withheld, and solves for what they leave.
 */

/** Whether cells would have been withheld in a month, after what was published before. */
export type Ask = (
  asked: Pick<System, 'code' | 'breakdown'> & {
    readonly month: string;
    readonly values: readonly (number | '*')[];
  },
) => boolean;

export type Lesson = Pick<System, 'code' | 'breakdown'> & {
  readonly months: readonly string[];
  /** Cells with fewer possible numbers than before, where all that might have been was tried. */
  readonly narrowed: number;
  /** Cells with too few possible numbers among all that was found: `certain` where everything was tried. */
  readonly pinned: readonly Found[];
  readonly isCertain: boolean;
};

const valueAt = (step: number): number | '*' => (step === 0 ? '*' : 10 + 10 * step);
const endsAt = (step: number): readonly [number, number] => roundedReading(valueAt(step));
const stepOf = (people: number): number => Math.max(0, Math.floor((people - 5) / 10));

type Ranges = readonly Pick<Found, 'low' | 'high'>[];

/** All ways of showing a layer whose counts lie in these ranges; null where they are too many. */
const allSteps = (ranges: Ranges, total: number, most: number): number[][] | null => {
  const found: number[][] = [];
  const go = (steps: readonly number[], least: number, greatest: number): boolean => {
    const range = ranges[steps.length];
    if (range === undefined) {
      if (least <= total && greatest >= total) found.push([...steps]);
      return found.length <= most;
    }
    for (let step = stepOf(range.low); step <= stepOf(range.high); step += 1) {
      const [low, high] = endsAt(step);
      if (least + Math.max(low, range.low) > total) break;
      if (!go([...steps, step], least + Math.max(low, range.low), greatest + Math.min(high, range.high)))
        return false;
    }
    return true;
  };
  return go([], 0, 0) ? found : null;
};

/** A way of showing it that leaves little room, or much. */
const someSteps = (ranges: Ranges, total: number, chance: Chance): number[] => {
  const steps = ranges.map(({ low }) => stepOf(low));
  let room = total - ranges.reduce((sum, { low }) => sum + low, 0);
  const enough = chance.isLikely(0.8) ? chance.between(4, 12) : chance.below(total);
  for (let tries = 0; tries < 200 && room > enough; tries += 1) {
    const cell = chance.below(ranges.length);
    const range = ranges[cell] ?? { low: 0, high: 0 };
    const step = steps[cell] ?? 0;
    const cost = endsAt(step + 1)[0] - Math.max(range.low, endsAt(step)[0]);
    if (step < stepOf(range.high) && cost <= room) {
      steps[cell] = step + 1;
      room -= cost;
    }
  }
  return steps;
};

const withBounds = (system: System, month: string, steps: readonly number[]): System => ({
  ...system,
  points: system.points.map((point) =>
    point.month === month && point.bounds === 'withheld'
      ? {
          ...point,
          bounds: new Map(
            system.keys.filter((key) => !isEmpty(point, key)).map((key, at) => [key, endsAt(steps[at] ?? 0)]),
          ),
        }
      : point,
  ),
});

const manyTries = 60;
const manyWays = 150;
const allNumbers = 1_000_000;

const learn = (system: System, ask: Ask, chance: Chance): Lesson => {
  const { code, breakdown } = system;
  const months = system.points.filter(({ bounds }) => bounds === 'withheld').map(({ month }) => month);
  const before = solveSystem(system, allNumbers);
  /** By cell, in the order of `before`, which is that of every solution. */
  const numbers = before.map(() => new Set<number>());
  const isLeftWith = (found: Found, count: number): boolean =>
    (numbers[before.indexOf(found)]?.size ?? 0) >= count;
  const rangesOf = (found: readonly Found[], month: string): Ranges =>
    found.filter((one) => one.month === month && !one.isShown);
  const isDone = (share: (found: Found) => number): boolean =>
    before.every((found) => isLeftWith(found, share(found)));

  const [first = ''] = months;
  const total = system.points.find(({ month }) => month === first)?.total ?? 0;
  const ways = months.length === 1 ? allSteps(rangesOf(before, first), total, manyWays) : null;
  const take = (chosen: System): void => {
    for (const [at, found] of solveSystem(chosen, allNumbers).entries()) {
      for (let number = found.low; number <= found.high; number += 1) {
        numbers[at]?.add(number);
      }
    }
  };
  const isWithheld = (month: string, steps: readonly number[]): boolean =>
    ask({ code, breakdown, month, values: steps.map(valueAt) });

  if (ways !== null) {
    const wayOf = ({ low, high }: Found): number => high - low + 1;
    for (const steps of ways) {
      if (isDone(wayOf)) break;
      if (isWithheld(first, steps)) take(withBounds(system, first, steps));
    }
    const narrowed = before.filter((found) => !isLeftWith(found, wayOf(found))).length;
    const pinned = before.filter((found) => !isLeftWith(found, Math.min(fewest, found.byTotals)));
    return { code, breakdown, months, narrowed, pinned, isCertain: true };
  }
  for (let tries = 0; tries < manyTries && !isDone(() => fewest); tries += 1) {
    let chosen: System | null = system;
    let ranges = before;
    for (const month of months) {
      const layerTotal = system.points.find((point) => point.month === month)?.total ?? 0;
      const steps = someSteps(rangesOf(ranges, month), layerTotal, chance);
      if (!isWithheld(month, steps)) {
        chosen = null;
        break;
      }
      chosen = withBounds(chosen, month, steps);
      ranges = solveSystem(chosen, allNumbers);
      if (ranges.length === 0) {
        chosen = null;
        break;
      }
    }
    if (chosen !== null) take(chosen);
  }
  const pinned = before.filter((found) => !isLeftWith(found, Math.min(fewest, found.byTotals)));
  return { code, breakdown, months, narrowed: 0, pinned, isCertain: false };
};

/** What is learned of every breakdown that was withheld at least once. */
export const learnFromWithheld = (texts: readonly string[], ask: Ask, chance: Chance): Lesson[] =>
  readSystems(texts, roundedReading, false)
    .filter(({ points }) => points.some(({ bounds }) => bounds === 'withheld'))
    .map((system) => learn(system, ask, chance));
