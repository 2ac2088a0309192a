import { type Balance, type BalancesPaise, type CashOrBank, definitionOf, type Kind } from './book-kinds.ts';

/** What entries and lines of a group's books do to its balances, by the book of kinds. */

/** The fields of an entry or line on which its effect depends; `account` is cash by default. */
export type Posting = {
  readonly kind: Kind;
  readonly amountPaise: number;
  readonly account?: CashOrBank | undefined;
};

/** The effect of one entry or line of the books on one balance, in paise. */
export const changeOf = (balance: Balance, { kind, amountPaise, account = 'cash' }: Posting): number => {
  const { moves } = definitionOf(kind);
  const directSign = moves[balance] ?? 0;
  const accountSign = balance === account ? (moves.account ?? 0) : 0;
  return (directSign + accountSign) * amountPaise;
};

/** The effect of one entry or line of the books on every balance, in paise. */
export const changesOf = (posting: Posting): BalancesPaise => ({
  cash: changeOf('cash', posting),
  bank: changeOf('bank', posting),
  loans: changeOf('loans', posting),
  savings: changeOf('savings', posting),
  borrowings: changeOf('borrowings', posting),
  grants: changeOf('grants', posting),
  surplus: changeOf('surplus', posting),
});

/** The effect of several entries and lines of the books on one balance, in paise. */
export const sumOf = (balance: Balance, postings: readonly Posting[]): number =>
  postings.reduce((total, posting) => total + changeOf(balance, posting), 0);

/** Whether an entry or line records that the counted cash differs from the books. */
export const isCashDifference = ({ kind }: Pick<Posting, 'kind'>): boolean =>
  definitionOf(kind).isCashDifference === true;

/** The line that makes the books agree with a count. @param differencePaise counted less expected; not 0 */
export const differenceLineOf = (differencePaise: number) => ({
  kind: differencePaise < 0 ? ('cash_short' as const) : ('cash_over' as const),
  amountPaise: Math.abs(differencePaise),
});

/** Whether an entry or line shares out the surplus: then the surplus must be zero or more after the sheet. */
export const sharesSurplus = ({ kind }: Pick<Posting, 'kind'>): boolean =>
  definitionOf(kind).sharesSurplus === true;

/** What entries and lines add to a balance, and what they take from it, each in paise; together they change it by `sumOf`. */
export const turnoverOf = (
  balance: Balance,
  postings: readonly Posting[],
): { readonly addedPaise: number; readonly takenPaise: number } => {
  const changes = postings.map((posting) => changeOf(balance, posting));
  return {
    addedPaise: changes.reduce((total, paise) => total + Math.max(paise, 0), 0),
    takenPaise: changes.reduce((total, paise) => total + Math.max(-paise, 0), 0),
  };
};

/** By how much the counted cash differed from the books, by a sheet's lines, in paise: below zero if cash was missing. */
export const cashDifferenceOf = (lines: readonly Posting[]): number =>
  sumOf('cash', lines.filter(isCashDifference));

/**
 * The error in a group's balances, in paise: assets less savings, borrowings, grants and surplus. It is 0 if the books
 * balance.
 */
export const differenceOf = (balances: BalancesPaise): number =>
  balances.cash +
  balances.bank +
  balances.loans -
  balances.savings -
  balances.borrowings -
  balances.grants -
  balances.surplus;
