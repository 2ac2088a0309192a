import type { StoredAccount } from '../accounts/account.ts';
import type { Caller } from '../domain/caller.ts';
import { AppError, type FieldError, notFound } from '../domain/errors.ts';
import type { Reach } from '../domain/roles.ts';
import { type Movement, netEntries } from './movements.ts';
import type { Entry, StoredCash, StoredMember } from './schema.ts';

/** Whether a collective is within the caller's reach. */
export const mayReach = (caller: Caller, reach: Reach, collectiveId: string): boolean =>
  reach === 'all' || (reach === 'own' && caller.collectives.includes(collectiveId));

/** Whether a member is within the caller's reach. */
export const mayRead = (caller: Caller, reach: Reach, member: StoredMember): boolean =>
  reach === 'district'
    ? caller.districts.includes(member.district)
    : mayReach(caller, reach, member.collectiveId);

/** Maximum number of loans in an account, including repaid ones: 1,000 take a quarter of DynamoDB's 400 KB per item. */
export const maxLoans = 1000;

/** The parts of a sheet that errors need, with their paths in the request. */
export type Listing = {
  readonly attendance: readonly { readonly memberId: string }[];
  readonly entries: readonly Entry[];
};

const refuse = (code: string, message: string, errors: readonly FieldError[]): AppError =>
  new AppError('refused', code, message, { errors });

const pathOfMember = ({ attendance }: Listing, memberId: string): string =>
  `attendance.${attendance.findIndex((listed) => listed.memberId === memberId)}.memberId`;

/** She has no account with the collective, left before the sheet's date, or would be left with a balance there. */
const notAMember = (listing: Listing, memberId: string): AppError =>
  refuse('not_a_member', 'Somebody on the sheet is not a member of the collective at this date.', [
    {
      path: pathOfMember(listing, memberId),
      message: 'She is not a member at this date, or has left and would have a balance again.',
    },
  ]);

/** An error that names all entries of these kinds of a member, or of one of her loans. */
const refuseEntries = (
  code: string,
  message: string,
  { entries }: Listing,
  concerned: {
    readonly memberId: string;
    readonly kinds: readonly Entry['kind'][];
    readonly loanId?: string;
    readonly field: 'amountPaise' | 'loanId';
  },
): AppError =>
  refuse(
    code,
    message,
    entries.flatMap((entry, index) => {
      const { memberId, kinds, loanId, field } = concerned;
      const matches =
        entry.memberId === memberId &&
        kinds.includes(entry.kind) &&
        (loanId === undefined || ('loanId' in entry && entry.loanId === loanId));
      return matches ? [{ path: `entries.${index}.${field}`, message }] : [];
    }),
  );

const unknownLoan = (listing: Listing, memberId: string, loanId: string): AppError =>
  refuseEntries('unknown_loan', 'She has no such loan with the collective.', listing, {
    memberId,
    kinds: ['repayment', 'interest'],
    loanId,
    field: 'loanId',
  });

const insufficientLoan = (
  listing: Listing,
  memberId: string,
  loanId: string,
  kind: 'loan' | 'repayment',
): AppError =>
  refuseEntries('insufficient_loan', 'More would be repaid than was lent.', listing, {
    memberId,
    kinds: [kind],
    loanId,
    field: 'amountPaise',
  });

const tooManyLoans = (listing: Listing, memberId: string): AppError => {
  const message = `Her account holds ${maxLoans} loans, and takes no more.`;
  return refuse('too_many_loans', message, [{ path: pathOfMember(listing, memberId), message }]);
};

const insufficientSavings = (listing: Listing, memberId: string, kind: 'withdrawal' | 'deposit'): AppError =>
  refuseEntries('insufficient_savings', 'Her savings would fall below zero.', listing, {
    memberId,
    kinds: [kind],
    field: 'amountPaise',
  });

/** Refuses a sheet that overpays a loan which it creates itself; this needs no account. */
export const validateSheet = (listing: Listing): AppError | undefined => {
  for (const { memberId, loans } of netEntries(listing.entries)) {
    for (const loan of loans) {
      if (loan.step === 'opened' && loan.outstandingPaise < 0) {
        return insufficientLoan(listing, memberId, loan.loanId, 'repayment');
      }
    }
  }
  return undefined;
};

