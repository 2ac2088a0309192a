import { type AppError, type FieldError, notFound } from '../../shared/errors/errors.ts';
import { sharesSurplus } from '../../shared/kinds/book-entries.ts';
import { countedPerSheet, recordLimits } from '../../shared/kinds/book-limits.ts';
import { maxTurnoverPaise } from '../../shared/money/money.ts';
import { allowedBy } from '../accounts/allowance.ts';
import { collectiveClosed } from '../accounts/closed-group.ts';
import type { StoredGroupMoney } from '../accounts/group-money.ts';
import type { Entry, Line } from './listed-sheet-schema.ts';
import type { BorrowingChange, GroupChange } from './net-changes.ts';
import { type Direction, errorsAt, refusedAt, refuseShortage, type SheetContent } from './refusal-paths.ts';

/** The rules of the group's money: what a sheet, voucher or reversal may do to cash, bank, surplus and borrowings. */

/** A change of the group's money by a sheet, voucher or reversal, with what the rules need to know of it. */
export type GroupRequest = {
  readonly change: GroupChange;
  readonly content: SheetContent;
  /** The date of the sheet or voucher, and the name of its field for refusals; undefined for a reversal. */
  readonly sheetDate?: { readonly on: string; readonly field: 'heldOn' | 'on' };
  /** The maximum number of the group's sheets and vouchers that are not reversed, this one included; undefined for a reversal, which needs no place. */
  readonly maxSheets?: number | undefined;
  /** The counted cash in the box after the sheet; undefined if it was not counted. */
  readonly cashCountedPaise?: number | undefined;
  /** The balance in the bank's passbook after the sheet; undefined if it was not read. */
  readonly bankBalancePaise?: number | undefined;
};

/**
 * `maxSheets` at the time of a request. Without this limit one leader could fill the months' files until
 * counting them took longer than a function may run.
 */
export const maxSheetsBy = (collectiveId: string, now: Date): number =>
  allowedBy(recordLimits, collectiveId, now);

/** Whether the surplus must be zero or more after a sheet: only if the sheet shares out surplus. Other sheets and reversals may leave a loss. */
export const mustLeaveSurplus = ({ content, sheetDate }: GroupRequest): boolean =>
  sheetDate !== undefined && content.entries.some(sharesSurplus);

const namesBorrowing = (borrowingId: string) => (posting: object) =>
  'borrowingId' in posting && posting.borrowingId === borrowingId;

const validateBorrowing = (
  { content }: GroupRequest,
  { borrowingId, receivedPaise, outstandingPaise }: BorrowingChange,
  { borrowings }: StoredGroupMoney,
): AppError | undefined => {
  const storedBorrowing = borrowings[borrowingId];
  const errorsOf = (field: 'borrowingId' | 'amountPaise', message: string): FieldError[] =>
    errorsAt(content, namesBorrowing(borrowingId), field, message);
  if (storedBorrowing === undefined) {
    const message = 'The group has no such borrowing.';
    return refusedAt('unknown_borrowing', message, errorsOf('borrowingId', message));
  }
  if (receivedPaise > storedBorrowing.unreceivedPaise) {
    const message = 'More would be received than was borrowed.';
    return refusedAt('insufficient_borrowing', message, errorsOf('amountPaise', message), {
      neededPaise: receivedPaise,
      availablePaise: storedBorrowing.unreceivedPaise,
    });
  }
  if (storedBorrowing.outstandingPaise + outstandingPaise < 0) {
    const message = 'More would be repaid than the group owes.';
    return refusedAt('insufficient_borrowing', message, errorsOf('amountPaise', message), {
      neededPaise: -outstandingPaise,
      availablePaise: storedBorrowing.outstandingPaise,
    });
  }
  return undefined;
};

