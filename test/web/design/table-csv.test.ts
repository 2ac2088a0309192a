import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../web/src/design/table/table-csv.ts';

describe('the CSV file of a table', () => {
  test('quotes what would break it, and takes the harm out of formulas', () => {
    expect(
      csvOf(
        ['Code', 'Note, short'],
        [
          ['M-1', '=HYPERLINK("x")'],
          [undefined, 'a\r\nb'],
          ['-2', -2],
        ],
      ),
    ).toBe('Code,"Note, short"\r\nM-1,"\'=HYPERLINK(""x"")"\r\n,"a\r\nb"\r\n\'-2,-2\r\n');
  });

  test('never begins a text with the sign of a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(csvOf([], [[text]])).not.toMatch(/\r\n"?[=+\-@\t]/);
      }),
    );
  });
});
