import type { BalanceChanges, EntryKind, LineKind } from '../../../../functions/domain/book-entries.ts';
import type { AnswerOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';

/** A group's accounts as they are written: two sides with the same total; pure. Amounts in paise. */

export type Accounts = AnswerOf<'GET /api/collectives/{id}/accounts'>;

export type AccountRow =
  | { readonly name: MessageKey; readonly paise: number }
  | { readonly kind: EntryKind | LineKind; readonly head: string | undefined; readonly paise: number };

export type Side = {
  readonly title: MessageKey;
  readonly rows: readonly AccountRow[];
  readonly totalPaise: number;
};

export type Account = {
  readonly key: 'receiptsAndPayments' | 'incomeAndExpenditure' | 'balanceSheet';
  readonly title: MessageKey;
  readonly left: Side;
  readonly right: Side;
};

type ApiRow = Accounts['receiptsAndPayments']['receipts'][number];

const moved = (rows: readonly ApiRow[]): AccountRow[] =>
  rows.map(({ kind, head, amountPaise }) => ({ kind, head, paise: amountPaise }));

const sideOf = (title: MessageKey, rows: readonly AccountRow[]): Side => ({
  title,
  rows,
  totalPaise: rows.reduce((sum, { paise }) => sum + paise, 0),
});

/** A group's balances as an account: what it has on one side, whose it is on the other. */
export const balanceSheetOf = (title: MessageKey, held: BalanceChanges): Account => ({
  key: 'balanceSheet',
  title,
  left: sideOf('accounts.assets', [
    { name: 'cash', paise: held.cash },
    { name: 'groups.bank', paise: held.bank },
    { name: 'loans', paise: held.loans },
  ]),
  right: sideOf('accounts.liabilities', [
    { name: 'savings', paise: held.savings },
    { name: 'accounts.borrowings', paise: held.borrowings },
    { name: 'groups.grants', paise: held.grants },
    { name: 'groups.surplus', paise: held.surplus },
  ]),
});

/**
 * A group's three accounts as two-sided tables. What is left over stands on the smaller side, so that both have the same
 * total.
 */
export function threeAccounts({
  receiptsAndPayments,
  incomeAndExpenditure,
  balanceSheet,
}: Accounts): Account[] {
  const { opening, receipts, payments, closing } = receiptsAndPayments;
  const { income, expenditure, surplusPaise } = incomeAndExpenditure;
  const { assets, liabilities } = balanceSheet;
  const left = surplusPaise < 0 ? [{ name: 'accounts.deficit', paise: -surplusPaise } as const] : [];
  const over = surplusPaise >= 0 ? [{ name: 'accounts.excess', paise: surplusPaise } as const] : [];
  return [
    {
      key: 'receiptsAndPayments',
      title: 'accounts.receiptsAndPayments',
      left: sideOf('accounts.receipts', [
        { name: 'accounts.openingCash', paise: opening.cashPaise },
        { name: 'accounts.openingBank', paise: opening.bankPaise },
        ...moved(receipts),
      ]),
      right: sideOf('accounts.payments', [
        ...moved(payments),
        { name: 'accounts.closingCash', paise: closing.cashPaise },
        { name: 'accounts.closingBank', paise: closing.bankPaise },
      ]),
    },
    {
      key: 'incomeAndExpenditure',
      title: 'accounts.incomeAndExpenditure',
      left: sideOf('accounts.income', [...moved(income), ...left]),
      right: sideOf('accounts.expenditure', [...moved(expenditure), ...over]),
    },
    balanceSheetOf('accounts.balanceSheet', {
      cash: assets.cashPaise,
      bank: assets.bankPaise,
      loans: assets.loansOutstandingPaise,
      savings: liabilities.savingsPaise,
      borrowings: liabilities.borrowingsOutstandingPaise,
      grants: liabilities.grantsPaise,
      surplus: liabilities.surplusPaise,
    }),
  ];
}

/** Whether both sides of each of a group's accounts have the same total. */
export const doBalance = (accounts: readonly Account[]): boolean =>
  accounts.every(({ left, right }) => left.totalPaise === right.totalPaise);
