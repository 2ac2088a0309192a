import type { BalancesPaise } from '../../shared/kinds/book-kinds.ts';

/** Every balance at zero. */
export const noBalances: BalancesPaise = {
  cash: 0,
  bank: 0,
  loans: 0,
  savings: 0,
  borrowings: 0,
  grants: 0,
  surplus: 0,
};

/** The sum of two sets of balances. */
export const add = (a: BalancesPaise, b: BalancesPaise): BalancesPaise => ({
  cash: a.cash + b.cash,
  bank: a.bank + b.bank,
  loans: a.loans + b.loans,
  savings: a.savings + b.savings,
  borrowings: a.borrowings + b.borrowings,
  grants: a.grants + b.grants,
  surplus: a.surplus + b.surplus,
});

/** Every balance times a number. */
export const times = (factor: number, balances: BalancesPaise): BalancesPaise => ({
  // `0 +` turns -0, which is -1 * 0, into 0.
  cash: 0 + factor * balances.cash,
  bank: 0 + factor * balances.bank,
  loans: 0 + factor * balances.loans,
  savings: 0 + factor * balances.savings,
  borrowings: 0 + factor * balances.borrowings,
  grants: 0 + factor * balances.grants,
  surplus: 0 + factor * balances.surplus,
});
