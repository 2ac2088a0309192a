import {
  cashDifferenceOf,
  differenceLineOf,
  isCashDifference,
} from '../../../../functions/shared/kinds/book-entries.ts';
import {
  hasField,
  headsOf,
  type LineKind,
  needsField,
} from '../../../../functions/shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../../../functions/shared/kinds/book-limits.ts';
import { maxAmountPaise } from '../../../../functions/shared/money/money.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import type { Borrowing, LineDraft, Sheet } from '../row-kinds.ts';
import { lineDraftOf, linesFromDrafts } from './convert-drafts.ts';
import type { SheetLine } from './row/entries-and-lines.ts';
import { isZero } from './row/typed-numbers.ts';

/**
 * The rules of the group's lines on a meeting's sheet, beside the members' entries: pure, in paise. A borrowing is a loan
 * that the group itself has taken.
 */

/** A new line of the group on a sheet, with the first head or borrowing chosen, if its kind has one. */
export function newLine(kind: LineKind, borrowings: readonly Borrowing[]): LineDraft {
  const [head] = headsOf(kind);
  const [borrowing] = borrowings;
  return {
    kind,
    amount: '',
    ...(head === undefined ? {} : { head }),
    ...(hasField(kind, 'borrowingId') && borrowing !== undefined ? { borrowingId: borrowing.id } : {}),
  };
}

/** A fault of a group's line. `zero`: the amount is 0, which its field says. `reason` and `borrowing`: it is missing. */
export type LineFault = 'no_amount' | 'zero' | 'above_limit' | 'reason' | 'borrowing';

/** The first fault of a group's line, for which the server would refuse the sheet; undefined if there is none. */
export function faultOfLine(draft: LineDraft): LineFault | undefined {
  const amountPaise = parseRupees(draft.amount);
  if (isZero(draft.amount)) return 'zero';
  if (amountPaise === undefined || amountPaise === 0) return 'no_amount';
  if (amountPaise > maxAmountPaise) return 'above_limit';
  const { kind, reason = '', borrowingId } = draft;
  if (needsField(kind, 'reason') && reason.trim() === '') return 'reason';
  return needsField(kind, 'borrowingId') && borrowingId === undefined ? 'borrowing' : undefined;
}

/** Whether one of the group's lines on a sheet has a fault, or there are too many lines. */
export const hasFaultyLine = (drafts: readonly LineDraft[]): boolean =>
  drafts.length > sheetLimits.lines || drafts.some((draft) => faultOfLine(draft) !== undefined);

/** The drafts of the group's lines without those about a difference of the cash. */
export const withoutDifference = (lines: readonly LineDraft[]): LineDraft[] =>
  lines.filter((line) => !isCashDifference(line));

/**
 * The line of the group on a leader's sheet that says why the box holds another amount than the books, and makes them
 * agree.
 * @param differencePaise counted less expected
 */
export const differenceLine = (differencePaise: number, reason: string): SheetLine => ({
  ...differenceLineOf(differencePaise),
  reason,
});

/**
 * A whole sheet on which one line says by how much the count differs in all, and why: with it the books agree with her count.
 * @param differencePaise counted less expected, beside what the sheet's lines say of a difference already
 */
export function withDifference(sheet: Sheet, differencePaise: number, reason: string): Sheet {
  const allPaise = differencePaise + cashDifferenceOf(linesFromDrafts(sheet.lines));
  const lines = withoutDifference(sheet.lines);
  return {
    ...sheet,
    lines: allPaise === 0 ? lines : [...lines, lineDraftOf(differenceLine(allPaise, reason))],
  };
}