/** Whether she belonged to the collective on the date. */
const wasMember = (account: StoredAccount, on: string): boolean =>
  account.closedOn === undefined || account.closedOn >= on;

/**
 * Whether a member may be listed on a sheet of a date.
 * @returns the error, or undefined
 */
export const validateAttendance = (
  listing: Listing,
  memberId: string,
  account: StoredAccount | undefined,
  heldOn: string,
): AppError | undefined =>
  account === undefined || !wasMember(account, heldOn) ? notAMember(listing, memberId) : undefined;

/**
 * Checks a movement against the account, in this order: `not_a_member`, `unknown_loan`, `insufficient_loan`,
 * `too_many_loans`, `insufficient_savings`. `heldOn` is the sheet's date; a reversal has none, and may correct
 * what was recorded before she left.
 * @returns the error, or undefined
 */
export const validateMovement = (
  listing: Listing,
  movement: Movement,
  account: StoredAccount | undefined,
  heldOn: string | undefined,
): AppError | undefined => {
  const { memberId } = movement;
  if (account === undefined || (heldOn !== undefined && !wasMember(account, heldOn))) {
    return notAMember(listing, memberId);
  }
  const savingsPaise = account.savingsPaise + movement.savingsPaise;
  const loansOutstandingPaise = account.loansOutstandingPaise + movement.loansOutstandingPaise;
  if (account.closedOn !== undefined && (savingsPaise !== 0 || loansOutstandingPaise !== 0)) {
    return notAMember(listing, memberId);
  }
  for (const loan of movement.loans) {
    const stored = account.loans[loan.loanId];
    if (loan.step === 'opened') {
      continue;
    }
    if (stored === undefined) {
      return unknownLoan(listing, memberId, loan.loanId);
    }
    if (loan.step === 'named') {
      continue;
    }
    const repaidTooMuch =
      loan.step === 'changed'
        ? stored.outstandingPaise + loan.byPaise < 0
        : stored.outstandingPaise !== loan.outstandingPaise;
    if (repaidTooMuch) {
      return insufficientLoan(listing, memberId, loan.loanId, loan.step === 'changed' ? 'repayment' : 'loan');
    }
  }
  const opened = movement.loans.filter(({ step }) => step === 'opened').length;
  if (opened > 0 && Object.keys(account.loans).length + opened > maxLoans) {
    return tooManyLoans(listing, memberId);
  }
  return savingsPaise < 0
    ? insufficientSavings(listing, memberId, heldOn === undefined ? 'deposit' : 'withdrawal')
    : undefined;
};

/** What a sheet, or its reversal, does to the cash. */
export type CashMovement = {
  readonly cashPaise: number;
  /** The sum of all amounts on a sheet; zero for a reversal. */
  readonly turnoverPaise: number;
  /** The cash count after the sheet. */
  readonly cashCountedPaise?: number | undefined;
};

/**
 * Checks a movement against the cash: `insufficient_cash`, then `cash_mismatch` with both figures; 400
 * `invalid_amount` if sums would exceed exact integers.
 * @returns the error, or undefined
 */
export const validateCash = (
  { cashPaise, turnoverPaise, cashCountedPaise }: CashMovement,
  cash: StoredCash | undefined,
): AppError | undefined => {
  if (cash === undefined) {
    return notFound();
  }
  const after = cash.cashPaise + cashPaise;
  if (after < 0) {
    return new AppError('refused', 'insufficient_cash', "The collective's cash would fall below zero.");
  }
  if (cashCountedPaise !== undefined && cashCountedPaise !== after) {
    const message = 'The cash that was counted is not what the sheets give.';
    return new AppError('refused', 'cash_mismatch', message, {
      errors: [{ path: 'cashCountedPaise', message }],
      extra: { cashCountedPaise, cashPaise: after },
    });
  }
  return cash.turnoverPaise > Number.MAX_SAFE_INTEGER - turnoverPaise
    ? new AppError(
        'invalid',
        'invalid_amount',
        'The sums of the collective would be too large to be exact.',
        {
          errors: [{ path: 'entries', message: 'The sums would be too large to be exact.' }],
        },
      )
    : undefined;
};
