import type { AnswerOf } from '../../api/routes.ts';
import type { DraftEntry, DraftLine, MoneyPlace } from './draft.ts';
import { sharesOf } from './year-end-rules.ts';

/** How a group is dissolved: what is still in its books, and sheets that take it out; pure. Amounts in paise. */

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

/** A row of a sheet as a step proposes it. */
export type ProposedEntry = Pick<DraftEntry, 'memberId' | 'kind'> & {
  readonly amountPaise: number;
} & Partial<Pick<DraftEntry, 'loanId' | 'account'>>;
export type ProposedLine = Pick<DraftLine, 'kind' | 'account'> & {
  readonly amountPaise: number;
} & Partial<Pick<DraftLine, 'borrowingId' | 'head'>>;

/** For closing a group's books: whether they hold nothing and nobody's. Grants and a surplus then cancel each other. */
export const areBooksEmpty = (left: RemainingBooks): boolean =>
  left.cashPaise === 0 &&
  left.bankPaise === 0 &&
  left.savingsPaise === 0 &&
  left.loansOutstandingPaise === 0 &&
  left.borrowingsOutstandingPaise === 0;

/** A step of closing a group's books: each woman's savings pay her own loans, as far as they reach. */
export function setOffs(left: RemainingBooks, loans: readonly OpenLoan[]): ProposedEntry[] {
  const savings = new Map(left.members.map(({ memberId, savingsPaise }) => [memberId, savingsPaise]));
  return loans.flatMap(({ memberId, loanId, outstandingPaise }) => {
    const has = savings.get(memberId) ?? 0;
    const amountPaise = Math.min(has, outstandingPaise);
    savings.set(memberId, has - amountPaise);
    return amountPaise === 0 ? [] : [{ memberId, kind: 'set_off', loanId, amountPaise }];
  });
}

/** A step of closing a group's books: what is left of each loan, repaid or written off. */
export const loanEndEntries = (
  loans: readonly OpenLoan[],
  kind: 'repayment' | 'write_off',
): ProposedEntry[] =>
  loans.flatMap(({ memberId, loanId, outstandingPaise }) =>
    outstandingPaise === 0 ? [] : [{ memberId, kind, loanId, amountPaise: outstandingPaise }],
  );

/**
 * Pays each amount out of what has enough for it: the box while it lasts, then the bank; where neither has, a part from each. What
 * there is no money for is asked of the box, so that the form says so.
 */
function payFrom<Item extends { readonly amountPaise: number }>(
  items: readonly Item[],
  { cashPaise, bankPaise }: Pick<RemainingBooks, 'cashPaise' | 'bankPaise'>,
): (Item & { readonly account: MoneyPlace })[] {
  const held = { cash: cashPaise, bank: bankPaise };
  const pay = (item: Item, account: MoneyPlace, amountPaise: number) => {
    held[account] -= amountPaise;
    return amountPaise === 0 ? [] : [{ ...item, account, amountPaise }];
  };
  return items.flatMap((item) => {
    if (held.cash >= item.amountPaise) return pay(item, 'cash', item.amountPaise);
    const fromBank = Math.min(held.bank, item.amountPaise);
    return [...pay(item, 'bank', fromBank), ...pay(item, 'cash', item.amountPaise - fromBank)];
  });
}

/** A step of closing a group's books: every borrowing is repaid. */
export const borrowingRepaymentLines = (left: RemainingBooks): ProposedLine[] =>
  payFrom(
    left.borrowings.flatMap(({ borrowingId, outstandingPaise }) =>
      outstandingPaise === 0 ? [] : [{ borrowingId, amountPaise: outstandingPaise }],
    ),
    left,
  ).map((line) => ({ ...line, kind: 'borrowing_repaid' }));

/** A step of closing a group's books: every woman gets her savings. */
export const withdrawals = (left: RemainingBooks): ProposedEntry[] =>
  payFrom(
    left.members.flatMap(({ memberId, savingsPaise }) =>
      savingsPaise === 0 ? [] : [{ memberId, amountPaise: savingsPaise }],
    ),
    left,
  ).map((entry) => ({ ...entry, kind: 'withdrawal' }));

/**
 * A step of closing a group's books: what is left of the surplus is shared equally, as far as there is money for it,
 * in whole rupees.
 */
export function finalShares(left: RemainingBooks, memberIds: readonly string[]): ProposedEntry[] {
  const amountPaise = Math.min(left.surplusPaise, left.cashPaise + left.bankPaise);
  const sharers = memberIds.map((memberId) => ({ memberId, savingsPaise: 0, timesPresent: 0 }));
  const { shares } = sharesOf(amountPaise, sharers, 'equally');
  return payFrom(shares, left).map((entry) => ({ ...entry, kind: 'dividend' }));
}

/**
 * The last step of closing a group's books: what is left then, of grants or of rupees that can't be shared, is handed
 * over or spent.
 */
export const finalLines = ({ cashPaise, bankPaise }: RemainingBooks): ProposedLine[] =>
  (['cash', 'bank'] as const).flatMap((account) => {
    const amountPaise = account === 'cash' ? cashPaise : bankPaise;
    return amountPaise === 0 ? [] : [{ kind: 'expense', head: 'other', amountPaise, account }];
  });
