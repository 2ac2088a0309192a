import { type Posting, sharesSurplus, sumOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { Balance } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { AnswerOf } from '../../../api/routes.ts';

/** A group's balances after a sheet or voucher, shown before it is sent; pure. The API decides: it may know newer balances. */

export type Ledger = Pick<
  AnswerOf<'GET /api/collectives/{id}/ledger'>,
  'cashPaise' | 'bankPaise' | 'surplusPaise'
>;

type TypedPosting = Omit<Posting, 'amountPaise'> & { readonly amountPaise: number | undefined };

/** The entries and lines of a draft sheet or voucher that have an amount already, as postings to the balances. */
export const postingsWithAmount = (postings: readonly TypedPosting[]): Posting[] =>
  postings.flatMap(({ kind, amountPaise, account }) =>
    amountPaise === undefined ? [] : [{ kind, amountPaise, account }],
  );

/** The balances that must not be negative after a sheet or voucher; surplus only if it pays a dividend. */
type LimitedBalance = Extract<Balance, 'cash' | 'bank' | 'surplus'>;

export type BalancesAfter = {
  readonly cashPaise: number;
  readonly bankPaise: number;
  readonly surplusPaise: number;
  /** The balances that would be negative, and how much is missing there. */
  readonly shortfalls: readonly { readonly balance: LimitedBalance; readonly paise: number }[];
};

/**
 * The balances of cash, bank and surplus after a draft sheet or voucher, before it is sent. Only a sheet with a dividend
 * must leave a surplus of zero or more.
 * @param reversedPostings the postings of the sheet or voucher that this one corrects: it is reversed first
 */
export function balancesAfter(
  { cashPaise, bankPaise, surplusPaise }: Ledger,
  postings: readonly Posting[],
  reversedPostings: readonly Posting[] = [],
): BalancesAfter {
  const change = (balance: Balance): number => sumOf(balance, postings) - sumOf(balance, reversedPostings);
  const after = {
    cashPaise: cashPaise + change('cash'),
    bankPaise: bankPaise + change('bank'),
    surplusPaise: surplusPaise + change('surplus'),
  };
  const balances: readonly (readonly [LimitedBalance, number])[] = [
    ['cash', after.cashPaise],
    ['bank', after.bankPaise],
    ...(postings.some(sharesSurplus) ? [['surplus', after.surplusPaise] as const] : []),
  ];
  return {
    ...after,
    shortfalls: balances.flatMap(([balance, paise]) => (paise < 0 ? [{ balance, paise: -paise }] : [])),
  };
}
