import {
  type EntryKind,
  expenseHeads,
  grantHeads,
  type LineKind,
} from '../../../../functions/shared/kinds/book-kinds.ts';

/** Kinds with nothing to choose: they move only cash, only the bank, money from one to the other, or no money. */
const kindsWithoutAccount: ReadonlySet<EntryKind | LineKind> = new Set([
  'bank_deposit',
  'bank_withdrawal',
  'bank_interest',
  'bank_charge',
  'cash_over',
  'cash_short',
  'set_off',
  'write_off',
]);

/** On the desk's sheet and voucher forms: whether a kind of entry or line has the field for cash or bank. */
export const hasAccount = (kind: EntryKind | LineKind): boolean => !kindsWithoutAccount.has(kind);

/** On the desk's sheet and voucher forms: whether a kind of line has the field for the borrowing. */
export const hasBorrowing = (kind: LineKind): boolean => kind.startsWith('borrowing_');

/** On the desk's sheet and voucher forms: whether a kind of entry or line has the field for a reason. */
export const hasReason = (kind: EntryKind | LineKind): boolean =>
  kind === 'cash_over' || kind === 'cash_short' || kind === 'write_off';

/** On the desk's sheet form: whether a kind of entry has the field for one of the member's loans. A `loan` is a new one. */
export const refersToLoan = (kind: EntryKind): boolean =>
  kind === 'repayment' || kind === 'set_off' || kind === 'write_off' || kind === 'interest';

/** On the desk's sheet and voucher forms: the heads of account that a kind of line offers, such as `travel`; empty for most kinds. */
export const headsOf = (kind: LineKind): readonly string[] =>
  kind === 'grant' ? grantHeads : kind === 'expense' ? expenseHeads : [];
