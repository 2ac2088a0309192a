import { expect, test } from 'vitest';
import { sheetStateOf } from '../../../../web/src/desks/groups/sheet-state.ts';

test('a month of a collective has so many sheets, or is missing them, or is none of its months', () => {
  const months = [{ month: '2026-05', meetings: 2, uncounted: 0, cashDifferences: 0 }];
  const one = { formedOn: '2026-03-10', closedOn: '2026-09-20', months };
  expect(sheetStateOf(one, '2026-05', '2026-10')).toBe(2);
  expect(sheetStateOf(one, '2026-06', '2026-10')).toBe('missing');
  expect(sheetStateOf(one, '2026-02', '2026-10')).toBe('–');
  expect(sheetStateOf(one, '2026-09', '2026-10')).toBe('–');
  // The current month's meeting may still come.
  expect(sheetStateOf(one, '2026-06', '2026-06')).toBe('not due');
  expect(sheetStateOf(one, '2026-02', '2026-02')).toBe('–');
});
