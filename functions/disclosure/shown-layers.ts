import { startOfDayInIndia } from '../domain/calendar.ts';
import { districts } from '../domain/districts.ts';
import { type BreakdownName, breakdownKeys } from '../indicators/totals.ts';
import { type Cell, type Cells, peopleBehind } from './disclosure.ts';
import type { Layer } from './possible-counts.ts';
import type { PublishedNumbers } from './publication-history.ts';

/** Reads a breakdown's layers from the publications: step 1 of docs/disclosure.md. */

/** A layer with its sort key: `YYYY-MM`, or `YYYY-MM end` for one that follows the month's own. */
type PlacedLayer = { readonly position: string; readonly layer: Layer };

/** A key of a breakdown, and the instant from which somebody could be counted in it. */
type DatedKey = { readonly key: string; readonly from: string };

const datedDistricts: readonly DatedKey[] = districts
  .map(({ name, from }) => ({ key: name, from: startOfDayInIndia(from).toISOString() }))
  .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));

/** The keys in force at an instant, oldest first, so that a new key is appended and the others keep their index. */
const keysAt = (breakdown: BreakdownName, instant: string): readonly DatedKey[] =>
  breakdown === 'district'
    ? datedDistricts.filter(({ from }) => from < instant)
    : breakdownKeys[breakdown].map((key) => ({ key, from: '' }));

const readShown = (
  published: PublishedNumbers,
  code: string,
  breakdown: BreakdownName,
): { readonly total: number; readonly cells: Cells } | undefined => {
  const cells = published.shown[code]?.[breakdown];
  const total = published.values[code]?.toDate;
  return cells === undefined || typeof total !== 'number' ? undefined : { total, cells };
};

/** Undefined if the cells don't match the keys in force at the cutoff: then the cells may not add up to the total. */
const layerOf = (total: number, cells: readonly Cell[], keys: readonly DatedKey[]): Layer | undefined => {
  const values = new Map(cells.map(({ key, value }) => [key, value]));
  if (values.size !== keys.length || keys.some(({ key }) => !values.has(key))) {
    return undefined;
  }
  const behind = keys.map(({ key }) => peopleBehind(values.get(key) ?? '*'));
  return { total, least: behind.map(({ least }) => least), most: behind.map(({ most }) => most) };
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
    : layerOf(shown.total, shown.cells, keysAt(breakdown, published.cutoff));
};

/** Appends cells of 0 people to a layer from before their keys existed. */
const widen = (layer: Layer, width: number): Layer => {
  if (layer.least.length === width) {
    return layer;
  }
  const nobody = Array.from({ length: width - layer.least.length }, () => 0);
  return { ...layer, least: [...layer.least, ...nobody], most: [...layer.most, ...nobody] };
};

const insert = (layers: readonly PlacedLayer[], placed: PlacedLayer): PlacedLayer[] =>
  [...layers, placed].sort((a, b) => (a.position < b.position ? -1 : 1));

/**
 * All published layers of a breakdown, in the order of months, each with as many cells as the newest. Withheld breakdowns are left out,
 * since they reveal nothing.
 */
export const readLayers = (
  publications: readonly PublishedNumbers[],
  code: string,
  breakdown: BreakdownName,
): Layer[] => {
  let layers: readonly PlacedLayer[] = [];
  let keys: readonly DatedKey[] = [];
  for (const [index, published] of publications.entries()) {
    const keysNow = keysAt(breakdown, published.cutoff);
    if (keysNow.length > keys.length) {
      const added = index === 0 ? [] : keysNow.slice(keys.length);
      keys = keysNow;
      layers = layers.map(({ position, layer }) => ({ position, layer: widen(layer, keysNow.length) }));
      for (const from of new Set(added.map((key) => key.from))) {
        const boundary = boundaryLayer(layers, publications.slice(0, index), { code, keys, from });
        layers = boundary === undefined ? layers : insert(layers, boundary);
      }
    }
    const layer = layerIn(published, code, breakdown);
    if (layer !== undefined) {
      layers = insert(layers, { position: published.month, layer: widen(layer, keys.length) });
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
