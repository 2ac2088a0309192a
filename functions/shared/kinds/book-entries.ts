/**
 * The kinds of entries (of a member) and lines (of the group) in a group's books, and the balances that each kind changes. Books,
 * accounts, indicators and screens all use this table.
 */

/**
 * A balance in a group's books. Assets: cash in the box, money at the bank, loans to members. Where their money came from: members'
 * savings, borrowings of the group, grants, surplus.
 */
export type Balance = 'cash' | 'bank' | 'loans' | 'savings' | 'borrowings' | 'grants' | 'surplus';

/** Every balance, or the change of every balance, in paise. */
export type BalancesPaise = Readonly<Record<Balance, number>>;

/** The sign with which an amount changes each balance. `account` stands for cash or bank, as the entry or line says. */
type Effect = Readonly<Partial<Record<Balance | 'account', 1 | -1>>>;

export const entryKinds = [
  'deposit',
  'withdrawal',
  'loan',
  'repayment',
  'interest',
  'fine',
  'dividend',
  'set_off',
  'write_off',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const lineKinds = [
  'bank_deposit',
  'bank_withdrawal',
  'bank_interest',
  'bank_charge',
  'membership_fee',
  'other_income',
  'grant',
  'expense',
  'borrowing_received',
  'borrowing_repaid',
  'borrowing_interest',
  'cash_over',
  'cash_short',
] as const;
export type LineKind = (typeof lineKinds)[number];

/** The heads of account under which a grant is booked. */
export const grantHeads = ['revolving_fund', 'subvention', 'donation'] as const;

/** The heads of account under which an expense is booked. */
export const expenseHeads = ['stationery', 'travel', 'honorarium', 'meeting', 'audit', 'other'] as const;

const effects: Readonly<Record<EntryKind | LineKind, Effect>> = {
  deposit: { account: 1, savings: 1 },
  withdrawal: { account: -1, savings: -1 },
  loan: { account: -1, loans: 1 },
  repayment: { account: 1, loans: -1 },
  interest: { account: 1, surplus: 1 },
  fine: { account: 1, surplus: 1 },
  dividend: { account: -1, surplus: -1 },
  // Her savings repay her loan.
  set_off: { savings: -1, loans: -1 },
  // Her loan will not be repaid.
  write_off: { loans: -1, surplus: -1 },
  bank_deposit: { cash: -1, bank: 1 },
  bank_withdrawal: { cash: 1, bank: -1 },
  bank_interest: { bank: 1, surplus: 1 },
  bank_charge: { bank: -1, surplus: -1 },
  membership_fee: { account: 1, surplus: 1 },
  other_income: { account: 1, surplus: 1 },
  grant: { account: 1, grants: 1 },
  expense: { account: -1, surplus: -1 },
  borrowing_received: { account: 1, borrowings: 1 },
  borrowing_repaid: { account: -1, borrowings: -1 },
  borrowing_interest: { account: -1, surplus: -1 },
  // At a count the box held more cash than the books give, or less.
  cash_over: { cash: 1, surplus: 1 },
  cash_short: { cash: -1, surplus: -1 },
};

/** The fields of an entry or line on which its effect depends; `account` is cash by default. */
export type Posting = {
  readonly kind: EntryKind | LineKind;
  readonly amountPaise: number;
  readonly account?: 'cash' | 'bank' | undefined;
};

/** The effect of one entry or line of the books on one balance, in paise. */
export const changeOf = (balance: Balance, { kind, amountPaise, account = 'cash' }: Posting): number => {
  const effect = effects[kind];
  const directSign = effect[balance] ?? 0;
  const accountSign = balance === account ? (effect.account ?? 0) : 0;
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
  kind === 'cash_over' || kind === 'cash_short';

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
