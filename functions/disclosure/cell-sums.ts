import { peopleBehind } from './disclosure.ts';

/** Counts as they might be: what cells may be shown as, and choices of them that come to a total. */

export type Bounds = { readonly least: number; readonly most: number };

/** What a cell might be shown as, between two numbers. */
export const boundsBetween = (from: number, to: number): Bounds[] => {
  const bounds: Bounds[] = [];
  for (let next = peopleBehind('*'); next.least <= to; ) {
    if (next.most >= from) {
      bounds.push(next);
    }
    next = { least: next.most + 1, most: next.most + 10 };
  }
  return bounds;
};

/** Shown values follow one another in such steps, but for those that are hidden or cut off at a floor. */
const step = 10;

/** Numbers that follow one another in such steps, from the first to the last. */
type Run = { readonly from: number; readonly to: number };

/** The same numbers in as few runs as there can be: of many thousand people there are many thousand numbers, and few runs. */
const joinRuns = (runs: readonly Run[]): Run[] => {
  const joined: Run[] = [];
  for (const run of runs.toSorted((a, b) => (a.from % step) - (b.from % step) || a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && (run.from - last.from) % step === 0 && run.from <= last.to + step) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, run.to) };
    } else {
      joined.push(run);
    }
  }
  return joined;
};

/** @param numbers ascending */
const runsOf = (numbers: readonly number[]): Run[] => {
  const runs: Run[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last.to + step === number) {
      runs[runs.length - 1] = { from: last.from, to: number };
    } else {
      runs.push({ from: number, to: number });
    }
  }
  return runs;
};

const isAmong = (runs: readonly Run[], number: number): boolean =>
  runs.some(({ from, to }) => from <= number && number <= to && (number - from) % step === 0);

/** The place nearest to a preferred one where something holds; of two, the first. */
const findNearest = (
  places: number,
  preferred: number,
  holds: (place: number) => boolean,
): number | undefined => {
  for (let away = 0; away < places + preferred; away += 1) {
    const found = [preferred - away, preferred + away].find(
      (place) => place >= 0 && place < places && holds(place),
    );
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
};

/**
 * Chooses one of ascending numbers for each cell, so that they come to a sum; undefined where none do.
 * @param preferred the place of the number that each cell is to have where it can
 */
export const chooseSum = (
  choices: readonly (readonly number[])[],
  sum: number,
  preferred: number,
): number[] | undefined => {
  if (sum < 0) {
    return undefined;
  }
  /** By cell: the sums to which those before it may come. */
  const reached: Run[][] = [];
  let sums: Run[] = [{ from: 0, to: 0 }];
  for (const numbers of choices) {
    reached.push(sums);
    const runs = runsOf(numbers);
    sums = joinRuns(
      sums.flatMap((run) =>
        runs
          .map(({ from, to }) => ({ from: run.from + from, to: run.to + to }))
          .filter(({ from }) => from <= sum),
      ),
    );
  }
  if (!isAmong(sums, sum)) {
    return undefined;
  }
  const chosen: number[] = [];
  let left = sum;
  for (let cell = choices.length - 1; cell >= 0; cell -= 1) {
    const numbers = choices[cell] ?? [];
    const before = reached[cell] ?? [];
    const found = findNearest(numbers.length, preferred, (place) =>
      isAmong(before, left - (numbers[place] ?? Number.POSITIVE_INFINITY)),
    );
    if (found === undefined) {
      return undefined;
    }
    chosen[cell] = found;
    left -= numbers[found] ?? 0;
  }
  return chosen;
};

export const ascending = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
