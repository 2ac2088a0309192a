import { expenseHeads, grantHeads, type LineKind } from '../../../../functions/domain/book-entries.ts';
import { overduePaise } from '../../../../functions/domain/instalments.ts';
import { maxAmountPaise } from '../../../../functions/domain/money.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import type { Borrowing, LineDraft } from '../row-kinds.ts';
import type { SheetLine } from './entries-and-lines.ts';

/** The rules of the group's lines on a sheet: pure, in paise. */

export const maxLines = 20;

/** What a line has beside its amount. */
type Shape = {
  readonly heads?: readonly string[];
  /** Whether it is in cash or at the bank; others are what their name says. */
  readonly hasAccount?: boolean;
  readonly hasBorrowing?: boolean;
  readonly hasReason?: boolean;
};

export const shapes: Readonly<Record<LineKind, Shape>> = {
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

/** A group's line on a sheet before any input: what a group chooses most is chosen already. */
export const newLine = (kind: LineKind, borrowings: readonly Borrowing[]): LineDraft => ({
  kind,
  amount: '',
  ...(shapes[kind].heads === undefined ? {} : { head: shapes[kind].heads[0] }),
  ...(shapes[kind].hasBorrowing === true && borrowings[0] !== undefined
    ? { borrowingId: borrowings[0].id }
    : {}),
});

/**
 * For a line of the group on a leader's sheet: what of a borrowing is due on a day and not repaid. Only what was
 * received can be repaid.
 */
export const dueOfBorrowing = (
  { receivedPaise, outstandingPaise, ...plan }: Borrowing,
  day: string,
): number =>
  Math.min(
    outstandingPaise,
    overduePaise(
      { ...plan, outstandingPaise: plan.principalPaise - (receivedPaise - outstandingPaise) },
      day,
    ),
  );

export type LineFault = 'no_amount' | 'above_limit' | 'reason' | 'borrowing';

export function faultOfLine(draft: LineDraft): LineFault | undefined {
  const amount = parseRupees(draft.amount);
  if (amount === undefined || amount === 0) return 'no_amount';
  if (amount > maxAmountPaise) return 'above_limit';
  const { hasReason, hasBorrowing } = shapes[draft.kind];
  if (hasReason === true && (draft.reason ?? '').trim() === '') return 'reason';
  return hasBorrowing === true && draft.borrowingId === undefined ? 'borrowing' : undefined;
}

/** Whether any of the group's lines on a sheet has a fault. */
export const hasFaultyLine = (drafts: readonly LineDraft[]): boolean =>
  drafts.length > maxLines || drafts.some((draft) => faultOfLine(draft) !== undefined);

/**
 * The line of the group on a leader's sheet that says why the box holds another amount than the books, and makes them
 * agree.
 */
export const differenceLine = (differencePaise: number, reason: string): SheetLine => ({
  kind: differencePaise < 0 ? 'cash_short' : 'cash_over',
  amountPaise: Math.abs(differencePaise),
  reason,
});
