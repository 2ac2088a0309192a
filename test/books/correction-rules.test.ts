import { describe, expect, test } from 'vitest';
import {
  type CorrectedSheet,
  type CountedSheet,
  countedThen,
  unknownCorrected,
  validateCorrection,
} from '../../functions/areas/books/correction-rules.ts';
import { readRefusal } from '../support/refusal.ts';
import { deposit, fine, id, line } from './sheets.ts';

const a = id();
const day = '2026-10-10';
/** A sheet of 100 paise in cash, counted: 500 were in the box. */
const counted: CorrectedSheet = {
  heldOn: day,
  entries: [deposit(a, 100)],
  lines: [],
  cashCountedPaise: 500,
  reversed: {},
};
const { cashCountedPaise: _, ...uncounted } = counted;

describe('what was counted on the day of a corrected sheet', () => {
  test.each<[string, CountedSheet, CorrectedSheet, number | undefined]>([
    ['stays', { heldOn: day }, counted, 500],
    ['stays through a second correction', { heldOn: day }, { ...uncounted, cashCountedThenPaise: 400 }, 400],
    ['is the later count of two', { heldOn: day }, { ...counted, cashCountedThenPaise: 400 }, 500],
    ['is dropped if it is counted again', { heldOn: day, cashCountedPaise: 500 }, counted, undefined],
    ['is dropped on another day', { heldOn: '2026-10-11' }, counted, undefined],
    ['is none if nobody counted', { heldOn: day }, uncounted, undefined],
    [
      'stays with a voucher',
      { on: day },
      { ...uncounted, heldOn: undefined, on: day, cashCountedPaise: 7 },
      7,
    ],
    [
      'is dropped with a voucher of another day',
      { on: day },
      { on: '2026-10-09', cashCountedPaise: 7 },
      undefined,
    ],
  ])('%s', (_what, sheet, corrected, paise) => {
    expect(countedThen(sheet, corrected)).toBe(paise);
  });
});

describe('a correction', () => {
  test.each<[string, CountedSheet, CorrectedSheet, string | undefined, Record<string, number>?]>([
    ['of one that stands', { heldOn: day }, { ...counted, reversed: undefined }, 'not_reversed'],
    [
      'of one that stands corrected',
      { heldOn: day },
      { ...counted, reversed: undefined, correctedBy: id() },
      'not_reversed',
    ],
    [
      'of one that was corrected',
      { heldOn: day, entries: [deposit(a, 1)] },
      { ...counted, correctedBy: id() },
      'already_corrected',
    ],
    ['with the same cash', { heldOn: day, entries: [fine(a, 40), deposit(a, 60)] }, counted, undefined],
    [
      'with more cash than was there',
      { heldOn: day, entries: [deposit(a, 103)] },
      counted,
      'cash_mismatch',
      { cashCountedPaise: 500, cashPaise: 503 },
    ],
    [
      'with less',
      { heldOn: day, entries: [deposit(a, 99)] },
      counted,
      'cash_mismatch',
      { cashCountedPaise: 500, cashPaise: 499 },
    ],
    [
      'with less, and a line for the difference',
      { heldOn: day, entries: [deposit(a, 99)], lines: [{ kind: 'cash_over', amountPaise: 1 }] },
      counted,
      undefined,
    ],
    [
      'with other cash on another day',
      { heldOn: '2026-10-11', entries: [deposit(a, 1)] },
      counted,
      undefined,
    ],
    [
      'with other cash, counted again',
      { heldOn: day, entries: [deposit(a, 1)], cashCountedPaise: 3 },
      counted,
      undefined,
    ],
    ['with other cash where nobody counted', { heldOn: day, entries: [deposit(a, 1)] }, uncounted, undefined],
    [
      'by a voucher',
      { on: day, lines: [line('bank_deposit', 5)] },
      { on: day, lines: [line('bank_deposit', 4)], cashCountedPaise: 9, reversed: {} },
      'cash_mismatch',
      { cashCountedPaise: 9, cashPaise: 8 },
    ],
  ])('%s', (_what, sheet, corrected, code, figures = {}) => {
    const refusal = validateCorrection(sheet, corrected);
    expect(readRefusal(refusal)).toEqual(code && [code, 'corrects']);
    expect(refusal?.details.extra).toEqual(code && figures);
  });

  test('of nothing says what the collective has not', () => {
    expect(readRefusal(unknownCorrected('meeting'))).toEqual(['unknown_meeting', 'corrects']);
    expect(readRefusal(unknownCorrected('voucher'))).toEqual(['unknown_voucher', 'corrects']);
    expect(unknownCorrected('meeting').message).toContain('meeting');
  });
});
