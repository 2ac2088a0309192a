import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fewestPossible,
  findRanges,
  isPossible,
  type Layer,
} from '../../functions/months/disclosure/possible-counts.ts';

/** All counts that agree with the layers, by trying. */
const enumerate = (layers: readonly Layer[]): number[][] => {
  const width = layers[0]?.minPeople.length ?? 0;
  const found: number[][] = [];
  const go = (counts: readonly number[], left: number): void => {
    const layer = layers[Math.floor(counts.length / width)];
    if (layer === undefined) {
      found.push([...counts]);
      return;
    }
    const cell = counts.length % width;
    const from = Math.max(layer.minPeople[cell] ?? 0, counts[counts.length - width] ?? 0);
    for (let people = from; people <= Math.min(left, layer.maxPeople[cell] ?? 0); people += 1) {
      const rest = left - people;
      if (cell < width - 1) go([...counts, people], rest);
      else if (rest === 0) go([...counts, people], layers[Math.floor(counts.length / width) + 1]?.total ?? 0);
    }
  };
  go([], layers[0]?.total ?? 0);
  return found;
};

const chain: fc.Arbitrary<Layer[]> = fc
  .record({ width: fc.integer({ min: 2, max: 3 }), length: fc.integer({ min: 1, max: 3 }) })
  .chain(({ width, length }) =>
    fc.array(
      fc.record({
        cells: fc.array(fc.record({ rise: fc.nat(3), below: fc.nat(2), above: fc.nat(2) }), {
          minLength: width,
          maxLength: width,
        }),
        // Mostly right: then something agrees.
        astray: fc.constantFrom(0, 0, 0, 0, 1, -1, 3),
      }),
      { minLength: length, maxLength: length },
    ),
  )
  .map((steps) => {
    const counts: number[] = [];
    return steps.map(({ cells, astray }) => {
      cells.forEach(({ rise }, cell) => {
        counts[cell] = (counts[cell] ?? 0) + rise;
      });
      return {
        total: Math.max(0, counts.reduce((sum, people) => sum + people, 0) + astray),
        minPeople: counts.map((people, cell) => Math.max(0, people - (cells[cell]?.below ?? 0))),
        maxPeople: counts.map((people, cell) => people + (cells[cell]?.above ?? 0)),
      };
    });
  });

describe('what hidden counts may be', () => {
  test('is what trying all of them gives', () => {
    fc.assert(
      fc.property(chain, (layers) => {
        const all = enumerate(layers);
        const ranges = findRanges(layers, 100);
        expect(isPossible(layers)).toBe(all.length > 0);
        if (ranges === null) {
          expect(all).toEqual([]);
          expect(fewestPossible(layers, 5)).toBe(0);
          return;
        }
        const columns = [...ranges.low.keys()].map((cell) => all.map((counts) => counts[cell] ?? 0));
        const mosts = layers.flatMap(({ maxPeople }) => maxPeople);
        expect([...ranges.low]).toEqual(columns.map((counts) => Math.min(...counts)));
        expect([...ranges.high]).toEqual(columns.map((counts) => Math.max(...counts)));
        // A cell that can hold nobody hides nothing.
        const hidden = columns.filter((_, cell) => (mosts[cell] ?? 0) > 0);
        const sizes = hidden.map((counts) => new Set(counts).size);
        expect(fewestPossible(layers, 5)).toBe(Math.min(5, ...sizes));
        const [first, ...others] = layers;
        const unjudged = first === undefined ? [] : [{ ...first, isOnlyTotal: true }, ...others];
        const judged = sizes.slice(first?.maxPeople.filter((maxPeople) => maxPeople > 0).length);
        expect(fewestPossible(unjudged, 5)).toBe(Math.min(5, ...judged));
      }),
      { numRuns: 400 },
    );
  });
});
