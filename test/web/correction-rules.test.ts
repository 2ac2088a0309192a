import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCashDifference, sumOf } from '../../functions/shared/kinds/book-entries.ts';
import { reasonText, translateReason } from '../../web/src/books/difference-reasons.ts';
import { amountAt, correctAmount, fallsShortWithout } from '../../web/src/leader/past/correction.ts';
import { countOfDay } from '../../web/src/leader/sheet/count/count-of-day.ts';
import type { RecordedSheet } from '../../web/src/leader/sheet/recorded/recorded-sheets.ts';
import { sheetToSend } from '../../web/src/leader/sheet/sheet-rules.ts';
import { recordedSheet } from './support/sheets.ts';

const short = (amountPaise: number, reason?: string) => ({
  kind: 'cash_short' as const,
  amountPaise,
  ...(reason === undefined ? {} : { reason }),
});
/** A sheet on which ₹14,008 came in, and ₹10,000 were counted. */
const recorded: RecordedSheet = {
  id: 'recorded',
  heldOn: '2026-10-10',
  attendance: [
    { memberId: 'a', status: 'present' },
    { memberId: 'b', status: 'absent' },
  ],
  entries: [
    { memberId: 'a', kind: 'deposit', amountPaise: 1_000_000 },
    { memberId: 'a', kind: 'repayment', amountPaise: 400_800, loanId: 'loan' },
  ],
  lines: [short(400_800, 'Not known yet')],
  cashCountedPaise: 1_000_000,
  state: 'sent',
  isOwn: true,
};
const members = [{ id: 'a' }, { id: 'b' }];
const correct = (index: number, amountPaise: number, part: Partial<RecordedSheet> = {}) =>
  sheetToSend(
    correctAmount({ ...recorded, ...part }, { list: 'entries', index }, amountPaise, 'group', {
      reason: 'It was less',
      makeId: () => 'new',
    }),
    members,
  );