/** The refusal for the first balance that a change would leave below zero, in the order cash, bank, grants, surplus. */
const findShortage = (request: GroupRequest, money: StoredGroupMoney): AppError | undefined => {
  const { change, content } = request;
  const balances = [
    ['cash', money.cashPaise, change.cashPaise],
    ['bank', money.bankPaise, change.bankPaise],
    ['grants', money.grantsPaise, change.grantsPaise],
    ...(mustLeaveSurplus(request) ? [['surplus', money.surplusPaise, change.surplusPaise] as const] : []),
  ] as const;
  const short = balances.find(([, availablePaise, changePaise]) => availablePaise + changePaise < 0);
  if (short === undefined) {
    return undefined;
  }
  const [balance, availablePaise, changePaise] = short;
  const direction: Direction = request.sheetDate === undefined ? 'reversing' : 'recording';
  return refuseShortage(content, balance, direction, { neededPaise: -changePaise, availablePaise });
};

const refuseMismatch = (
  code: 'cash_mismatch' | 'bank_mismatch',
  message: string,
  field: 'cashCountedPaise' | 'bankBalancePaise',
  figures: Readonly<Record<string, number>>,
): AppError => refusedAt(code, message, [{ path: field, message }], figures);

/**
 * The rules of a change of the group's money. Returns the first refusal, in this order: `not_found` for an unknown collective;
 * `collective_closed`, which also replaces every refusal about a member; `before_opening`; `unknown_borrowing` or `insufficient_borrowing` for each
 * borrowing; `insufficient_cash`; `insufficient_bank`; `insufficient_grants`; `insufficient_surplus`; `cash_mismatch`; `bank_mismatch`;
 * `sum_too_large`; `too_many`.
 */
export const validateGroup = (
  request: GroupRequest,
  money: StoredGroupMoney | undefined,
): AppError | undefined => {
  const { change, sheetDate, maxSheets, cashCountedPaise, bankBalancePaise } = request;
  if (money === undefined) {
    return notFound();
  }
  if (money.closedOn !== undefined) {
    return collectiveClosed();
  }
  if (sheetDate !== undefined && money.openedAsOf !== undefined && sheetDate.on < money.openedAsOf) {
    const message = "The group's books were opened at a later date.";
    return refusedAt('before_opening', message, [{ path: sheetDate.field, message }]);
  }
  for (const borrowing of change.borrowings) {
    const refusal = validateBorrowing(request, borrowing, money);
    if (refusal !== undefined) {
      return refusal;
    }
  }
  const shortage = findShortage(request, money);
  if (shortage !== undefined) {
    return shortage;
  }
  const cashPaise = money.cashPaise + change.cashPaise;
  const bankPaise = money.bankPaise + change.bankPaise;
  if (cashCountedPaise !== undefined && cashCountedPaise !== cashPaise) {
    const message = 'The cash that was counted is not what the books give.';
    return refuseMismatch('cash_mismatch', message, 'cashCountedPaise', { cashCountedPaise, cashPaise });
  }
  if (bankBalancePaise !== undefined && bankBalancePaise !== bankPaise) {
    const message = 'The balance at the bank is not what the books give.';
    return refuseMismatch('bank_mismatch', message, 'bankBalancePaise', { bankBalancePaise, bankPaise });
  }
  if (money.turnoverPaise + change.turnoverPaise > maxTurnoverPaise) {
    return refuseTurnover(request.content);
  }
  // Two limits: on the sheets that are not reversed, and on all records, since reversed sheets and their reversals stay and are read too.
  const isFull = (max: number): boolean =>
    money.standingSheets >= max || money.sheets >= max * countedPerSheet;
  if (maxSheets !== undefined && isFull(maxSheets)) {
    const message = 'The group has recorded more sheets than its days allow. Send it again tomorrow.';
    return refusedAt('too_many', message, []);
  }
  return undefined;
};

/** The refusal of a sum beyond `maxTurnoverPaise`. It names the fields of the sheet's largest amount: most likely that is a slip. */
const refuseTurnover = (content: SheetContent): AppError => {
  const message = 'The group would have moved more money than any group does. Look at this amount.';
  const largest = Math.max(...[...content.entries, ...content.lines].map(({ amountPaise }) => amountPaise));
  const isLargest = ({ amountPaise }: Entry | Line): boolean => amountPaise === largest;
  return refusedAt('sum_too_large', message, errorsAt(content, isLargest, 'amountPaise', message));
};
