import { AppError, InternalError, refused } from '../../shared/errors/errors.ts';
import { maxLoansInAccount } from '../../shared/kinds/book-limits.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { accountKey, groupMoneyKey } from '../../shared/table/keys/collectives.ts';
import { type StoredAccount, storedAccount } from '../accounts/account.ts';
import { addHoldings, type Holdings, takeHoldings } from '../accounts/move-holdings.ts';
import { closeAccount } from '../accounts/open-close-account.ts';
import { leaveGroup } from '../accounts/room-in-group.ts';
import type { Joinable } from './joinable.ts';

/** What a join does to the accounts of the two records. Cash, bank and what the group's savings add up to stay as they are. */

/** The writes of a join or a parting to accounts and to groups' money, all in one transaction. */
export type AccountWrites = {
  /** Fail if the accounts were changed since they were read. */
  readonly staleIfFailed: readonly Write[];
  readonly writes: readonly Write[];
};

export const balanceOpen = (): AppError =>
  refused(
    'balance_open',
    'The record that is joined has savings or a loan with another collective. Move or settle them first.',
  );

/** All that an account has, repaid loans too: a sheet that repaid one may still be taken back. */
const allOf = ({ savingsPaise, loansOutstandingPaise, loans }: StoredAccount): Holdings => ({
  savingsPaise,
  loansOutstandingPaise,
  loans,
});
const holdsNothing = ({ savingsPaise, loansOutstandingPaise }: StoredAccount): boolean =>
  savingsPaise === 0 && loansOutstandingPaise === 0;

/** Some members' accounts with a collective, as of one moment, in the order of the ids; undefined for a member who never had an account there. */
export const readAccountsTogether = async (
  table: Pick<Table, 'getTogether'>,
  collectiveId: string,
  memberIds: readonly string[],
): Promise<(StoredAccount | undefined)[]> =>
  (await table.getTogether(memberIds.map((id) => accountKey(collectiveId, id)))).map((item) =>
    item === undefined ? undefined : storedAccount.parse(item),
  );

/** The write of an account, if it is still as it was read. */
export const replaceAccount = (seen: StoredAccount, after: StoredAccount): Write => ({
  put: { ...accountKey(seen.collectiveId, seen.memberId), ...after },
  condition:
    seen.closedOn === undefined
      ? 'sheets = :sheets AND attribute_not_exists(closedOn)'
      : 'sheets = :sheets AND closedOn = :closedOn',
  values: { ':sheets': seen.sheets, ...(seen.closedOn === undefined ? {} : { ':closedOn': seen.closedOn }) },
});

/** The write that counts two changed accounts in the group's money, and women who come or leave. */
export const countAccounts = (collectiveId: string, women: -1 | 0 | 1): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET accountChanges = accountChanges + :two, memberCount = memberCount + :women',
  values: { ':two': 2, ':women': women },
});

/** The writes by which the holdings of two accounts with one collective all come to the kept record's account; or the refusal. */
const bringTogether = (
  kept: { readonly record: Joinable; readonly account: StoredAccount },
  other: { readonly record: Joinable; readonly account: StoredAccount },
): AccountWrites | AppError => {
  if (kept.account.closedOn !== undefined && !holdsNothing(other.account)) return balanceOpen();
  const goes = allOf(other.account);
  const after = addHoldings(kept.account, goes);
  if (Object.keys(after.loans).length > maxLoansInAccount) {
    return refused('too_many_loans', `An account holds ${maxLoansInAccount} loans, and takes no more.`);
  }
  const { collectiveId } = kept.account;
  const isCounted = other.record.collectiveId === collectiveId && other.record.exitedOn === undefined;
  return {
    staleIfFailed: [
      replaceAccount(kept.account, { ...after, otherChanges: (after.otherChanges ?? 0) + 1 }),
      replaceAccount(other.account, {
        ...takeHoldings(other.account, goes),
        otherChanges: (other.account.otherChanges ?? 0) + 1,
        joinedTo: kept.record.id,
      }),
    ],
    writes: [countAccounts(collectiveId, isCounted ? -1 : 0)],
  };
};

/**
 * The writes that bring the savings and loans of the joined record to the account of the kept one, if both have an account with the kept one's collective. If
 * the joined record is in another collective, it must hold nothing there, and its account there is closed.
 * @param today the last day of the joined record in a collective of its own
 * @returns the error `balance_open` or `too_many_loans` if that can't be
 */
export const joinAccounts = async (
  table: Pick<Table, 'getTogether'>,
  kept: Joinable,
  other: Joinable,
  today: string,
): Promise<AccountWrites | AppError> => {
  const shared = kept.collectiveId;
  const isElsewhere = other.collectiveId !== shared && other.exitedOn === undefined;
  const [keptAccount, otherAccount] = await readAccountsTogether(table, shared, [kept.id, other.id]);
  const [ownAccount] = isElsewhere ? await readAccountsTogether(table, other.collectiveId, [other.id]) : [];
  if (keptAccount === undefined) throw new InternalError('A member has no account with her collective.');
  if (ownAccount !== undefined && !holdsNothing(ownAccount)) return balanceOpen();
  const together =
    otherAccount === undefined
      ? { staleIfFailed: [], writes: [] }
      : bringTogether({ record: kept, account: keptAccount }, { record: other, account: otherAccount });
  if (together instanceof AppError) return together;
  return {
    staleIfFailed: together.staleIfFailed,
    writes: [
      ...together.writes,
      ...(isElsewhere
        ? [closeAccount(other.collectiveId, other.id, today, 'is elsewhere'), leaveGroup(other.collectiveId)]
        : []),
    ],
  };
};
