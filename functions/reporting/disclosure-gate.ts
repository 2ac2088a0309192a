import { createHash } from 'node:crypto';
import { type Cell, type Cells, type Gate, peopleBehind } from './disclosure.ts';
import type { Indicator } from './indicators.ts';
import { fewestPossible, isPossible, type Layer } from './possible-counts.ts';
import type { Published } from './said.ts';
import { type BreakdownName, breakdownKeys } from './totals.ts';

/**
 * The gate of design section 6. It looks at one breakdown of one indicator, in all months in which it was ever due, as somebody
 * would who keeps every file, knows these rules, and solves for each cell. Why it decides as it does, and which numbers play
 * no part: docs/decisions/disclosure-gate.md.
 *
 * What is shown is judged exactly: where any cell would be left with too few numbers, the new cells are withheld. But that they
 * were withheld tells something too: the counts are among those that are withheld. So before it looks at the new cells, the
 * gate sets its threshold, from published numbers alone: so high that among the counts that are withheld are some that leave
 * every cell enough numbers (a companion). Where it finds none, it withholds without looking, which tells nothing.
 */

/** No cell is left with fewer possible numbers. */
const fewestAllowed = 5;
/** What leaves so many numbers is shown, where the gate looks at all. */
const highestThreshold = 12;
/** How far, and how often, a companion is looked for. */
const mostSpare = 15;
const mostTurns = 24;
/** After so many that were withheld after a look, a breakdown is never looked at again: to weigh them all would take too long. */
const mostConcealed = 10;

/** Stocks that count some of the people of another one, in the same cells. */
const partOf: Readonly<Record<string, string>> = { leaders_active: 'members_active' };

/** A layer, and where in its chain it stands: layers are in the order of months. */
type Placed = { readonly place: string; readonly layer: Layer };
/** Cells that were withheld after a look: nobody knows more than that these left fewer numbers than the threshold. */
type Concealed = {
  readonly place: string;
  readonly total: number;
  readonly known: Known;
  readonly threshold: number;
};
/** What was published of a breakdown. What was withheld without a look tells nothing, and is not in it. */
type Known = { readonly shown: readonly Placed[]; readonly concealed: readonly Concealed[] };

const nothingKnown: Known = { shown: [], concealed: [] };

const layerOf = (total: number, cells: readonly Cell[]): Layer => {
  const behind = cells.map(({ value }) => peopleBehind(value));
  return { total, least: behind.map(({ least }) => least), most: behind.map(({ most }) => most) };
};

const insert = (shown: readonly Placed[], placed: Placed): readonly Placed[] =>
  [...shown, placed].sort((a, b) => (a.place < b.place ? -1 : 1));

/** The fewest numbers that any cell may hold. Where somebody must have left her cell, another chain begins. */
const fewestIn = (shown: readonly Placed[], enough: number): number => {
  const layers = shown.map(({ layer }) => layer);
  const fewest = fewestPossible(layers, enough);
  if (fewest > 0) {
    return fewest;
  }
  const chains: Layer[][] = [];
  for (const layer of layers) {
    const chain = chains.at(-1);
    if (chain !== undefined && isPossible([...chain, layer])) {
      chain.push(layer);
    } else {
      chains.push([layer]);
    }
  }
  return Math.min(enough, ...chains.map((chain) => fewestPossible(chain, enough)));
};

/** A memo holds so many results; then it begins anew. */
const mostRemembered = 20_000;

const digests = new WeakMap<Known, string>();

/**
 * What stands for all that is known. What was known before something was withheld stands in it as a digest: written out, it would
 * double with each breakdown that was withheld, and ten years would not fit into memory.
 */
const digestOf = (known: Known): string => {
  const made = digests.get(known);
  if (made !== undefined) {
    return made;
  }
  const { shown, concealed } = known;
  const parts = concealed.map((one) => [one.place, one.total, one.threshold, digestOf(one.known)]);
  const digest = createHash('sha256')
    .update(JSON.stringify([shown, parts]))
    .digest('base64url');
  digests.set(known, digest);
  return digest;
};

/**
 * A pure function that remembers what it gave: what was concealed is weighed again with every candidate and every month, from the
 * same numbers.
 */
