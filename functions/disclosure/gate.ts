import { createHash } from 'node:crypto';
import { startOfDayInIndia } from '../domain/calendar.ts';
import { districts } from '../domain/districts.ts';
import type { Indicator } from '../indicators/catalogue.ts';
import { type BreakdownName, breakdownKeys } from '../indicators/totals.ts';
import { ascending, type Bounds, boundsBetween, chooseSum } from './cell-sums.ts';
import { type Cell, type Cells, type Gate, peopleBehind } from './disclosure.ts';
import { fewestPossible, isPossible, type Layer } from './possible-counts.ts';
import type { Published } from './publication-history.ts';

/**
 * The gate of design section 6. It looks at one breakdown of one indicator, in all months in which it was ever due, as somebody
 * would who keeps every file, knows these rules, and solves for each cell. Why it decides as it does, and which numbers play
 * no part: docs/decisions/0014-disclosure-gate.md.
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
  /** What was known then, and of how many cells. */
  readonly known: Known;
  readonly width: number;
  readonly threshold: number;
};
/** What was published of a breakdown. What was withheld without a look tells nothing, and is not in it. */
type Known = { readonly shown: readonly Placed[]; readonly concealed: readonly Concealed[] };

const nothingKnown: Known = { shown: [], concealed: [] };

/** The same layer among more cells: those that did not exist yet held nobody. */
const widen = (layer: Layer, width: number): Layer => {
  const nobody = Array.from({ length: width - layer.least.length }, () => 0);
  return { ...layer, least: [...layer.least, ...nobody], most: [...layer.most, ...nobody] };
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
  const parts = concealed.map((one) => [one.place, one.total, one.width, one.threshold, digestOf(one.known)]);
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
  for (const { place, total, known, width: then, threshold } of concealed) {
    const companion = findLayer(
      assumed,
      place,
      total,
      then,
      (layer) =>
        fewestIn(insert(assumed, { place, layer: widen(layer, width) }), fewestAllowed) === fewestAllowed &&
        isWithheld(layer, weigh({ ...known, shown: insert(known.shown, { place, layer }) }, then), threshold),
    );
    if (companion === undefined) {
      return 0;
    }
    assumed = insert(assumed, { place, layer: widen(companion, width) });
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
  // Without a divisor in common with the number of cells, so that each of them comes first.
  const stride = width % 7 === 0 ? 5 : 7;
  for (let spare = fewestAllowed - 1; spare < mostSpare; spare += 1) {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      // Each turn begins with another cell, and prefers other numbers.
      const order = ascending(width).map((cell) => (cell + turn * stride) % width);
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

type Dated = { readonly key: string; readonly from: string };

const datedDistricts: readonly Dated[] = districts
  .map(({ name, from }) => ({ key: name, from: startOfDayInIndia(from).toISOString() }))
  .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));

/**
 * The keys that there were at an instant, with the instants from which somebody could be in them: the oldest first, so that those
 * which come later follow, and as they are listed among those of one day.
 */
const keysAt = (breakdown: BreakdownName, instant: string): readonly Dated[] =>
  breakdown === 'district'
    ? datedDistricts.filter(({ from }) => from < instant)
    : breakdownKeys[breakdown].map((key) => ({ key, from: '' }));

type Shown = { readonly total: number; readonly cells: Cells };

const readShown = (published: Published, code: string, breakdown: BreakdownName): Shown | undefined => {
  const cells = published.shown[code]?.[breakdown];
  const total = published.values[code]?.toDate;
  return cells === undefined || typeof total !== 'number' ? undefined : { total, cells };
};

/**
 * Undefined where the cells are not those that there were at the cutoff: somebody may then be in none of them, and what they leave
 * cannot be told.
 */
const layerOf = (total: number, cells: readonly Cell[], keys: readonly Dated[]): Layer | undefined => {
  const values = new Map(cells.map(({ key, value }) => [key, value]));
  const behind = keys.flatMap(({ key }) => {
    const value = values.get(key);
    return value === undefined ? [] : [peopleBehind(value)];
  });
  return behind.length === keys.length && values.size === keys.length
    ? { total, least: behind.map(({ least }) => least), most: behind.map(({ most }) => most) }
    : undefined;
};

/**
 * A new cell held nobody until an instant, and how many people there were by then was published too: what came since is all that can
 * be in it.
 * @param history what was published before there was the cell
 */
const boundaryOf = (
  shown: readonly Placed[],
  history: readonly Published[],
  code: string,
  keys: readonly Dated[],
  from: string,
): Placed | undefined => {
  const totals = history.flatMap(({ month, cutoff, values }) => {
    const total = values[code]?.toDate;
    return cutoff <= from && typeof total === 'number' ? [{ month, total }] : [];
  });
  const last = totals.reduce<(typeof totals)[number] | undefined>(
    (most, one) => (most === undefined || one.total >= most.total ? one : most),
    undefined,
  );
  if (last === undefined || last.total === 0) {
    return undefined;
  }
  // Behind what was shown of the same month.
  const place = `${last.month} end`;
  const { total } = last;
  const before = shown.findLast((other) => other.place < place && other.layer.total <= total)?.layer;
  const exists = keys.map((key) => key.from < from);
  return {
    place,
    layer: {
      total,
      least: exists.map((is, cell) => (is ? (before?.least[cell] ?? 0) : 0)),
      most: exists.map((is, cell) =>
        is
          ? Math.min(total, before === undefined ? total : (before.most[cell] ?? 0) + total - before.total)
          : 0,
      ),
      isOnlyTotal: true,
    },
  };
};

/** What is known of a count of different people, who stay in their cells, and how many cells there are by now. */
const readKnown = (
  history: readonly Published[],
  publication: Published,
  code: string,
  breakdown: BreakdownName,
): { readonly known: Known; readonly width: number } => {
  let known = nothingKnown;
  let keys: readonly Dated[] = [];
  for (const [at, published] of [...history, publication].entries()) {
    const keysNow = keysAt(breakdown, published.cutoff);
    if (keysNow.length > keys.length) {
      const added = at === 0 ? [] : keysNow.slice(keys.length);
      keys = keysNow;
      let shown = known.shown.map(({ place, layer }) => ({ place, layer: widen(layer, keysNow.length) }));
      for (const from of new Set(added.map((key) => key.from))) {
        const boundary = boundaryOf(shown, history.slice(0, at), code, keysNow, from);
        shown = boundary === undefined ? shown : [...insert(shown, boundary)];
      }
      known = { ...known, shown };
    }
    const shown = published === publication ? undefined : readShown(published, code, breakdown);
    if (shown === undefined) {
      continue;
    }
    const { month: place } = published;
    const { total, cells } = shown;
    const width = keys.length;
    if (cells === 'withheld') {
      const threshold = setThreshold(known, place, total, width);
      if (threshold !== undefined) {
        known = { ...known, concealed: [...known.concealed, { place, total, known, width, threshold }] };
      }
      continue;
    }
    const layer = layerOf(total, cells, keysNow);
    if (layer !== undefined) {
      known = { ...known, shown: insert(known.shown, { place, layer: widen(layer, width) }) };
    }
  }
  return { known, width: keys.length };
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
    const layer = layerOf(shown.total, shown.cells, keysAt(breakdown, publication.cutoff));
    if (layer === undefined) {
      return withheld;
    }
    switch (ways.get(code)) {
      case 'distinct': {
        const { known, width } = readKnown(history, publication, code, breakdown);
        return judge(known, publication.month, widen(layer, width));
      }
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
