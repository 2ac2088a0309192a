import { startOfDayInIndia } from '../../shared/calendar/calendar.ts';
import { districts } from '../../shared/reach/districts.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import { type BreakdownName, breakdownKeys } from '../indicators/breakdowns.ts';
import { type Cell, type Cells, peopleBehind } from './breakdown-cells.ts';
import type { Layer } from './possible-counts.ts';
import type { PublishedNumbers } from './publication-history.ts';

/** Reads the layers of a breakdown (its published cells and total, publication by publication): step 1 of docs/disclosure.md. */

/** A layer with its sort key: `2026-10` for the layer that October published, `2026-10 end` for a layer that comes right after it (`boundaryLayer`). */
type SortedLayer = { readonly sortKey: string; readonly layer: Layer };

/** A key of a breakdown, such as a district, and the instant from which people can be counted in it (RFC 3339 UTC; `''`: always). */
type DatedKey = { readonly key: string; readonly from: string };

/** All keys, the oldest first. A new key comes last, so that the others keep their index. */
const datedKeys: Readonly<Record<BreakdownName, readonly DatedKey[]>> = {
  district: districts
    .map(({ name, from }) => ({ key: name, from: startOfDayInIndia(from).toISOString() }))
    .sort((a, b) => compareTexts(a.from, b.from)),
  ageBand: breakdownKeys.ageBand.map((key) => ({ key, from: '' })),
};

const indexesOf = (breakdown: BreakdownName): ReadonlyMap<string, number> =>
  new Map(datedKeys[breakdown].map(({ key }, index) => [key, index]));
const keyIndexes = { district: indexesOf('district'), ageBand: indexesOf('ageBand') };

/** How many of the keys existed before an instant: these are the first ones of `datedKeys`. A key that begins at that very instant has nobody yet. */
const widthAt = (breakdown: BreakdownName, instant: string): number =>
  datedKeys[breakdown].findLastIndex(({ from }) => from < instant) + 1;

/** The total and the cells of a breakdown as a publication shows them; `cells` is `withheld` if it withholds them. Undefined if it lacks either. */
const readShown = (
  published: PublishedNumbers,
  code: string,
  breakdown: BreakdownName,
): { readonly total: number; readonly cells: Cells } | undefined => {
  const cells = published.shown[code]?.[breakdown];
  const total = published.values[code]?.toDate;
  return cells === undefined || typeof total !== 'number' ? undefined : { total, cells };
};

/**
 * The layer of published cells. Undefined if they are not exactly those of the first `width` keys: then they may not add up to the total, and
 * nothing can be concluded from them.
 */
const layerOf = (
  total: number,
  cells: readonly Cell[],
  breakdown: BreakdownName,
  width: number,
): Layer | undefined => {
  const notPublished = -1;
  const minPeople = new Array<number>(width).fill(notPublished);
  const maxPeople = new Array<number>(width).fill(notPublished);
  for (const { key, value } of cells) {
    // An unknown key is treated like a key that is not in force yet.
    const notInForce = width;
    const index = keyIndexes[breakdown].get(key) ?? notInForce;
    if (index >= width) {
      return undefined;
    }
    const range = peopleBehind(value);
    minPeople[index] = range.minPeople;
    maxPeople[index] = range.maxPeople;
  }
  return minPeople.includes(notPublished) ? undefined : { total, minPeople, maxPeople };
};

/**
 * The layer that a publication adds. Undefined if it shows no new cells, or if they are not those of the keys then in force. (Cells that repeat an
 * earlier month's are not in `shown`.)
 */
export const layerIn = (
  published: PublishedNumbers,
  code: string,
  breakdown: BreakdownName,
): Layer | undefined => {
  const shown = readShown(published, code, breakdown);
  return shown === undefined || shown.cells === 'withheld'
    ? undefined
    : layerOf(shown.total, shown.cells, breakdown, widthAt(breakdown, published.cutoff));
};

