import {
  type BalancesPaise,
  changesOf,
  differenceOf,
  entryKinds,
  lineKinds,
  type Posting,
  sumOf,
} from '../domain/book-entries.ts';
import { InternalError } from '../domain/errors.ts';
import type { Accounts } from './accounts-schema.ts';
import type { Entry, Line } from './entry-schema.ts';
import { openedBalances } from './opening-rules.ts';
import type { Opening } from './opening-schema.ts';

/** A sheet or voucher that counts, as far as accounts need it. */
export type AccountedSheet = {
  readonly on: string;
  readonly postings: readonly (Entry | Line)[];
};

const kinds = [...entryKinds, ...lineKinds];

const noBalances: BalancesPaise = {
  cash: 0,
  bank: 0,
  loans: 0,
  savings: 0,
  borrowings: 0,
  grants: 0,
  surplus: 0,
};

const add = (a: BalancesPaise, b: BalancesPaise): BalancesPaise => ({
  cash: a.cash + b.cash,
  bank: a.bank + b.bank,
  loans: a.loans + b.loans,
  savings: a.savings + b.savings,
  borrowings: a.borrowings + b.borrowings,
  grants: a.grants + b.grants,
  surplus: a.surplus + b.surplus,
});

const changesIn = (postings: readonly Posting[]): BalancesPaise =>
  postings.reduce<BalancesPaise>((total, posting) => add(total, changesOf(posting)), noBalances);

const headOf = (posting: Entry | Line): string | undefined => ('head' in posting ? posting.head : undefined);

/** One row for each kind and head, in the order of the kinds. */
const rowsOf = (
  postings: readonly (Entry | Line)[],
  withHeads: boolean,
): Accounts['receiptsAndPayments']['receipts'] =>
  kinds.flatMap((kind) =>
    [
      ...Map.groupBy(
        postings.filter((posting) => posting.kind === kind),
        (posting) => (withHeads ? headOf(posting) : undefined),
      ),
    ]
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
      .map(([head, ofHead]) => ({
        kind,
        ...(head === undefined ? {} : { head }),
        amountPaise: ofHead.reduce((total, { amountPaise }) => total + amountPaise, 0),
      })),
  );

const moneyOf = ({ cash, bank }: BalancesPaise) => ({ cashPaise: cash, bankPaise: bank });

/**
 * A group's three accounts for a period, both days included.
 * @param sheets all sheets and vouchers that are not reversed, in any order
 * @throws Error if the balance sheet does not balance: then money is missing, and nothing may be shown
 */
export const accountsOf = (
  sheets: readonly AccountedSheet[],
  opening: Opening | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): Accounts => {
  const before = sheets.filter(({ on }) => on < from).flatMap(({ postings }) => postings);
  const within = sheets.filter(({ on }) => from <= on && on <= to).flatMap(({ postings }) => postings);
  const opened = opening === undefined || opening.asOf > to ? noBalances : openedBalances(opening);
  const start = add(opened, changesIn(before));
  const end = add(start, changesIn(within));
  if (differenceOf(end) !== 0) {
    throw new InternalError("A group's balance sheet does not balance.");
  }
  const movesMoney = (posting: Entry | Line, sign: 1 | -1): boolean => {
    const { cash, bank } = changesOf(posting);
    return Math.sign(cash + bank) === sign;
  };
  const movesSurplus = (posting: Entry | Line, sign: 1 | -1): boolean =>
    Math.sign(changesOf(posting).surplus) === sign;
  return {
    receiptsAndPayments: {
      opening: moneyOf(start),
      receipts: rowsOf(
        within.filter((posting) => movesMoney(posting, 1)),
        true,
      ),
      payments: rowsOf(
        within.filter((posting) => movesMoney(posting, -1)),
        true,
      ),
      closing: moneyOf(end),
    },
    incomeAndExpenditure: {
      income: rowsOf(
        within.filter((posting) => movesSurplus(posting, 1)),
        false,
      ),
      expenditure: rowsOf(
        within.filter((posting) => movesSurplus(posting, -1)),
        true,
      ),
      surplusPaise: sumOf('surplus', within),
    },
    balanceSheet: {
      asOf: to,
      assets: { ...moneyOf(end), loansOutstandingPaise: end.loans },
      liabilities: {
        savingsPaise: end.savings,
        borrowingsOutstandingPaise: end.borrowings,
        grantsPaise: end.grants,
        surplusPaise: end.surplus,
      },
    },
  };
};
