import type {
  EntryKind,
  expenseHeads,
  grantHeads,
  LineKind,
} from '../../../../functions/shared/kinds/book-kinds.ts';
import { loanPurposes } from '../../../../functions/shared/kinds/loan-words.ts';
import type { ItemOf } from '../../api/routes.ts';
import { formatRupees } from '../../i18n/format.ts';
import { type MessageKey, t } from '../text.ts';

export type Voucher = ItemOf<'GET /api/collectives/{id}/vouchers'>;
export type Borrowing = ItemOf<'GET /api/collectives/{id}/borrowings'>;

const kindNames: Readonly<Record<EntryKind | LineKind, MessageKey>> = {
  deposit: 'books.entry.deposit',
  withdrawal: 'books.entry.withdrawal',
  loan: 'books.entry.loan',
  repayment: 'books.entry.repayment',
  interest: 'books.entry.interest',
  fine: 'books.entry.fine',
  dividend: 'books.entry.dividend',
  set_off: 'books.entry.set_off',
  write_off: 'books.entry.write_off',
  bank_deposit: 'line.bank_deposit',
  bank_withdrawal: 'line.bank_withdrawal',
  bank_interest: 'line.bank_interest',
  bank_charge: 'line.bank_charge',
  membership_fee: 'line.membership_fee',
  other_income: 'line.other_income',
  grant: 'line.grant',
  expense: 'line.expense',
  borrowing_received: 'line.borrowing_received',
  borrowing_repaid: 'line.borrowing_repaid',
  borrowing_interest: 'line.borrowing_interest',
  cash_over: 'line.cash_over',
  cash_short: 'line.cash_short',
};

/** The message key of the name of a kind of entry or line in the books. */
export const kindName = (kind: EntryKind | LineKind): MessageKey => kindNames[kind];

const grantHeadNames: Readonly<Record<(typeof grantHeads)[number], MessageKey>> = {
  revolving_fund: 'head.revolving_fund',
  subvention: 'head.subvention',
  donation: 'head.donation',
};
const expenseHeadNames: Readonly<Record<(typeof expenseHeads)[number], MessageKey>> = {
  stationery: 'head.stationery',
  travel: 'head.travel',
  honorarium: 'head.honorarium',
  meeting: 'head.meeting',
  audit: 'head.audit',
  other: 'head.other',
};
const heads: Readonly<Record<string, MessageKey>> = { ...grantHeadNames, ...expenseHeadNames };

/** The message key of the name of a head of account in the books; an unknown head has the name of other expenses. */
export const headName = (head: string): MessageKey => heads[head] ?? 'head.other';

/** The message keys of the names of the sources from which a group borrows. */
export const borrowingSourceNames: Readonly<Record<Borrowing['source'], MessageKey>> = {
  bank_linkage: 'source.bank_linkage',
  cif: 'source.cif',
  stree_nidhi: 'source.stree_nidhi',
  ngo: 'source.ngo',
  other: 'source.other',
};

/** The options for the purpose of a loan in the books' forms; the first leaves it open. */
export const loanPurposeOptions = (): [string, string][] => [
  ['', '–'],
  ...loanPurposes.map((each): [string, string] => [each, t(`purpose.loan.${each}`)]),
];

/** A kind of line in the books and its head as one text: `Expense: travel`. */
export const kindText = ({
  kind,
  head,
}: {
  kind: EntryKind | LineKind;
  head?: string | undefined;
}): string => (head === undefined ? t(kindName(kind)) : `${t(kindName(kind))}: ${t(headName(head))}`);

/** The text for a group's borrowing where one is chosen or named at the desk: `Bank linkage, ₹50,000`. */
export const borrowingText = ({ source, principalPaise }: Borrowing): string =>
  `${t(borrowingSourceNames[source])}, ${formatRupees(principalPaise)}`;
