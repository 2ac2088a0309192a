import { AppError, InternalError } from '../../shared/errors/errors.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { groupMoneyKey } from '../../shared/table/keys/collectives.ts';
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

/** What a parting does to the accounts: what was sent under the ids of the joined record goes back to its account, unless something would fall below zero. */

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

/** The number of changes of some accounts that no sheet made. @param sheets the number of changes that sheets made */
const changesNotOfSheets = (accounts: readonly StoredAccount[], sheets: number): number =>
  accounts.reduce((sum, account) => sum + account.sheets - (account.otherChanges ?? 0), 0) - sheets;

/**
 * What goes back from the kept account to the other: the savings that the sheets have under the other's ids, and the loans that were given under these ids, as
 * the loans are now; or the refusal.
 * @param savingsPaise the savings by the sheets
 */
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

/** Whether the kept record moved on to another collective with a loan that was given to the other record and is not repaid. */
const hasTakenLoan = async (
  table: Pick<Table, 'getTogether'>,
  kept: Joinable,
  sharedId: string,
  loansOfOther: ReadonlySet<string>,
): Promise<boolean> => {
  if (kept.collectiveId === sharedId) return false;
  const [account] = await readAccountsTogether(table, kept.collectiveId, [kept.id]);
  return Object.entries(account?.loans ?? {}).some(
    ([id, { outstandingPaise }]) => outstandingPaise > 0 && loansOfOther.has(id),
  );
};

/** The writes that make the two accounts with one collective what they would be if the records had never been joined; or the refusal. */
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
  /** An account with its number of other changes set so that `isComplete` holds for the sheets of its own ids. */
  const complete = (after: StoredAccount, ownIds: readonly string[], sheets: number): StoredAccount => {
    const rest = accounts.filter(({ memberId }) => ownIds.includes(memberId) && memberId !== after.memberId);
    const otherChanges = changesNotOfSheets([...rest, { ...after, otherChanges: 0 }], sheets);
    return { ...after, otherChanges };
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
 * The writes that give a joined record its savings and loans back. If its collective is not the one that both share, its account there is opened again.
 * @returns the refusal `insufficient_savings`, `moved_since` or `balance_open` if that can't be done
 */
export const partAccounts = async (table: Books, records: PairRecords): Promise<AccountWrites | AppError> => {
  const { kept, other } = records;
  const accounts = await Promise.all(
    groupsOf(other).map(async (group) => (await readAccountsTogether(table, group, [other.id]))[0]),
  );
  const sharedId = accounts.find((account) => account?.joinedTo === kept.id)?.collectiveId;
  const ofShared =
    sharedId === undefined ? { staleIfFailed: [], writes: [] } : await partTogether(table, records, sharedId);
  if (ofShared instanceof AppError) return ofShared;
  const isElsewhere = other.collectiveId !== sharedId && other.exitedOn === undefined;
  return {
    staleIfFailed: ofShared.staleIfFailed,
    writes: [
      ...ofShared.writes,
      ...(isElsewhere
        ? [reopenAccount(other.collectiveId, other.id), returnToGroup(other.collectiveId)]
        : []),
    ],
  };
};
