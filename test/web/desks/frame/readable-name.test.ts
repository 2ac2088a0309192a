import { expect, test } from 'vitest';
import { readableName } from '../../../../web/src/desks/frame/readable-name.ts';

test.each([
  ['Aozora Hibari (青空ひばり)', 'Aozora Hibari'],
  ['青空ひばり (Aozora Hibari)', 'Aozora Hibari'],
  // Both are drawn.
  ['శ్రావణి పాలపుంత (Sravani Palapunta)', 'శ్రావణి పాలపుంత (Sravani Palapunta)'],
  ['Sita (Guntur, 2)', 'Sita (Guntur, 2)'],
  // There is nothing else to show.
  ['青空 ひかり', '青空 ひかり'],
  ['青空 (ひかり)', '青空 (ひかり)'],
  ['', ''],
])('the desks show %s as %s', (name, shown) => {
  expect(readableName(name)).toBe(shown);
});