/** Appends cells of 0 people to a layer from before their keys existed. */
const widen = (layer: Layer, width: number): Layer => {
  if (layer.minPeople.length === width) {
    return layer;
  }
  const nobody = Array.from({ length: width - layer.minPeople.length }, () => 0);
  return { ...layer, minPeople: [...layer.minPeople, ...nobody], maxPeople: [...layer.maxPeople, ...nobody] };
};

/** Inserts a layer after those with the same or a smaller sort key. */
const insert = (layers: SortedLayer[], added: SortedLayer): void => {
  const previousIndex = layers.findLastIndex(({ sortKey }) => sortKey <= added.sortKey);
  layers.splice(previousIndex + 1, 0, added);
};

/**
 * All published layers of a breakdown, in the order of months, each with as many cells as the newest. Withheld breakdowns are left out,
 * since they reveal nothing.
 * @param publications in the order of their ordinals, which is the order of publishing
 */
export const readLayers = (
  publications: readonly PublishedNumbers[],
  code: string,
  breakdown: BreakdownName,
): Layer[] => {
  let layers: SortedLayer[] = [];
  let width = 0;
  for (const [index, published] of publications.entries()) {
    const oldWidth = width;
    // A month's first version may be published after a correction with a later cutoff. Its own cutoff then allows fewer keys.
    width = Math.max(width, widthAt(breakdown, published.cutoff));
    if (width > oldWidth) {
      layers = layers.map(({ sortKey, layer }) => ({ sortKey, layer: widen(layer, width) }));
      const keys = datedKeys[breakdown].slice(0, width);
      // `boundaryLayer` needs a total that was published before the new keys. At the first publication there is none.
      const newKeys = index === 0 ? [] : keys.slice(oldWidth);
      for (const instant of new Set(newKeys.map(({ from }) => from))) {
        const boundary = boundaryLayer(layers, publications.slice(0, index), { code, keys, instant });
        if (boundary !== undefined) {
          insert(layers, boundary);
        }
      }
    }
    const layer = layerIn(published, code, breakdown);
    if (layer !== undefined) {
      insert(layers, { sortKey: published.month, layer: widen(layer, width) });
    }
  }
  return layers.map(({ layer }) => layer);
};

/**
 * A layer for the instant at which new keys (districts) came into force. Nobody was in the new cells then. Readers know the largest total
 * published before that instant, and so they know that only the people beyond it can be in the new cells. Undefined if no total was
 * published before.
 * @param history the publications before the first one with the new keys
 */
const boundaryLayer = (
  layers: readonly SortedLayer[],
  history: readonly PublishedNumbers[],
  {
    code,
    keys,
    instant,
  }: { readonly code: string; readonly keys: readonly DatedKey[]; readonly instant: string },
): SortedLayer | undefined => {
  // A total of 0 tells nothing.
  const totals = history.flatMap(({ month, cutoff, values }) => {
    const total = values[code]?.toDate;
    return cutoff <= instant && typeof total === 'number' && total > 0 ? [{ month, total }] : [];
  });
  // The largest total tells readers most, since it leaves the fewest people for the new cells. Of equal totals the last one counts.
  const largest = totals.toSorted((a, b) => a.total - b.total).at(-1);
  if (largest === undefined) {
    return undefined;
  }
  const { total } = largest;
  // Sorts after the layer of the same month.
  const sortKey = `${largest.month} end`;
  // The last layer before this one in the chain. In a chain no total falls, so a layer with a larger total can't come before it.
  const layerBefore = layers.findLast(
    (other) => other.sortKey < sortKey && other.layer.total <= total,
  )?.layer;
  /** The most people that a cell may have: everybody who came since the layer before may be in this one cell. */
  const maxInCell = (cell: number): number => {
    if (layerBefore === undefined) {
      return total;
    }
    const cameSince = total - layerBefore.total;
    return Math.min(total, (layerBefore.maxPeople[cell] ?? 0) + cameSince);
  };
  return {
    sortKey,
    layer: {
      total,
      minPeople: keys.map((key, cell) => (key.from < instant ? (layerBefore?.minPeople[cell] ?? 0) : 0)),
      maxPeople: keys.map((key, cell) => (key.from < instant ? maxInCell(cell) : 0)),
      isOnlyTotal: true,
    },
  };
};
