import { cashDifferenceOf, isCashDifference } from '../../../../functions/shared/kinds/book-entries.ts';
import { expenseHeads, grantHeads, type LineKind } from '../../../../functions/shared/kinds/book-kinds.ts';
import { overduePaise } from '../../../../functions/shared/money/instalments.ts';
import { maxAmountPaise } from '../../../../functions/shared/money/money.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import type { Borrowing, LineDraft, Sheet } from '../workspace/row-kinds.ts';
import { lineDraftOf, linesFromDrafts } from './convert-drafts.ts';
import type { SheetLine } from './row/entries-and-lines.ts';

/**
 * The rules of the group's lines on a meeting's sheet, beside the members' entries: pure, in paise. A borrowing is a loan
 * that the group itself has taken.
 */

/** The API's limit of lines on a sheet. */
export const maxLines = 20;

/** The fields that a kind of line has beside its amount. */
type FieldsOfLine = {
  /** The heads of account from which one is chosen. */
  readonly heads?: readonly string[];
  /** Whether she chooses cash or bank; otherwise the kind decides. */
  readonly hasAccount?: boolean;
  readonly hasBorrowing?: boolean;
  readonly hasReason?: boolean;
};

export const fieldsOfLines: Readonly<Record<LineKind, FieldsOfLine>> = {
  bank_deposit: {},
  bank_withdrawal: {},
  bank_interest: {},
  bank_charge: {},
  membership_fee: { hasAccount: true },
  other_income: { hasAccount: true },
  grant: { heads: grantHeads, hasAccount: true },
  expense: { heads: expenseHeads, hasAccount: true },
  borrowing_received: { hasBorrowing: true, hasAccount: true },
  borrowing_repaid: { hasBorrowing: true, hasAccount: true },
  borrowing_interest: { hasBorrowing: true, hasAccount: true },
  cash_over: { hasReason: true },
  cash_short: { hasReason: true },
};

/** A new line of the group on a sheet, with the first head or borrowing chosen, if its kind has one. */
export function newLine(kind: LineKind, borrowings: readonly Borrowing[]): LineDraft {
  const { heads, hasBorrowing } = fieldsOfLines[kind];
  const [borrowing] = borrowings;
  return {
    kind,
    amount: '',
    ...(heads === undefined ? {} : { head: heads[0] }),
    ...(hasBorrowing === true && borrowing !== undefined ? { borrowingId: borrowing.id } : {}),
  };
}

/**
 * For a line of the group on a leader's sheet: what of a borrowing is due on a day and not repaid. Only what was
 * received can be repaid.
 */
export function dueOfBorrowing({ receivedPaise, outstandingPaise, ...plan }: Borrowing, day: string): number {
  // The plan is for the whole principal, so what is overdue is computed as if all of it had been received.
  const repaidPaise = receivedPaise - outstandingPaise;
  const outstandingOfPlan = plan.principalPaise - repaidPaise;
  return Math.min(outstandingPaise, overduePaise({ ...plan, outstandingPaise: outstandingOfPlan }, day));
}

/** A fault of a group's line. `reason` and `borrowing`: it is missing. */
export type LineFault = 'no_amount' | 'above_limit' | 'reason' | 'borrowing';

/** The first fault of a group's line, for which the server would refuse the sheet; undefined if there is none. */
export function faultOfLine(draft: LineDraft): LineFault | undefined {
  const amountPaise = parseRupees(draft.amount);
  if (amountPaise === undefined || amountPaise === 0) return 'no_amount';
  if (amountPaise > maxAmountPaise) return 'above_limit';
  const { hasReason, hasBorrowing } = fieldsOfLines[draft.kind];
  if (hasReason === true && (draft.reason ?? '').trim() === '') return 'reason';
  return hasBorrowing === true && draft.borrowingId === undefined ? 'borrowing' : undefined;
}

/** Whether one of the group's lines on a sheet has a fault, or there are too many lines. */
export const hasFaultyLine = (drafts: readonly LineDraft[]): boolean =>
  drafts.length > maxLines || drafts.some((draft) => faultOfLine(draft) !== undefined);

/** The drafts of the group's lines without those about a difference of the cash. */
export const withoutDifference = (lines: readonly LineDraft[]): LineDraft[] =>
  lines.filter((line) => !isCashDifference(line));

/**
 * The line of the group on a leader's sheet that says why the box holds another amount than the books, and makes them
 * agree.
 * @param differencePaise counted less expected
 */
export const differenceLine = (differencePaise: number, reason: string): SheetLine => ({
  kind: differencePaise < 0 ? 'cash_short' : 'cash_over',
  amountPaise: Math.abs(differencePaise),
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
