import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterRows, sortRows, sumOf } from '../../../web/src/design/table/table-rules.ts';

const compare = new Intl.Collator('en', { numeric: true }).compare;
const cell = fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined });

test('a sum adds numbers, and neither words nor what is missing', () => {
  expect(sumOf([3, undefined, 'missing', 4.5, -1], (value) => value)).toBe(6.5);
});

describe('sorting', () => {
  test('puts what has no value last in both directions, and keeps the order of equals', () => {
    fc.assert(
      fc.property(fc.array(cell), fc.constantFrom('ascending', 'descending'), (values, direction) => {
        const rows = values.map((value, at) => ({ value, at }));
        const sorted = sortRows(rows, ({ value }) => value, direction, compare);
        expect(sorted.toSorted((a, b) => a.at - b.at)).toEqual(rows);
        sorted.slice(1).forEach((row, index) => {
          const before = sorted[index];
          if (before === undefined || row.value === undefined) return;
          expect(before.value).toBeDefined();
          const step = (row.value - (before.value ?? 0)) * (direction === 'ascending' ? 1 : -1);
          expect(step).toBeGreaterThanOrEqual(0);
          if (step === 0) expect(row.at).toBeGreaterThan(before.at);
        });
      }),
    );
  });

  test('counts the numbers in codes', () => {
    expect(sortRows(['M-10', 'M-2', 'M-1'], (code) => code, 'ascending', compare)).toEqual([
      'M-1',
      'M-2',
      'M-10',
    ]);
  });
});

describe('filtering', () => {
  const rows = [
    ['M-1', 'Guntur', 'overdue'],
    ['M-2', 'Guntur', 'active'],
    ['M-3', 'వెన్నెల సంఘం'],
  ];
  test.each([
    ['', 3],
    ['guntur', 2],
    ['ACTIVE guntur', 1],
    ['ｍ－２', 1],
    ['వెన్నెల', 1],
    ['guntur వెన్నెల', 0],
  ])('%j leaves %i', (text, count) => {
    expect(filterRows(rows, text, (row) => row)).toHaveLength(count);
  });
});