describe('one amount of a past sheet', () => {
  test('is corrected with all the rest as it was, and what was counted that day', () => {
    expect(correct(1, 100_800)).toEqual({
      id: 'new',
      corrects: 'recorded',
      heldOn: recorded.heldOn,
      attendance: recorded.attendance,
      entries: [recorded.entries[0], { ...recorded.entries[1], amountPaise: 100_800 }],
      lines: [short(100_800, 'Not known yet')],
    });
  });

  test('gets a deposit that was not written, and what was counted that day stays', () => {
    const without = { ...recorded, entries: recorded.entries.slice(1), lines: [], cashCountedPaise: 400_800 };
    const place = { list: 'deposits', memberId: 'a' } as const;
    expect(amountAt(without, place)).toBe('');
    const sent = sheetToSend(
      correctAmount(without, place, 10_000, 'group', { reason: 'Forgotten', makeId: () => 'new' }),
      members,
    );
    expect(sent.entries.toSorted((x, y) => (x.kind < y.kind ? -1 : 1))).toEqual([
      { memberId: 'a', kind: 'deposit', amountPaise: 10_000 },
      without.entries[0],
    ]);
    expect(sent.lines).toEqual([short(10_000, 'Forgotten')]);
  });

  test('that explains all that was missing leaves nothing missing', () => {
    expect(correct(1, 0)).toMatchObject({ entries: [recorded.entries[0]] });
    expect(correct(1, 0)).not.toHaveProperty('lines');
  });

  test('whose correction makes a difference is the reason of it', () => {
    const agreed = { lines: [], cashCountedPaise: 1_400_800 };
    expect(correct(1, 410_800, agreed).lines).toEqual([short(10_000, 'It was less')]);
    // Without a network the reason of a shortage is not known.
    expect(correct(1, 410_800, { lines: [short(400_800)] }).lines).toEqual([short(410_800, 'It was less')]);
  });

  test('of a sheet that corrects another keeps the count of that day too', () => {
    const { cashCountedPaise: cashCountedThenPaise, ...rest } = recorded;
    const again = correctAmount(
      { ...rest, cashCountedThenPaise: 1_000_000 },
      { list: 'entries', index: 1 },
      5,
      'g',
      {
        reason: 'x',
        makeId: () => 'new',
      },
    );
    expect(cashCountedThenPaise).toBe(1_000_000);
    expect(again.correction?.countedThen?.cashCountedPaise).toBe(1_000_000);
  });

  test('has no count of the day, and no difference, once its date is changed', () => {
    const draft = correctAmount(recorded, { list: 'entries', index: 0 }, 1_000_000, 'group', {
      reason: 'x',
      makeId: () => 'new',
    });
    const sameDay = sheetToSend(draft, members);
    const moved = sheetToSend({ ...draft, heldOn: '2026-01-01' }, members);
    expect(countOfDay(draft.correction, draft.heldOn)?.cashCountedPaise).toBe(1_000_000);
    expect(countOfDay(draft.correction, '2026-01-01')).toBeUndefined();
    expect(sameDay.lines ?? []).toContainEqual(expect.objectContaining({ kind: 'cash_short' }));
    expect(moved.lines ?? []).not.toContainEqual(expect.objectContaining({ kind: 'cash_short' }));
  });

  test('of a sheet that nobody counted changes the cash, and says nothing of a difference', () => {
    const { cashCountedPaise: _, ...uncounted } = recorded;
    const sent = sheetToSend(
      correctAmount({ ...uncounted, lines: [] }, { list: 'entries', index: 0 }, 5, 'group', {
        reason: 'x',
        makeId: () => 'new',
      }),
      members,
    );
    expect(sent).not.toHaveProperty('lines');
    expect(sumOf('cash', sent.entries)).toBe(400_805);
  });

  test.each([
    [1_000_000, 0, false],
    [999_999, 0, true],
  ])(
    'of a sheet that brought ₹10,000 cannot be corrected where %i paise are left',
    (cashPaise, bankPaise, isShort) => {
      expect(fallsShortWithout(recorded, { cashPaise, bankPaise })).toBe(isShort);
    },
  );

  test('is read from its place', () => {
    expect(amountAt(recorded, { list: 'entries', index: 1 })).toBe('4008');
    expect(amountAt(recorded, { list: 'lines', index: 0 })).toBe('4008');
    expect(amountAt(recorded, { list: 'lines', index: 1 })).toBe('');
  });

  test('of a counted sheet never changes the cash: no money vanishes, and none is counted twice', () => {
    fc.assert(
      fc.property(
        recordedSheet,
        fc.nat(),
        fc.integer({ min: 0, max: 5_000_00 }),
        (body, pick, amountPaise) => {
          const sheet: RecordedSheet = {
            ...body,
            attendance: [...body.attendance],
            entries: [...body.entries],
            lines: [...(body.lines ?? [])],
            cashCountedPaise: 900_00,
            state: 'sent',
            isOwn: true,
          };
          const lines = sheet.lines ?? [];
          const places = [
            ...sheet.entries.map((_, index) => ({ list: 'entries' as const, index })),
            ...lines.flatMap((line, index) =>
              isCashDifference(line) ? [] : [{ list: 'lines' as const, index }],
            ),
          ];
          const place = places[pick % Math.max(places.length, 1)];
          if (place === undefined) return;
          const sent = sheetToSend(
            correctAmount(sheet, place, amountPaise, 'group', { reason: 'It was less', makeId: () => 'new' }),
            sheet.attendance.map(({ memberId }) => ({ id: memberId })),
          );
          expect(sumOf('cash', [...sent.entries, ...(sent.lines ?? [])])).toBe(
            sumOf('cash', [...body.entries, ...lines]),
          );
        },
      ),
    );
  });
});

test('a usual reason is read in the reader’s language, any other as it was written', () => {
  expect(translateReason(reasonText('unknown', 'te'), 'en')).toBe('Not known yet');
  expect(translateReason('బస్సుకు', 'en')).toBe('బస్సుకు');
});
