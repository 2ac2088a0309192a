import { createHash } from 'node:crypto';
import type { Indicator } from '../indicators/indicator.ts';
import type { Gate } from './disclosure.ts';
import { fewestPossible, isPossible, type Layer } from './possible-counts.ts';
import type { Published } from './publication-history.ts';
import { layerIn, readLayers } from './shown-layers.ts';

/**
 * The gate: whether a breakdown that is due is shown or withheld. docs/disclosure.md tells the method in the order of this file,
 * with an example to follow with a pencil.
 *
 * 1. Read the layers that were shown of this breakdown, and the new one (shown-layers.ts).
 * 2. Withhold the new one if with it any hidden cell of any layer had fewer than five possible numbers (possible-counts.ts).
 * 3. Withhold some others by lot, so that `withheld` excludes nothing.
 */

/** A hidden cell keeps at least so many possible numbers. */
const minPossible = 5;

/** Stocks that count some of the people of another one, in the same cells. */
const partOf: Readonly<Record<string, string>> = { leaders_active: 'members_active' };

// 2. Possible numbers

/**
 * Whether every hidden cell keeps enough possible numbers. Counts of different people never fall; where one must have fallen (a sheet
 * was reversed, a date corrected), the layers before it are judged by themselves.
 */
const leaveEnough = (layers: readonly Layer[]): boolean => {
  const fewest = fewestPossible(layers, minPossible);
  return fewest === 0
    ? splitWhereFallen(layers).every((chain) => fewestPossible(chain, minPossible) === minPossible)
    : fewest === minPossible;
};

const splitWhereFallen = (layers: readonly Layer[]): Layer[][] => {
  const chains: Layer[][] = [];
  for (const layer of layers) {
    const chain = chains.at(-1);
    if (chain !== undefined && isPossible([...chain, layer])) {
      chain.push(layer);
    } else {
      chains.push([layer]);
    }
  }
  return chains;
};

// 3. The lot

/** One in so many of the others is withheld by lot. */
const drawnOneIn = 400;

/** @param drawnFrom texts of which one is unknown to anyone who reads published files alone */
const isDrawn = (...drawnFrom: readonly string[]): boolean =>
  createHash('sha256').update(drawnFrom.join(' ')).digest().readUInt32BE() % drawnOneIn === 0;

/** The gate of a catalogue. It withholds what it cannot judge. */
export const createGate = (catalogue: readonly Indicator[]): Gate<Published> => {
  const ways = new Map(catalogue.map(({ code, counting }) => [code, counting.way]));

  const isShown: Gate<Published> = (proposal) => {
    const { history, publication, code, breakdown, secret } = proposal;
    const layer = layerIn(publication, code, breakdown);
    if (layer === undefined) {
      return false;
    }
    const judged = (): readonly Layer[] | undefined => {
      switch (ways.get(code)) {
        case 'distinct':
          return readLayers([...history, publication], code, breakdown);
        case 'stock': {
          // In a stock everything moves, so that months don't narrow each other; a part and its whole of one month do.
          const whole = partOf[code];
          const isWholeShown = whole !== undefined && isShown({ ...proposal, code: whole });
          const wholeLayer = isWholeShown ? layerIn(publication, whole, breakdown) : undefined;
          return wholeLayer === undefined ? [layer] : [layer, wholeLayer];
        }
        default:
          return undefined;
      }
    };
    const layers = judged();
    return (
      layers !== undefined && leaveEnough(layers) && !isDrawn(secret, publication.month, code, breakdown)
    );
  };
  return isShown;
};
