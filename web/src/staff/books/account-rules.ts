import type { BalancesPaise, EntryKind, LineKind } from '../../../../functions/domain/book-entries.ts';
import type { AnswerOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';

/** A group's accounts as they are written: two sides with the same total; pure. Amounts in paise. */

export type Accounts = AnswerOf<'GET /api/collectives/{id}/accounts'>;

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

const moved = (rows: readonly AnswerRow[]): AccountRow[] =>
  rows.map(({ kind, head, amountPaise }) => ({ kind, head, paise: amountPaise }));

const sideOf = (title: MessageKey, rows: readonly AccountRow[]): AccountSide => ({
  title,
  rows,
  totalPaise: rows.reduce((sum, { paise }) => sum + paise, 0),
});

/** A group's balances as an account: what it has on one side, whose it is on the other. */
export const balanceSheetOf = (title: MessageKey, held: BalancesPaise): Account => ({
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
 * What a group earned in a period less what it spent, before anything of its surplus was shared, in paise. The API counts a
 * share of the surplus as expenditure; an auditor counts it as a use of the result.
 */
export const resultBeforeSharing = ({
  expenditure,
  surplusPaise,
}: Accounts['incomeAndExpenditure']): number => surplusPaise + sharedPaiseOf(expenditure);

const sharedPaiseOf = (expenditure: readonly AnswerRow[]): number =>
  expenditure.reduce((sum, { kind, amountPaise }) => sum + (kind === 'dividend' ? amountPaise : 0), 0);

/** What became of the period's result: what was shared, and what is left; undefined if nothing was shared. */
function appropriationOf(resultPaise: number, sharedPaise: number): Account | undefined {
  if (sharedPaise === 0) return undefined;
  const leftPaise = resultPaise - sharedPaise;
  return {
    key: 'appropriation',
    title: 'accounts.appropriation',
    left: sideOf('accounts.toShare', [
      ...(resultPaise > 0 ? [{ name: 'accounts.beforeSharing', paise: resultPaise } as const] : []),
      ...(leftPaise < 0 ? [{ name: 'accounts.fromEarlier', paise: -leftPaise } as const] : []),
    ]),
    right: sideOf('accounts.shareOut', [
      { name: 'accounts.shared', paise: sharedPaise },
      ...(resultPaise < 0 ? [{ name: 'accounts.deficit', paise: -resultPaise } as const] : []),
      ...(leftPaise >= 0 ? [{ name: 'accounts.afterSharing', paise: leftPaise } as const] : []),
    ]),
  };
}

/**
 * A group's accounts as two-sided tables: three, and a fourth if some of its surplus was shared. What is left over stands on
 * the smaller side, so that both have the same total.
 */
export function accountsOnTwoSides({
  receiptsAndPayments,
  incomeAndExpenditure,
  balanceSheet,
}: Accounts): Account[] {
  const { opening, receipts, payments, closing } = receiptsAndPayments;
  const { income, expenditure } = incomeAndExpenditure;
  const resultPaise = resultBeforeSharing(incomeAndExpenditure);
  const appropriation = appropriationOf(resultPaise, sharedPaiseOf(expenditure));
  const result = appropriation === undefined ? 'accounts.excess' : 'accounts.beforeSharing';
  const spent = expenditure.filter(({ kind }) => kind !== 'dividend');
  const { assets, liabilities } = balanceSheet;
  const left = resultPaise < 0 ? [{ name: 'accounts.deficit', paise: -resultPaise } as const] : [];
  const over = resultPaise >= 0 ? [{ name: result, paise: resultPaise } as const] : [];
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
      right: sideOf('accounts.expenditure', [...moved(spent), ...over]),
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
export const doBalance = (accounts: readonly Account[]): boolean =>
  accounts.every(({ left, right }) => left.totalPaise === right.totalPaise);
