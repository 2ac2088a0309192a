import type { StoredGroupMoney } from '../accounts/group-money.ts';
import type { Balance } from '../domain/book-entries.ts';
import { AppError, notFound } from '../domain/errors.ts';
import type { BorrowingChange, GroupChange } from './net-changes.ts';
import {
  type Direction,
  errorsAt,
  refuse,
  type SheetContent,
  type Shortage,
  takesFrom,
} from './refusal-paths.ts';

/** The rules of the group's money: cash, bank, surplus, borrowings. */

/** A change of the group's money, and what the sheet says beside it. */
export type GroupRequest = {
  readonly change: GroupChange;
  readonly content: SheetContent;
  /** The date in the sheet and its field's name; undefined for a reversal. */
  readonly dated?: { readonly on: string; readonly field: 'heldOn' | 'on' };
  /** Cash as counted, and the balance in the bank's passbook, after the sheet. */
  readonly cashCountedPaise?: number | undefined;
  readonly bankBalancePaise?: number | undefined;
};

const directionOf = ({ dated }: GroupRequest): Direction => (dated === undefined ? 'reversing' : 'recording');

/** Only a sheet with a dividend must leave a surplus of zero or more. A reversal need not. */
export const needsSurplus = ({ content, dated }: GroupRequest): boolean =>
  dated !== undefined && content.entries.some(({ kind }) => kind === 'dividend');

const insufficient = (
  request: GroupRequest,
  balance: Balance,
  code: 'insufficient_cash' | 'insufficient_bank' | 'insufficient_surplus',
  message: string,
  figures: Shortage,
): AppError => {
  const direction = directionOf(request);
  const errors = errorsAt(
    request.content,
    (posting) => takesFrom(posting, balance, direction),
    'amountPaise',
    message,
  );
  return refuse(code, message, errors, figures);
};

const namesBorrowing = (borrowingId: string) => (posting: object) =>
  'borrowingId' in posting && posting.borrowingId === borrowingId;

const validateBorrowing = (
  { content }: GroupRequest,
  { borrowingId, receivedPaise, outstandingPaise }: BorrowingChange,
  { borrowings }: StoredGroupMoney,
): AppError | undefined => {
  const stored = borrowings[borrowingId];
  const named = namesBorrowing(borrowingId);
  if (stored === undefined) {
    const message = 'The group has no such borrowing.';
    return refuse('unknown_borrowing', message, errorsAt(content, named, 'borrowingId', message));
  }
  if (receivedPaise > stored.unreceivedPaise) {
    const message = 'More would be received than was borrowed.';
    return refuse('insufficient_borrowing', message, errorsAt(content, named, 'amountPaise', message), {
      neededPaise: receivedPaise,
      availablePaise: stored.unreceivedPaise,
    });
  }
  if (stored.outstandingPaise + outstandingPaise < 0) {
    const message = 'More would be repaid than the group owes.';
    return refuse('insufficient_borrowing', message, errorsAt(content, named, 'amountPaise', message), {
      neededPaise: -outstandingPaise,
      availablePaise: stored.outstandingPaise,
    });
  }
  return undefined;
};

const mismatch = (
  code: 'cash_mismatch' | 'bank_mismatch',
  message: string,
  field: 'cashCountedPaise' | 'bankBalancePaise',
  figures: Readonly<Record<string, number>>,
): AppError => refuse(code, message, [{ path: field, message }], figures);

/**
 * Checks a change against the group's money, in this order: `before_opening`, `unknown_borrowing` or `insufficient_borrowing` of
 * each borrowing, `insufficient_cash`, `insufficient_bank`, `insufficient_surplus`, `cash_mismatch`, `bank_mismatch`; 400
 * `invalid_amount` if sums would exceed exact integers.
 * @returns the refusal, or undefined
 */
export const validateGroup = (
  request: GroupRequest,
  money: StoredGroupMoney | undefined,
): AppError | undefined => {
  const { change, dated, cashCountedPaise, bankBalancePaise } = request;
  if (money === undefined) {
    return notFound();
  }
  if (dated !== undefined && money.openedAsOf !== undefined && dated.on < money.openedAsOf) {
    const message = "The group's books were opened at a later date.";
    return refuse('before_opening', message, [{ path: dated.field, message }]);
  }
  for (const borrowing of change.borrowings) {
    const refusal = validateBorrowing(request, borrowing, money);
    if (refusal !== undefined) {
      return refusal;
    }
  }
  const cashPaise = money.cashPaise + change.cashPaise;
  const bankPaise = money.bankPaise + change.bankPaise;
  if (cashPaise < 0) {
    return insufficient(request, 'cash', 'insufficient_cash', "The group's cash would fall below zero.", {
      neededPaise: -change.cashPaise,
      availablePaise: money.cashPaise,
    });
  }
  if (bankPaise < 0) {
    return insufficient(
      request,
      'bank',
      'insufficient_bank',
      "The group's money at the bank would fall below zero.",
      {
        neededPaise: -change.bankPaise,
        availablePaise: money.bankPaise,
      },
    );
  }
  if (needsSurplus(request) && money.surplusPaise + change.surplusPaise < 0) {
    return insufficient(
      request,
      'surplus',
      'insufficient_surplus',
      'More would be shared out than the surplus.',
      {
        neededPaise: -change.surplusPaise,
        availablePaise: money.surplusPaise,
      },
    );
  }
  if (cashCountedPaise !== undefined && cashCountedPaise !== cashPaise) {
    return mismatch(
      'cash_mismatch',
      'The cash that was counted is not what the books give.',
      'cashCountedPaise',
      {
        cashCountedPaise,
        cashPaise,
      },
    );
  }
  if (bankBalancePaise !== undefined && bankBalancePaise !== bankPaise) {
    return mismatch(
      'bank_mismatch',
      'The balance at the bank is not what the books give.',
      'bankBalancePaise',
      {
        bankBalancePaise,
        bankPaise,
      },
    );
  }
  const message = 'The sums of the group would be too large to be exact.';
  return money.turnoverPaise > Number.MAX_SAFE_INTEGER - change.turnoverPaise
    ? new AppError('invalid', 'invalid_amount', message, {
        errors: [{ path: request.content.entries.length > 0 ? 'entries' : 'lines', message }],
      })
    : undefined;
};
