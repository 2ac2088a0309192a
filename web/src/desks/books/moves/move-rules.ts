import { differenceOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { BalancesPaise } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { AnswerOf, BodyOf } from '../../../api/routes.ts';

/** The plan of a move between two groups: what goes, and what both have afterwards. Pure; in paise. */

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;

/** What the coordinator chooses. How much cash goes follows from it, so that the plan always balances. */
export type MoveChoice = {
  readonly memberIds: readonly string[];
  readonly grantsPaise: number;
  /** Below zero if a loss goes. */
  readonly surplusPaise: number;
  readonly borrowingIds: readonly string[];
  /** How much of the money goes from one bank account to the other. */
  readonly bankPaise: number;
};

export const balancesOfLedger = (ledger: Omit<Ledger, 'members' | 'borrowings'>): BalancesPaise => ({
  cash: ledger.cashPaise,
  bank: ledger.bankPaise,
  loans: ledger.loansOutstandingPaise,
  savings: ledger.savingsPaise,
  borrowings: ledger.borrowingsOutstandingPaise,
  grants: ledger.grantsPaise,
  surplus: ledger.surplusPaise,
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

/** What goes by a choice. The cash is what makes it balance; below zero it comes from the other group. */
export function whatGoes({ members, borrowings }: Ledger, choice: MoveChoice): BalancesPaise {
  const women = members.filter(({ memberId }) => choice.memberIds.includes(memberId));
  const owed = borrowings.filter(({ borrowingId }) => choice.borrowingIds.includes(borrowingId));
  const moved = {
    cash: 0,
    bank: choice.bankPaise,
    loans: sum(women.map(({ loansOutstandingPaise }) => loansOutstandingPaise)),
    savings: sum(women.map(({ savingsPaise }) => savingsPaise)),
    borrowings: sum(owed.map(({ outstandingPaise }) => outstandingPaise)),
    grants: choice.grantsPaise,
    surplus: choice.surplusPaise,
  };
  return { ...moved, cash: 0 - differenceOf(moved) };
}

/** Balances after a move. @param sign 1 for the group to which it goes, -1 for the one that it leaves */
export const balancesAfter = (before: BalancesPaise, moved: BalancesPaise, sign: 1 | -1): BalancesPaise => ({
  cash: before.cash + sign * moved.cash,
  bank: before.bank + sign * moved.bank,
  loans: before.loans + sign * moved.loans,
  savings: before.savings + sign * moved.savings,
  borrowings: before.borrowings + sign * moved.borrowings,
  grants: before.grants + sign * moved.grants,
  surplus: before.surplus + sign * moved.surplus,
});

/** The first balance that a move would leave below zero; undefined if there is none. */
export const shortageIn = (after: BalancesPaise): 'cash' | 'bank' | 'grants' | undefined =>
  (['cash', 'bank', 'grants'] as const).find((balance) => after[balance] < 0);

/** Everything that a group has and whoever is in it: what goes if it joins another. */
export const everything = (
  { bankPaise, grantsPaise, surplusPaise, borrowings }: Ledger,
  memberIds: readonly string[],
): MoveChoice => ({
  memberIds,
  grantsPaise,
  surplusPaise,
  borrowingIds: borrowings.map(({ borrowingId }) => borrowingId),
  bankPaise,
});

/** The request for a choice. */
export const moveBody = (
  choice: MoveChoice,
  moved: BalancesPaise,
  sent: {
    readonly id: string;
    readonly on: string;
    readonly to: string;
    readonly reason: string | undefined;
  },
): BodyOf<'POST /api/collectives/{id}/moves'> => {
  const { memberIds, grantsPaise, surplusPaise, borrowingIds } = choice;
  return {
    id: sent.id,
    on: sent.on,
    to: sent.to,
    members: [...memberIds],
    own: { grantsPaise, surplusPaise, borrowingIds: [...borrowingIds] },
    cashPaise: moved.cash,
    bankPaise: moved.bank,
    ...(sent.reason === undefined ? {} : { reason: sent.reason }),
  };
};
