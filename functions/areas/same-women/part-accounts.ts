import { AppError, InternalError } from '../../shared/errors/errors.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys.ts';
import type { StoredAccount } from '../accounts/account.ts';
import { collectiveClosed, isNotClosed } from '../accounts/closed-group.ts';
import { addHoldings, type Holdings, takeHoldings } from '../accounts/move-holdings.ts';
import { reopenAccount } from '../accounts/open-close-account.ts';
import { readTwoInCollective } from '../books/books-reader.ts';
import {
  type AccountWrites,
  balanceOpen,
  countAccounts,
  readAccountsTogether,
  replaceAccount,
} from './join-accounts.ts';
import type { Joinable, PairRecords } from './joinable.ts';
import { insufficientSavings, movedSince } from './rules.ts';

/** What a parting does to the accounts: what was sent under the ids of the joined record goes back to its account, as far as nothing falls below zero. */

type Books = Pick<Table, 'get' | 'getTogether' | 'query' | 'retry'>;

const groupsOf = ({ collectiveId, formerCollectives }: Joinable): string[] => [
  ...new Set([collectiveId, ...formerCollectives]),
];

/** The write that counts a woman in her group again. */
const returnToGroup = (collectiveId: string): Write => ({
  update: groupMoneyKey(collectiveId),
  set: 'SET memberCount = memberCount + :one',
  condition: isNotClosed,
  values: { ':one': 1 },
  errorIfFailed: collectiveClosed,
});

const changesNotOfSheets = (accounts: readonly StoredAccount[], sheets: number): number =>
  accounts.reduce((sum, account) => sum + account.sheets - (account.otherChanges ?? 0), 0) - sheets;

/** What goes back, of what the kept account has: her savings by the sheets, and the loans that were given to her, as they stand; or the refusal. */
const holdingsToReturn = (
  kept: StoredAccount,
  savingsPaise: number,
  loansOfOther: ReadonlySet<string>,
): Holdings | AppError => {
  if (savingsPaise < 0 || kept.savingsPaise < savingsPaise) return insufficientSavings();
  const loans = Object.entries(kept.loans).filter(([id]) => loansOfOther.has(id));
  return {
    savingsPaise,
    loansOutstandingPaise: loans.reduce((sum, [, loan]) => sum + loan.outstandingPaise, 0),
    loans: Object.fromEntries(loans),
  };
};

/** Whether the kept record took a loan along to another collective that was given to the other, and that is not repaid there. */
const hasTakenLoan = async (
  table: Pick<Table, 'getTogether'>,
  kept: Joinable,
  shared: string,
  loansOfOther: ReadonlySet<string>,
): Promise<boolean> => {
  if (kept.collectiveId === shared) return false;
  const [account] = await readAccountsTogether(table, kept.collectiveId, [kept.id]);
  return Object.entries(account?.loans ?? {}).some(
    ([id, { outstandingPaise }]) => outstandingPaise > 0 && loansOfOther.has(id),
  );
};

/** The two accounts with one collective become what they would be if the two had never been one. */
const partTogether = async (
  table: Books,
  { kept, other, joinedToKept, joinedToOther }: PairRecords,
  collectiveId: string,
): Promise<AccountWrites | AppError> => {
  const { accounts, derived, ids, loansOfOther } = await readTwoInCollective(table, collectiveId, [
    [kept, ...joinedToKept],
    [other, ...joinedToOther],
  ]);
  const [ofKept, ofOther] = ids;
  const keptAccount = accounts.find(({ memberId }) => memberId === kept.id);
  const otherAccount = accounts.find(({ memberId }) => memberId === other.id);
  if (keptAccount === undefined || otherAccount === undefined) {
    throw new InternalError('A member has no account with her collective.');
  }
  const [derivedOfKept, derivedOfOther] = derived;
  if (await hasTakenLoan(table, kept, collectiveId, loansOfOther)) return movedSince();
  const goes = holdingsToReturn(keptAccount, derivedOfOther.savingsPaise, loansOfOther);
  if (goes instanceof AppError) return goes;
  const keptAfter = takeHoldings(keptAccount, goes);
  const { joinedTo: _, ...otherAfter } = addHoldings(otherAccount, goes);
  if (otherAfter.closedOn !== undefined && (goes.savingsPaise > 0 || goes.loansOutstandingPaise > 0)) {
    return balanceOpen();
  }
  /** With this many changes that are no sheets, the account is complete by its own sheets. */
  const complete = (after: StoredAccount, ids: readonly string[], sheets: number): StoredAccount => {
    const rest = accounts.filter(({ memberId }) => ids.includes(memberId) && memberId !== after.memberId);
    const missing = changesNotOfSheets([...rest, { ...after, otherChanges: 0 }], sheets);
    return { ...after, otherChanges: missing };
  };
  const isCounted = other.collectiveId === collectiveId && other.exitedOn === undefined;
  const counted = countAccounts(collectiveId, isCounted ? 1 : 0);
  return {
    staleIfFailed: [
      replaceAccount(keptAccount, complete(keptAfter, ofKept, derivedOfKept.sheets)),
      replaceAccount(otherAccount, complete(otherAfter, ofOther, derivedOfOther.sheets)),
    ],
    writes: [isCounted ? { ...counted, condition: isNotClosed, errorIfFailed: collectiveClosed } : counted],
  };
};

/**
 * The writes that give a joined record its savings and loans back, and open its account of a collective of its own again.
 * @returns the error `insufficient_savings`, `moved_since` or `balance_open` if that can't be
 */
export const partAccounts = async (table: Books, records: PairRecords): Promise<AccountWrites | AppError> => {
  const { kept, other } = records;
  const accounts = await Promise.all(
    groupsOf(other).map(async (group) => (await readAccountsTogether(table, group, [other.id]))[0]),
  );
  const shared = accounts.find((account) => account?.joinedTo === kept.id)?.collectiveId;
  const together =
    shared === undefined ? { staleIfFailed: [], writes: [] } : await partTogether(table, records, shared);
  if (together instanceof AppError) return together;
  const isElsewhere = other.collectiveId !== shared && other.exitedOn === undefined;
  return {
    staleIfFailed: together.staleIfFailed,
    writes: [
      ...together.writes,
      ...(isElsewhere
        ? [reopenAccount(other.collectiveId, other.id), returnToGroup(other.collectiveId)]
        : []),
    ],
  };
};
