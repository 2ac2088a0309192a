import { startOfDayInIndia } from '../domain/calendar.ts';
import { districts } from '../domain/districts.ts';
import { type BreakdownName, breakdownKeys } from '../indicators/breakdowns.ts';
import { type Cell, type Cells, peopleBehind } from './breakdown-cells.ts';
import type { Layer } from './possible-counts.ts';
import type { PublishedNumbers } from './publication-history.ts';

/** Reads a breakdown's layers from the publications: step 1 of docs/disclosure.md. */

/** A layer with its sort key: `YYYY-MM`, or `YYYY-MM end` for one that follows the month's own. */
type PlacedLayer = { readonly position: string; readonly layer: Layer };

/** A key of a breakdown, and the instant from which somebody could be counted in it. */
type DatedKey = { readonly key: string; readonly from: string };

/** All keys, oldest first, so that a new key is appended and the others keep their index. */
const datedKeys: Readonly<Record<BreakdownName, readonly DatedKey[]>> = {
  district: districts
    .map(({ name, from }) => ({ key: name, from: startOfDayInIndia(from).toISOString() }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
  ageBand: breakdownKeys.ageBand.map((key) => ({ key, from: '' })),
};

const indexesOf = (breakdown: BreakdownName): ReadonlyMap<string, number> =>
  new Map(datedKeys[breakdown].map(({ key }, index) => [key, index]));
const keyIndexes = { district: indexesOf('district'), ageBand: indexesOf('ageBand') };

/** How many keys, from the oldest on, are in force at an instant. */
const widthAt = (breakdown: BreakdownName, instant: string): number =>
  datedKeys[breakdown].findLastIndex(({ from }) => from < instant) + 1;

const readShown = (
  published: PublishedNumbers,
  code: string,
  breakdown: BreakdownName,
): { readonly total: number; readonly cells: Cells } | undefined => {
  const cells = published.shown[code]?.[breakdown];
  const total = published.values[code]?.toDate;
  return cells === undefined || typeof total !== 'number' ? undefined : { total, cells };
};

/** Undefined if the cells don't match the first `width` keys: then the cells may not add up to the total. */
const layerOf = (
  total: number,
  cells: readonly Cell[],
  breakdown: BreakdownName,
  width: number,
): Layer | undefined => {
  const least = new Array<number>(width).fill(-1);
  const most = new Array<number>(width).fill(-1);
  for (const { key, value } of cells) {
    const index = keyIndexes[breakdown].get(key) ?? width;
    if (index >= width) {
      return undefined;
    }
    const behind = peopleBehind(value);
    least[index] = behind.least;
    most[index] = behind.most;
  }
  return least.includes(-1) ? undefined : { total, least, most };
};

/** The layer of a publication; undefined if it showed no new cells, or cells that don't match the keys. */
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
  if (layer.least.length === width) {
    return layer;
  }
  const nobody = Array.from({ length: width - layer.least.length }, () => 0);
  return { ...layer, least: [...layer.least, ...nobody], most: [...layer.most, ...nobody] };
};

const insert = (layers: PlacedLayer[], placed: PlacedLayer): void => {
  layers.splice(layers.findLastIndex(({ position }) => position <= placed.position) + 1, 0, placed);
};

/**
 * All published layers of a breakdown, in the order of months, each with as many cells as the newest. Withheld breakdowns are left out,
 * since they reveal nothing.
 */
export const readLayers = (
  publications: readonly PublishedNumbers[],
  code: string,
  breakdown: BreakdownName,
): Layer[] => {
  let layers: PlacedLayer[] = [];
  let width = 0;
  for (const [index, published] of publications.entries()) {
    const before = width;
    width = Math.max(width, widthAt(breakdown, published.cutoff));
    if (width > before) {
      layers = layers.map(({ position, layer }) => ({ position, layer: widen(layer, width) }));
      const keys = datedKeys[breakdown].slice(0, width);
      const added = index === 0 ? [] : keys.slice(before);
      for (const from of new Set(added.map((key) => key.from))) {
        const boundary = boundaryLayer(layers, publications.slice(0, index), { code, keys, from });
        if (boundary !== undefined) {
          insert(layers, boundary);
        }
      }
    }
    const layer = layerIn(published, code, breakdown);
    if (layer !== undefined) {
      insert(layers, { position: published.month, layer: widen(layer, width) });
    }
  }
  return layers.map(({ layer }) => layer);
};

/**
 * A layer for the instant at which new keys (districts) came into force. Their cells held nobody then, and a total of about that time is
 * published, so readers know that only later people can be in the new cells. Undefined if no total was published before.
 *
 * @param history the publications before the first with the new keys
 */
const boundaryLayer = (
  layers: readonly PlacedLayer[],
  history: readonly PublishedNumbers[],
  { code, keys, from }: { readonly code: string; readonly keys: readonly DatedKey[]; readonly from: string },
): PlacedLayer | undefined => {
  const totals = history.flatMap(({ month, cutoff, values }) => {
    const total = values[code]?.toDate;
    return cutoff <= from && typeof total === 'number' && total > 0 ? [{ month, total }] : [];
  });
  const last = totals.toSorted((a, b) => a.total - b.total).at(-1);
  if (last === undefined) {
    return undefined;
  }
  const { total } = last;
  // Sorts after the layer of the same month.
  const position = `${last.month} end`;
  const before = layers.findLast((other) => other.position < position && other.layer.total <= total)?.layer;
  const maxInCell = (cell: number): number =>
    before === undefined ? total : Math.min(total, (before.most[cell] ?? 0) + total - before.total);
  return {
    position,
    layer: {
      total,
      least: keys.map((key, cell) => (key.from < from ? (before?.least[cell] ?? 0) : 0)),
      most: keys.map((key, cell) => (key.from < from ? maxInCell(cell) : 0)),
      isOnlyTotal: true,
    },
  };
};
