import { InternalError } from '../../shared/errors/errors.ts';
import { changesOf, differenceOf, type Posting, sumOf } from '../../shared/kinds/book-entries.ts';
import { type Balance, type BalancesPaise, entryKinds, lineKinds } from '../../shared/kinds/book-kinds.ts';
import type { Accounts } from './accounts-schema.ts';
import { add, noBalances } from './balances.ts';
import { balancesOfOpening } from './opening-rules.ts';
import type { Opening } from './opening-schema.ts';

/**
 * Computes a group's accounts for a period: receipts and payments, income and expenditure, balance sheet. books-reader.ts reads the sheets for it.
 */

/** The fields of an entry or line that accounts need. Only grants and expenses have a head of account. */
type AccountedPosting = Posting & { readonly head?: string | undefined };

/** The fields of a sheet or voucher that a period's accounts need. */
export type AccountedSheet = {
  readonly on: string;
  /** The entries and lines of the sheet or voucher; empty if it was reversed. */
  readonly postings: readonly AccountedPosting[];
};

/** What a move changes in every balance of a group, in paise. */
export type AccountedMove = { readonly on: string; readonly changes: BalancesPaise };

/**
 * A sheet's postings, with all of the same kind, account and head added up to one. The accounts come out the same, and a reader of all sheets keeps a
 * few sums of each in place of a row for each woman.
 */
export const summed = (postings: readonly AccountedPosting[]): AccountedPosting[] => {
  const sums = new Map<string, AccountedPosting>();
  for (const { kind, account, head, amountPaise } of postings) {
    const key = `${kind} ${account} ${head}`;
    sums.set(key, { kind, account, head, amountPaise: (sums.get(key)?.amountPaise ?? 0) + amountPaise });
  }
  return [...sums.values()];
};

const kinds = [...entryKinds, ...lineKinds];

/** What moves added to some balances, and what they took away, summed over moves and balances. What one adds never cancels what another takes. */
const movedOf = (moves: readonly AccountedMove[], ...balances: readonly Balance[]) => {
  const changes = moves.flatMap((move) => balances.map((balance) => move.changes[balance]));
  return {
    movedInPaise: changes.reduce((sum, paise) => sum + Math.max(paise, 0), 0),
    movedOutPaise: changes.reduce((sum, paise) => sum + Math.max(-paise, 0), 0),
  };
};

const changesIn = (postings: readonly Posting[]): BalancesPaise =>
  postings.reduce<BalancesPaise>((total, posting) => add(total, changesOf(posting)), noBalances);

type AccountRow = Accounts['receiptsAndPayments']['receipts'][number];

/** The sums of postings, one row for each kind, in the order of the kinds. A kind with heads of account has a row for each head. */
const rowsOf = (postings: readonly AccountedPosting[]): AccountRow[] =>
  kinds.flatMap((kind) => {
    const postingsOfKind = postings.filter((posting) => posting.kind === kind);
    return [...Map.groupBy(postingsOfKind, ({ head }) => head)]
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
      .map(([head, postingsOfHead]) => ({
        kind,
        ...(head === undefined ? {} : { head }),
        amountPaise: postingsOfHead.reduce((total, { amountPaise }) => total + amountPaise, 0),
      }));
  });

const moneyOf = ({ cash, bank }: BalancesPaise) => ({ cashPaise: cash, bankPaise: bank });

/**
 * A group's three accounts for a period: receipts and payments, income and expenditure, balance sheet. Both days of the period are
 * included.
 * @param sheets all sheets and vouchers of the group, in any order
 * @param moves all moves out of the group and into it, in any order
 * @throws InternalError if assets and liabilities differ: then money is missing, and nothing may be shown
 */
export const accountsOf = (
  sheets: readonly AccountedSheet[],
  opening: Opening | undefined,
  { from, to }: { readonly from: string; readonly to: string },
  moves: readonly AccountedMove[] = [],
): Accounts => {
  const postingsBefore = sheets.filter(({ on }) => on < from).flatMap(({ postings }) => postings);
  const postingsWithin = sheets
    .filter(({ on }) => from <= on && on <= to)
    .flatMap(({ postings }) => postings);
  const movesBefore = moves.filter(({ on }) => on < from);
  const movesWithin = moves.filter(({ on }) => from <= on && on <= to);
  const sumOfMoves = (some: readonly AccountedMove[]): BalancesPaise =>
    some.reduce((total, { changes }) => add(total, changes), noBalances);
  // An opening within the period counts as if the period began with it.
  const openingBalances =
    opening === undefined || opening.asOf > to ? noBalances : balancesOfOpening(opening);
  const balancesAtStart = add(add(openingBalances, changesIn(postingsBefore)), sumOfMoves(movesBefore));
  const balancesAtEnd = add(add(balancesAtStart, changesIn(postingsWithin)), sumOfMoves(movesWithin));
  if (differenceOf(balancesAtEnd) !== 0) {
    throw new InternalError("A group's balance sheet does not balance.");
  }
  /** Positive for money that comes in, negative for money that goes out, 0 for a transfer between cash and bank. */
  const moneyChange = (posting: AccountedPosting): number => {
    const { cash, bank } = changesOf(posting);
    return cash + bank;
  };
  const surplusChange = (posting: AccountedPosting): number => changesOf(posting).surplus;
  const receipts = postingsWithin.filter((posting) => moneyChange(posting) > 0);
  const payments = postingsWithin.filter((posting) => moneyChange(posting) < 0);
  const income = postingsWithin.filter((posting) => surplusChange(posting) > 0);
  const expenditure = postingsWithin.filter((posting) => surplusChange(posting) < 0);
  return {
    receiptsAndPayments: {
      opening: moneyOf(balancesAtStart),
      receipts: rowsOf(receipts),
      payments: rowsOf(payments),
      ...movedOf(movesWithin, 'cash', 'bank'),
      closing: moneyOf(balancesAtEnd),
    },
    incomeAndExpenditure: {
      income: rowsOf(income),
      expenditure: rowsOf(expenditure),
      surplusPaise: sumOf('surplus', postingsWithin),
      ...movedOf(movesWithin, 'surplus'),
    },
    balanceSheet: {
      asOf: to,
      ...movedOf(movesWithin, 'cash', 'bank', 'loans'),
      assets: { ...moneyOf(balancesAtEnd), loansOutstandingPaise: balancesAtEnd.loans },
      liabilities: {
        savingsPaise: balancesAtEnd.savings,
        borrowingsOutstandingPaise: balancesAtEnd.borrowings,
        grantsPaise: balancesAtEnd.grants,
        surplusPaise: balancesAtEnd.surplus,
      },
    },
  };
};