const remember = <Arguments extends readonly (string | number)[], Result>(
  compute: (known: Known, ...given: Arguments) => Result,
): ((known: Known, ...given: Arguments) => Result) => {
  const results = new Map<string, { readonly result: Result }>();
  return (known, ...given) => {
    const key = [digestOf(known), ...given].join(' ');
    const remembered = results.get(key);
    if (remembered !== undefined) {
      return remembered.result;
    }
    const result = compute(known, ...given);
    if (results.size >= mostRemembered) {
      results.clear();
    }
    results.set(key, { result });
    return result;
  };
};

/**
 * How many numbers at least are left to every cell, also to somebody who considers what was withheld; 0 where that can't be told.
 * Counted up to the highest threshold.
 */
const weigh = remember(({ shown, concealed }: Known, width: number): number => {
  let assumed = shown;
  for (const { place, total, known, threshold } of concealed) {
    const companion = findLayer(assumed, place, total, width, (layer) => {
      const placed = { place, layer };
      return (
        fewestIn(insert(assumed, placed), fewestAllowed) === fewestAllowed &&
        isWithheld(layer, weigh({ ...known, shown: insert(known.shown, placed) }, width), threshold)
      );
    });
    if (companion === undefined) {
      return 0;
    }
    assumed = insert(assumed, { place, layer: companion });
  }
  return fewestIn(assumed, highestThreshold);
});

/** Fewer numbers than this are withheld; undefined where all is to be withheld. It knows the new total, and not the new cells. */
const setThreshold = remember(
  (known: Known, place: string, total: number, width: number): number | undefined => {
    if (known.concealed.length >= mostConcealed) {
      return undefined;
    }
    const isFirst = known.shown.length === 0 && known.concealed.length === 0;
    if (isFirst && !canBeNarrow(total, width)) {
      return fewestAllowed;
    }
    let left = 0;
    const companion = findLayer(known.shown, place, total, width, (layer) => {
      left = weigh({ ...known, shown: insert(known.shown, { place, layer }) }, width);
      return left >= fewestAllowed && left < highestThreshold;
    });
    return companion === undefined ? undefined : left + 1;
  },
);

/** One in so many layers that leave enough numbers, and fewer than the threshold, is withheld with those that leave too few. */
const decoysOneIn = 4;

/** Whether a layer is a decoy, by a number made of its cells (Fowler, Noll, Vo: FNV-1a). */
const isDecoy = ({ least }: Layer): boolean => {
  let mixed = 0x811c9dc5;
  for (const number of least) {
    mixed = Math.imul(mixed ^ number, 0x01000193);
    mixed ^= mixed >>> 13;
  }
  return (mixed >>> 0) % decoysOneIn === 0;
};

const isWithheld = (layer: Layer, left: number, threshold: number): boolean =>
  left < fewestAllowed || (left < threshold && isDecoy(layer));

type Judgement =
  | { readonly outcome: 'allowed'; readonly layer: Layer }
  | { readonly outcome: 'withheld'; readonly threshold: number | undefined };

const judge = (known: Known, place: string, layer: Layer): Judgement => {
  const width = layer.least.length;
  const threshold = setThreshold(known, place, layer.total, width);
  return threshold === undefined ||
    isWithheld(layer, weigh({ ...known, shown: insert(known.shown, { place, layer }) }, width), threshold)
    ? { outcome: 'withheld', threshold }
    : { outcome: 'allowed', layer };
};

// Counts as they might be

type Bounds = { readonly least: number; readonly most: number };

