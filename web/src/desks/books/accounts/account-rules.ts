import { sharesSurplus } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { BalancesPaise, EntryKind, LineKind } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import type { MessageKey } from '../../text.ts';

/** A group's accounts with two sides each, as treasurers and auditors write them. Pure; amounts in paise. */

export type Accounts = AnswerOf<'GET /api/collectives/{id}/accounts'>;

/** A row of an account: a total with a name of its own, or the sum of one kind of entries or lines. */
export type AccountRow =
  | { readonly name: MessageKey; readonly paise: number }
  | { readonly kind: EntryKind | LineKind; readonly head: string | undefined; readonly paise: number };

export type AccountSide = {
  readonly title: MessageKey;
  readonly rows: readonly AccountRow[];
  readonly totalPaise: number;
};

export type Account = {
  readonly key: 'receiptsAndPayments' | 'incomeAndExpenditure' | 'appropriation' | 'balanceSheet';
  readonly title: MessageKey;
  readonly left: AccountSide;
  readonly right: AccountSide;
};

type AnswerRow = Accounts['receiptsAndPayments']['receipts'][number];

const toAccountRows = (rows: readonly AnswerRow[]): AccountRow[] =>
  rows.map(({ kind, head, amountPaise }) => ({ kind, head, paise: amountPaise }));

const sideOf = (title: MessageKey, rows: readonly AccountRow[]): AccountSide => ({
  title,
  rows,
  totalPaise: rows.reduce((sum, { paise }) => sum + paise, 0),
});

/** The balance sheet of a group: its assets on the left, its liabilities, grants and surplus on the right. */
export const balanceSheetOf = (title: MessageKey, balances: BalancesPaise): Account => ({
  key: 'balanceSheet',
  title,
  left: sideOf('accounts.assets', [
    { name: 'cash', paise: balances.cash },
    { name: 'groups.bank', paise: balances.bank },
    { name: 'loans', paise: balances.loans },
  ]),
  right: sideOf('accounts.liabilities', [
    { name: 'savings', paise: balances.savings },
    { name: 'accounts.borrowings', paise: balances.borrowings },
    { name: 'groups.grants', paise: balances.grants },
    { name: 'groups.surplus', paise: balances.surplus },
  ]),
});

/**
 * The result of a period in a group's accounts: its income minus its expenditure, in paise. The API counts shares of the
 * surplus as expenditure, so they are added back: auditors count them as a use of the result.
 */
export const resultBeforeSharing = ({
  expenditure,
  surplusPaise,
}: Accounts['incomeAndExpenditure']): number => surplusPaise + sharedPaiseOf(expenditure);

/** The sum of the members' shares of the surplus. */
const sharedPaiseOf = (expenditure: readonly AnswerRow[]): number =>
  expenditure.filter(sharesSurplus).reduce((sum, { amountPaise }) => sum + amountPaise, 0);

/** The appropriation account: which part of the period's result was shared, and what remains; undefined if nothing was shared. */
function appropriationOf(resultPaise: number, sharedPaise: number): Account | undefined {
  if (sharedPaise === 0) return undefined;
  // Negative if the group shared more than the period's result: the rest comes from earlier periods.
  const remainingPaise = resultPaise - sharedPaise;
  return {
    key: 'appropriation',
    title: 'accounts.appropriation',
    left: sideOf('accounts.toShare', [
      ...(resultPaise > 0 ? [{ name: 'accounts.beforeSharing', paise: resultPaise } as const] : []),
      ...(remainingPaise < 0 ? [{ name: 'accounts.fromEarlier', paise: -remainingPaise } as const] : []),
    ]),
    right: sideOf('accounts.shareOut', [
      { name: 'accounts.shared', paise: sharedPaise },
      ...(resultPaise < 0 ? [{ name: 'accounts.deficit', paise: -resultPaise } as const] : []),
      ...(remainingPaise >= 0 ? [{ name: 'accounts.afterSharing', paise: remainingPaise } as const] : []),
    ]),
  };
}

/**
 * A group's accounts with two sides each: receipts and payments, income and expenditure, the balance sheet, and an account
 * of the appropriation if some of the surplus was shared. The excess or deficit is added to the smaller side, so that both
 * sides have the same total.
 */
export function accountsOnTwoSides({
  receiptsAndPayments,
  incomeAndExpenditure,
  balanceSheet,
}: Accounts): Account[] {
  const { opening, receipts, payments, closing, movedInPaise, movedOutPaise } = receiptsAndPayments;
  const { income, expenditure } = incomeAndExpenditure;
  const resultPaise = resultBeforeSharing(incomeAndExpenditure);
  const appropriation = appropriationOf(resultPaise, sharedPaiseOf(expenditure));
  const resultName = appropriation === undefined ? 'accounts.excess' : 'accounts.beforeSharing';
  const expenditureBeforeSharing = expenditure.filter((row) => !sharesSurplus(row));
  const { assets, liabilities } = balanceSheet;
  const deficit = resultPaise < 0 ? [{ name: 'accounts.deficit', paise: -resultPaise } as const] : [];
  const excess = resultPaise >= 0 ? [{ name: resultName, paise: resultPaise } as const] : [];
  return [
    {
      key: 'receiptsAndPayments',
      title: 'accounts.receiptsAndPayments',
      left: sideOf('accounts.receipts', [
        { name: 'accounts.openingCash', paise: opening.cashPaise },
        { name: 'accounts.openingBank', paise: opening.bankPaise },
        ...toAccountRows(receipts),
        ...(movedInPaise > 0 ? [{ name: 'accounts.movedIn', paise: movedInPaise } as const] : []),
      ]),
      right: sideOf('accounts.payments', [
        ...toAccountRows(payments),
        ...(movedOutPaise > 0 ? [{ name: 'accounts.movedOut', paise: movedOutPaise } as const] : []),
        { name: 'accounts.closingCash', paise: closing.cashPaise },
        { name: 'accounts.closingBank', paise: closing.bankPaise },
      ]),
    },
    {
      key: 'incomeAndExpenditure',
      title: 'accounts.incomeAndExpenditure',
      left: sideOf('accounts.income', [...toAccountRows(income), ...deficit]),
      right: sideOf('accounts.expenditure', [...toAccountRows(expenditureBeforeSharing), ...excess]),
    },
    ...(appropriation === undefined ? [] : [appropriation]),
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

/** Whether a group's accounts balance: both sides of each have the same total. */
export const doAccountsBalance = (accounts: readonly Account[]): boolean =>
  accounts.every(({ left, right }) => left.totalPaise === right.totalPaise);
