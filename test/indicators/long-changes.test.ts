import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addLongChange,
  allChanges,
  newLongChanges,
  packChanges,
} from '../../functions/months/indicators/long-changes.ts';
import { addChange, type Changes } from '../../functions/months/indicators/monthly-changes.ts';

/** A change, or null where what came before is packed, as it is when a count is kept. */
const step = fc.option(
  fc.record({
    month: fc.oneof(fc.integer({ min: 24_300, max: 24_330 }), fc.integer({ min: 0, max: 120_000 })),
    amount: fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: -100_000_00, max: 100_000_00 }),
      fc.constantFrom(2 ** 40, -(2 ** 40), 2 ** 31, -(2 ** 31), 63, 64, -64, -65),
    ),
  }),
  { freq: 4 },
);

test('a long list says the same packed as unpacked, whenever it is packed and whatever month changes then', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const long = newLongChanges();
      const list: Changes = [];
      for (const one of steps) {
        if (one === null) packChanges(long);
        else {
          addLongChange(long, one.month, one.amount);
          addChange(list, one.month, one.amount);
        }
        expect(allChanges(long)).toEqual(list);
      }
    }),
  );
});

test('a list of ten years takes a byte for a month and one for a small number', () => {
  const long = newLongChanges();
  for (let month = 24_300; month < 24_420; month += 1) addLongChange(long, month, 1);
  packChanges(long);
  expect(long.recent).toHaveLength(2);
  // The first month alone takes three.
  expect(long.packed).toHaveLength(2 + 2 * 119);
  expect(allChanges(long)).toHaveLength(240);
});
