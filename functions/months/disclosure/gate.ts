import { createHash } from 'node:crypto';
import type { BreakdownName } from '../indicators/breakdowns.ts';
import type { Indicator } from '../indicators/indicator.ts';
import { fewestPossible, isPossible, type Layer } from './possible-counts.ts';
import type { PublishedNumbers } from './publication-history.ts';
import { layerIn, readLayers } from './shown-layers.ts';

/**
 * The gate decides whether a due breakdown is shown or withheld. docs/disclosure.md explains the method in the order of this file, with
 * a worked example.
 *
 * 1. Read this breakdown's layers (its published cells and total, month by month), and the new one (shown-layers.ts).
 * 2. Withhold the new layer if all layers together leave any hidden cell fewer than five possible numbers (possible-counts.ts).
 * 3. Withhold some other breakdowns by lot. Readers can't tell a lot from a refusal, so `withheld` rules out no number for them.
 */

/** The version of the disclosure rules, published in each snapshot. Change it with every change of a rule. */
export const disclosurePolicy = 'leadership-next/disclosure/4';

/** A due breakdown, for the gate to judge. */
export type Proposal = {
  /** All earlier publications, in the order of ordinals. */
  readonly history: readonly PublishedNumbers[];
  /** The publication that the breakdown belongs to, with its exact totals and all new breakdowns. */
  readonly publication: PublishedNumbers;
  readonly code: string;
  readonly breakdown: BreakdownName;
  /** The seed of the lot. It never changes within a programme and is in no published file. */
  readonly secret: string;
};

/** Returns true if the breakdown may be shown, false if it must be withheld. */
export type Gate = (proposal: Proposal) => boolean;

/** The smallest allowed range of possible numbers of people for a hidden cell. */
const minPossible = 5;

/** Stocks whose people are all counted in another stock too, in the same cells: the part's code and the whole's. */
const wholeOf: Readonly<Record<string, string>> = { leaders_active: 'members_active' };

// 2. Possible numbers

/**
 * Whether every hidden cell keeps `minPossible` possible numbers. A count of distinct people normally never falls. If the layers prove
 * that one did, and the total fell too (a sheet was reversed), the chain is split there and its parts are judged separately. If the total
 * did not fall, the breakdown is withheld: perhaps only one person fell out of her cell (two records were joined), and a reader who knows how many
 * did would learn nearly everything.
 */
const leavesEnough = (layers: readonly Layer[]): boolean => {
  // `fewestPossible` counts no further than `minPossible`.
  const fewest = fewestPossible(layers, minPossible);
  if (fewest > 0) return fewest === minPossible;
  // 0: no counts match all layers, so some count fell.
  const chains = splitWhereFallen(layers);
  return chains?.every((chain) => fewestPossible(chain, minPossible) === minPossible) ?? false;
};

/**
 * Splits layers into the longest chains that some counts match; a new chain begins with each layer that no chain can continue with. Undefined
 * if the total of such a layer is no smaller than those before.
 */
const splitWhereFallen = (layers: readonly Layer[]): Layer[][] | undefined => {
  const chains: Layer[][] = [];
  for (const layer of layers) {
    const chain = chains.at(-1);
    if (chain !== undefined && isPossible([...chain, layer])) {
      chain.push(layer);
    } else if (chain === undefined || chain.some(({ total }) => total > layer.total)) {
      chains.push([layer]);
    } else {
      return undefined;
    }
  }
  return chains;
};

// 3. The lot

/** One of this many breakdowns that pass step 2 is withheld by lot. */
const drawnOneIn = 400;

/** Draws a lot: true for one seed in `drawnOneIn`. @param seed one of its texts must be secret, so that readers can't repeat the draw */
const isDrawn = (...seed: readonly string[]): boolean => {
  const randomNumber = createHash('sha256').update(seed.join(' ')).digest().readUInt32BE();
  return randomNumber % drawnOneIn === 0;
};

/**
 * Makes the disclosure gate of a catalogue, which decides whether a breakdown is shown. It withholds any that it cannot
 * judge.
 */
export const createGate = (catalogue: readonly Indicator[]): Gate => {
  const ways = new Map(catalogue.map(({ code, counting }) => [code, counting.way]));

  const isShown: Gate = (proposal) => {
    const { history, publication, code, breakdown, secret } = proposal;
    const layer = layerIn(publication, code, breakdown);
    if (layer === undefined) {
      return false;
    }
    /** The layers that together must leave enough; undefined for an indicator that has no breakdowns. */
    const layersToJudge = (): readonly Layer[] | undefined => {
      switch (ways.get(code)) {
        case 'distinct':
          return readLayers([...history, publication], code, breakdown);
        case 'stock': {
          // A stock can rise and fall, so earlier months reveal nothing about this one. But no cell of a part exceeds the same cell of
          // the whole, if readers see the whole. (The gate decides about the whole again here, and always decides the same.)
          const whole = wholeOf[code];
          const isWholeShown = whole !== undefined && isShown({ ...proposal, code: whole });
          const wholeLayer = isWholeShown ? layerIn(publication, whole, breakdown) : undefined;
          return wholeLayer === undefined ? [layer] : [layer, wholeLayer];
        }
        // Sums and ratios have no breakdowns, and an unknown code has no way of counting.
        default:
          return undefined;
      }
    };
    const layers = layersToJudge();
    return (
      layers !== undefined && leavesEnough(layers) && !isDrawn(secret, publication.month, code, breakdown)
    );
  };
  return isShown;
};

/** A disclosure gate that withholds nothing, for tests and benchmarks: shows every breakdown that is due. */
export const openGate: Gate = () => true;
