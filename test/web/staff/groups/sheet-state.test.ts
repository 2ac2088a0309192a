import { describe, expect, test } from 'vitest';
import { sheetStateOf } from '../../../../web/src/staff/groups/sheet-state.ts';

describe('a month of a collective', () => {
  const one = { formedOn: '2026-03-10', closedOn: '2026-09-20' };
  const held = [{ heldOn: '2026-05-02' }, { heldOn: '2026-05-20' }];

  test('has so many sheets, or is missing them, or is none of its months', () => {
    expect(sheetStateOf(one, held, '2026-05', '2026-10')).toBe(2);
    expect(sheetStateOf(one, held, '2026-06', '2026-10')).toBe('missing');
    expect(sheetStateOf(one, held, '2026-02', '2026-10')).toBe('–');
    expect(sheetStateOf(one, held, '2026-09', '2026-10')).toBe('–');
  });

  test('misses nothing while it lasts, and a sheet that was taken back counts for nothing', () => {
    expect(sheetStateOf(one, [], '2026-06', '2026-06')).toBe('–');
    expect(
      sheetStateOf(
        one,
        [{ heldOn: '2026-06-01', reversed: { id: 'r', at: 'x', by: 'p' } }],
        '2026-06',
        '2026-07',
      ),
    ).toBe('missing');
  });
});
