import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addToFactCounts,
  cellOfFirstFact,
  newFactCounts,
} from '../../functions/months/indicators/fact-counts.ts';
import { contextAt, newMember } from '../../functions/months/indicators/member-document.ts';
import { searchRuns } from '../support/search.ts';

const positionOf = (nth: number) => ({
  recordedAt: new Date(Date.UTC(2026, 0, 1) + nth * 1000).toISOString(),
  id: `00000000-0000-7000-8000-${String(nth).padStart(12, '0')}`,
});

/** A list that counts how many of its entries are read. */
const counting = <T>(list: T[]): { readonly list: T[]; readonly reads: () => number } => {
  let reads = 0;
  const watched = new Proxy(list, {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  return { list: watched, reads: () => reads };
};

describe('how a woman’s facts counted at an earlier line', () => {
  test('is found by her last cell and consent up to that line, whichever line it is', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(60), { maxLength: 20 }),
        fc.uniqueArray(fc.nat(60), { maxLength: 20 }),
        fc.nat(60),
        (cellTimes, consentTimes, at) => {
          const ascending = (times: readonly number[]) => times.toSorted((a, b) => a - b);
          const cells = ascending(cellTimes);
          const consents = ascending(consentTimes);
          const member = {
            ...newMember(),
            cells: cells.map((nth, cell) => ({ ...positionOf(nth), cell })),
            reportingConsents: consents.map((nth) => ({ ...positionOf(nth), given: nth % 2 === 0, from: 0 })),
          };
          const lastConsent = consents.findLast((nth) => nth <= at);
          expect(contextAt(member, positionOf(at))).toEqual({
            cellIndex: Math.max(
              0,
              cells.findLastIndex((nth) => nth <= at),
            ),
            isCounted: lastConsent !== undefined && lastConsent % 2 === 0,
          });
        },
      ),
      searchRuns(300),
    );
  });

  test('is found among 100,000 changes of her district without reading them all', () => {
    const { list, reads } = counting(
      Array.from({ length: 100_000 }, (_, cell) => ({ ...positionOf(cell), cell: cell % 2 })),
    );
    const member = { ...newMember(), cells: list };
    expect(contextAt(member, positionOf(7)).cellIndex).toBe(7);
    expect(contextAt(member, positionOf(99_999)).cellIndex).toBe(99_999);
    expect(reads()).toBeLessThan(50);
  });

  test('takes no more room for a fact after 100,000 changes than after none', () => {
    const cells = Array.from({ length: 100_000 }, (_, cell) => ({ ...positionOf(cell), cell: cell % 5 }));
    const counts = newFactCounts();
    addToFactCounts(counts, 1, 99_998, 1);
    addToFactCounts(counts, 1, 50_002, 1);
    expect(counts.byCell).toHaveLength(4);
    expect(cellOfFirstFact({ ...newMember(), cells }, counts)).toBe(50_002 % 5);
    addToFactCounts(counts, 1, 50_002, -1);
    expect(cellOfFirstFact({ ...newMember(), cells }, counts)).toBe(99_998 % 5);
    addToFactCounts(counts, 1, 99_998, -1);
    expect(cellOfFirstFact({ ...newMember(), cells }, counts)).toBeNull();
  });
});