/** What a cell might be shown as, between two numbers. */
const boundsBetween = (from: number, to: number): Bounds[] => {
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
const chooseSum = (
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

const ascending = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

/** Whether a first layer with this total might leave any cell too few numbers. */
const canBeNarrow = (total: number, width: number): boolean => {
  const bounds = boundsBetween(0, total);
  const leasts = Array.from({ length: width }, () => bounds.map(({ least }) => least));
  const mosts = Array.from({ length: width }, () => bounds.map(({ most }) => most));
  return ascending(fewestAllowed - 1).some(
    (spare) =>
      chooseSum(leasts, total - spare, 0) !== undefined || chooseSum(mosts, total + spare, 0) !== undefined,
  );
};

/**
 * The first layer that is as wanted, among some of those that leave few numbers: whose least numbers nearly come to the total.
 * It depends on what is given alone, so that everybody finds the same.
 */
const findLayer = (
  shown: readonly Placed[],
  place: string,
  total: number,
  width: number,
  isWanted: (layer: Layer) => boolean,
): Layer | undefined => {
  const before = shown.findLast((other) => other.place < place && other.layer.total <= total)?.layer;
  const after = shown.find((other) => other.place > place && other.layer.total >= total)?.layer;
  const floors = ascending(width).map((cell) => before?.least[cell] ?? 0);
  const options = floors.map((floor, cell) =>
    boundsBetween(
      floor,
      Math.min(
        total,
        after?.most[cell] ?? total,
        before === undefined ? total : (before.most[cell] ?? 0) + total - before.total,
      ),
    ),
  );
  const leasts = options.map((bounds, cell) => bounds.map(({ least }) => Math.max(least, floors[cell] ?? 0)));
  for (let spare = fewestAllowed - 1; spare < mostSpare; spare += 1) {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      // Each turn begins with another cell, and prefers other numbers.
      const order = ascending(width).map((cell) => (cell + turn * 7) % width);
      const chosen = chooseSum(
        order.map((cell) => leasts[cell] ?? []),
        total - spare,
        turn % 3,
      );
      if (chosen === undefined) {
        break;
      }
      const bounds: Bounds[] = [];
      for (const [at, cell] of order.entries()) {
        bounds[cell] = options[cell]?.[chosen[at] ?? 0] ?? peopleBehind('*');
      }
      const layer = { total, least: bounds.map(({ least }) => least), most: bounds.map(({ most }) => most) };
      if (isDecoy(layer) && isWanted(layer)) {
        return layer;
      }
    }
  }
  return undefined;
};

// Reading what was published

type Shown = { readonly total: number; readonly cells: Cells };

const readShown = (published: Published, code: string, breakdown: BreakdownName): Shown | undefined => {
  const cells = published.shown[code]?.[breakdown];
  const total = published.values[code]?.toDate;
  return cells === undefined || typeof total !== 'number' ? undefined : { total, cells };
};

/** What is known of a count of different people, who stay in their cells. */
const readKnown = (history: readonly Published[], code: string, breakdown: BreakdownName): Known => {
  let known = nothingKnown;
  for (const published of history) {
    const shown = readShown(published, code, breakdown);
    if (shown === undefined) {
      continue;
    }
    const { month: place } = published;
    const { total, cells } = shown;
    if (cells === 'withheld') {
      const threshold = setThreshold(known, place, total, breakdownKeys[breakdown].length);
      if (threshold !== undefined) {
        known = { ...known, concealed: [...known.concealed, { place, total, known, threshold }] };
      }
    } else {
      known = { ...known, shown: insert(known.shown, { place, layer: layerOf(total, cells) }) };
    }
  }
  return known;
};

/** The gate of a catalogue. */
export const createGate = (catalogue: readonly Indicator[]): Gate<Published> => {
  const ways = new Map(catalogue.map(({ code, counting }) => [code, counting.way]));

  const judgeShown = (
    history: readonly Published[],
    publication: Published,
    code: string,
    breakdown: BreakdownName,
  ): Judgement => {
    const shown = readShown(publication, code, breakdown);
    const withheld = { outcome: 'withheld', threshold: undefined } as const;
    if (shown === undefined || shown.cells === 'withheld') {
      return withheld;
    }
    const layer = layerOf(shown.total, shown.cells);
    switch (ways.get(code)) {
      case 'distinct':
        return judge(readKnown(history, code, breakdown), publication.month, layer);
      case 'stock': {
        const whole = partOf[code];
        if (whole === undefined || publication.shown[whole] === undefined) {
          return judge(nothingKnown, 'part', layer);
        }
        const ofWhole = judgeShown(history, publication, whole, breakdown);
        return ofWhole.outcome === 'withheld'
          ? withheld
          : judge({ shown: [{ place: 'whole', layer: ofWhole.layer }], concealed: [] }, 'part', layer);
      }
      default:
        return withheld;
    }
  };

  return ({ history, publication, code, breakdown }) =>
    judgeShown(history, publication, code, breakdown).outcome;
};
