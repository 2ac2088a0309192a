import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import type { Item, Write } from '../../shared/table/client.ts';
import { accountKey } from '../../shared/table/keys/collectives.ts';

/** The write that opens a new member's account, empty, in the transaction that enrols her. */
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
  errorIfFailed: () => refused('already_a_member', 'She already has an account with this collective.'),
});

const refuseClosing = (stored: Item | undefined): AppError =>
  stored === undefined
    ? notFound()
    : refused(
        'balance_open',
        'She still has savings or a loan with the collective. Settle them at a meeting.',
      );

/**
 * The write that closes the account of a member who exits or goes to another collective. Refused with 422 `balance_open`
 * if she has savings or a loan, with `not_found` if she has no account.
 * @param lastDay her last day in the collective, on which a sheet may still list her
 * @param reason whether she left the programme, or is in another collective now
 */
export const closeAccount = (
  collectiveId: string,
  memberId: string,
  lastDay: string,
  reason: 'exited' | 'is elsewhere',
): Write => ({
  update: accountKey(collectiveId, memberId),
  set: reason === 'exited' ? 'SET closedOn = :closedOn' : 'SET closedOn = :closedOn, wentOn = :closedOn',
  condition: 'savingsPaise = :nothing AND loansOutstandingPaise = :nothing',
  values: { ':closedOn': lastDay, ':nothing': 0 },
  errorIfFailed: refuseClosing,
});

/**
 * The write that reopens the closed account of a member who returns to a former collective. Refused with `not_found` if
 * she has no closed account there.
 */
export const reopenAccount = (collectiveId: string, memberId: string): Write => ({
  update: accountKey(collectiveId, memberId),
  set: 'REMOVE closedOn, movedOn, wentOn',
  condition: 'attribute_exists(closedOn)',
  errorIfFailed: notFound,
});
