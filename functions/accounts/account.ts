import * as z from 'zod';
import { type AppError, notFound, refused } from '../domain/errors.ts';
import { loanPurpose, loanTerms } from '../domain/loan-fields.ts';
import type { Item, Write } from '../table/client.ts';
import { accountKey } from '../table/keys.ts';

/** A loan in her account, with its terms. A repaid one stays, with nothing outstanding: her statement names it. */
const storedLoan = z.object({
  disbursedOn: z.string(),
  principalPaise: z.int().min(0),
  outstandingPaise: z.int().min(0),
  purpose: loanPurpose.optional(),
  ...loanTerms,
});

/**
 * A member's account with one collective. It opens with her membership, closes when she leaves or exits, and is
 * kept for ever. `loans` is keyed by loanId.
 */
export const storedAccount = z.object({
  memberId: z.string(),
  collectiveId: z.string(),
  savingsPaise: z.int().min(0),
  loansOutstandingPaise: z.int().min(0),
  loans: z.record(z.string(), storedLoan),
  /** The number of sheets and reversals that changed it; a statement is checked against it. */
  sheets: z.int().min(0),
  /** Her last day in the collective. */
  closedOn: z.string().optional(),
});
export type StoredAccount = z.infer<typeof storedAccount>;

/** A new member's empty account, for the transaction that enrols her. */
export const openAccount = (collectiveId: string, memberId: string): Write => ({
  put: {
    ...accountKey(collectiveId, memberId),
    memberId,
    collectiveId,
    savingsPaise: 0,
    loansOutstandingPaise: 0,
    loans: {},
    sheets: 0,
  },
  condition: 'attribute_not_exists(pk)',
  refusal: () => refused('already_a_member', 'She already has an account with this collective.'),
});

const explainOpenBalance = (stored: Item | undefined): AppError =>
  stored === undefined
    ? notFound()
    : refused(
        'balance_open',
        'She still has savings or a loan with the collective. Settle them at a meeting.',
      );

const close = (collectiveId: string, memberId: string, closedOn: string): Write => ({
  update: accountKey(collectiveId, memberId),
  set: 'SET closedOn = :closedOn',
  condition: 'savingsPaise = :nothing AND loansOutstandingPaise = :nothing',
  values: { ':closedOn': closedOn, ':nothing': 0 },
  refusal: explainOpenBalance,
});

/**
 * Closes the account of a member who exits; `exitedOn` is the last date of a sheet with her. Refused with 422
 * `balance_open` if she has savings or a loan, `not_found` if she has no account.
 */
export const closeAccount = (collectiveId: string, memberId: string, exitedOn: string): Write =>
  close(collectiveId, memberId, exitedOn);

/** Closes the account of a member who moves to another collective, like `closeAccount`; `leftOn` is her last day. */
export const leaveAccount = (collectiveId: string, memberId: string, leftOn: string): Write =>
  close(collectiveId, memberId, leftOn);

/** Reopens the account of a member who returns to a former collective; `not_found` if she had none. */
export const reopenAccount = (collectiveId: string, memberId: string): Write => ({
  update: accountKey(collectiveId, memberId),
  set: 'REMOVE closedOn',
  condition: 'attribute_exists(closedOn)',
  refusal: notFound,
});
