import type { CashOrBank } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import type { DraftEntry, DraftLine } from '../drafts/draft.ts';
import { sharesOf } from './year-end-rules.ts';

/** The closing of a group's books before it is dissolved: the sheets and vouchers that empty them. Pure; amounts in paise. */

export type OpenLoan = {
  readonly memberId: string;
  readonly loanId: string;
  readonly outstandingPaise: number;
};

export type RemainingBooks = Pick<
  AnswerOf<'GET /api/collectives/{id}/ledger'>,
  | 'cashPaise'
  | 'bankPaise'
  | 'savingsPaise'
  | 'loansOutstandingPaise'
  | 'borrowingsOutstandingPaise'
  | 'grantsPaise'
  | 'surplusPaise'
> & {
  readonly members: readonly { readonly memberId: string; readonly savingsPaise: number }[];
  readonly borrowings: readonly { readonly borrowingId: string; readonly outstandingPaise: number }[];
};

/** An entry or line that a step of the closing proposes. People may change it before it is recorded. */
export type ProposedEntry = Pick<DraftEntry, 'memberId' | 'kind'> & {
  readonly amountPaise: number;
} & Partial<Pick<DraftEntry, 'loanId' | 'account'>>;
export type ProposedLine = Pick<DraftLine, 'kind' | 'account'> & {
  readonly amountPaise: number;
} & Partial<Pick<DraftLine, 'borrowingId' | 'head'>>;

/**
 * For closing a group's books: whether nothing remains in them, neither money nor debts nor savings. Grants and a loss may
 * remain, which then cancel each other.
 */
export const areBooksEmpty = (books: RemainingBooks): boolean =>
  books.cashPaise === 0 &&
  books.bankPaise === 0 &&
  books.savingsPaise === 0 &&
  books.loansOutstandingPaise === 0 &&
  books.borrowingsOutstandingPaise === 0;

/** A step of closing a group's books: entries that set off each woman's savings against her own loans, as far as the savings reach. */
export function setOffs(books: RemainingBooks, loans: readonly OpenLoan[]): ProposedEntry[] {
  const savings = new Map(books.members.map(({ memberId, savingsPaise }) => [memberId, savingsPaise]));
  return loans.flatMap(({ memberId, loanId, outstandingPaise }) => {
    const savingsPaise = savings.get(memberId) ?? 0;
    const amountPaise = Math.min(savingsPaise, outstandingPaise);
    // A second loan of the woman's is set off against the rest.
    savings.set(memberId, savingsPaise - amountPaise);
    return amountPaise === 0 ? [] : [{ memberId, kind: 'set_off', loanId, amountPaise }];
  });
}

/** A step of closing a group's books: entries that end each loan, by a repayment of what is outstanding or a write-off. */
export const loanEndEntries = (
  loans: readonly OpenLoan[],
  kind: 'repayment' | 'write_off',
): ProposedEntry[] =>
  loans.flatMap(({ memberId, loanId, outstandingPaise }) =>
    outstandingPaise === 0 ? [] : [{ memberId, kind, loanId, amountPaise: outstandingPaise }],
  );

/**
 * Chooses for each payment whether it is made in cash or from the bank: in cash if the cash suffices; else from the bank as far
 * as that reaches, and the rest in cash. If both together don't suffice, the cash falls below 0: then the form warns of it.
 */
function choosePlaces<Item extends { readonly amountPaise: number }>(
  items: readonly Item[],
  { cashPaise, bankPaise }: Pick<RemainingBooks, 'cashPaise' | 'bankPaise'>,
): (Item & { readonly account: CashOrBank })[] {
  const remaining = { cash: cashPaise, bank: bankPaise };
  const pay = (item: Item, account: CashOrBank, amountPaise: number) => {
    remaining[account] -= amountPaise;
    return amountPaise === 0 ? [] : [{ ...item, account, amountPaise }];
  };
  return items.flatMap((item) => {
    if (remaining.cash >= item.amountPaise) return pay(item, 'cash', item.amountPaise);
    const fromBank = Math.min(remaining.bank, item.amountPaise);
    return [...pay(item, 'bank', fromBank), ...pay(item, 'cash', item.amountPaise - fromBank)];
  });
}

/** A step of closing a group's books: lines that repay every borrowing. */
export const borrowingRepaymentLines = (books: RemainingBooks): ProposedLine[] =>
  choosePlaces(
    books.borrowings.flatMap(({ borrowingId, outstandingPaise }) =>
      outstandingPaise === 0 ? [] : [{ borrowingId, amountPaise: outstandingPaise }],
    ),
    books,
  ).map((line) => ({ ...line, kind: 'borrowing_repaid' }));

/** A step of closing a group's books: entries that pay out every woman's savings. */
export const withdrawals = (books: RemainingBooks): ProposedEntry[] =>
  choosePlaces(
    books.members.flatMap(({ memberId, savingsPaise }) =>
      savingsPaise === 0 ? [] : [{ memberId, amountPaise: savingsPaise }],
    ),
    books,
  ).map((entry) => ({ ...entry, kind: 'withdrawal' }));

/**
 * A step of closing a group's books: entries that share the rest of the surplus equally, in whole rupees, as far as there is
 * money for it.
 */
export function finalShares(books: RemainingBooks, memberIds: readonly string[]): ProposedEntry[] {
  // Negative after a loss: then there are no shares.
  const amountPaise = Math.min(books.surplusPaise, books.cashPaise + books.bankPaise);
  // Equal shares depend neither on savings nor on attendance.
  const sharers = memberIds.map((memberId) => ({ memberId, savingsPaise: 0, timesPresent: 0 }));
  const { shares } = sharesOf(amountPaise, sharers, 'equally');
  return choosePlaces(shares, books).map((entry) => ({ ...entry, kind: 'dividend' }));
}

/**
 * The last step of closing a group's books: lines by which the rest of the money is handed over or spent. It comes from grants, or is
 * too little to share.
 */
export const handOverLines = ({ cashPaise, bankPaise }: RemainingBooks): ProposedLine[] =>
  (['cash', 'bank'] as const).flatMap((account) => {
    const amountPaise = account === 'cash' ? cashPaise : bankPaise;
    return amountPaise === 0 ? [] : [{ kind: 'expense', head: 'other', amountPaise, account }];
  });
