import { differenceOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { BalancesPaise } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { openingLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import type { BodyOf } from '../../../api/routes.ts';
import { type Account, balanceSheetOf } from '../accounts/account-rules.ts';
import type { Borrowing } from '../book-words.ts';
import type { LoanTerms } from '../drafts/draft.ts';

/** The draft of an opening of a group's books while it is typed at the desk. Amounts in paise; empty fields count as 0. */

export type DraftLoan = {
  /** Identifies the row on the screen. */
  readonly key: string;
  readonly loanId: string;
  readonly disbursedOn: string;
  readonly principalPaise: number | undefined;
  readonly outstandingPaise: number | undefined;
  readonly terms: LoanTerms;
};

export type DraftMember = {
  readonly memberId: string;
  readonly savingsPaise: number | undefined;
  readonly loans: readonly DraftLoan[];
};

export type DraftBorrowing = {
  readonly key: string;
  readonly id: string;
  readonly source: Borrowing['source'];
  readonly sanctionedOn: string;
  readonly principalPaise: number | undefined;
  readonly outstandingPaise: number | undefined;
  readonly terms: LoanTerms;
};

export type DraftOpening = {
  /** The day of these balances. */
  readonly asOf: string;
  readonly cashPaise: number | undefined;
  readonly bankPaise: number | undefined;
  readonly grantsPaise: number | undefined;
  readonly surplusPaise: number | undefined;
  /** Whether `surplusPaise`, which is typed without a sign, is a loss. */
  readonly isLoss: boolean;
  readonly members: readonly DraftMember[];
  readonly borrowings: readonly DraftBorrowing[];
};

/** The empty draft with which the desk's form of an opening starts. */
export const emptyOpening = (memberIds: readonly string[], asOf: string): DraftOpening => ({
  asOf,
  cashPaise: undefined,
  bankPaise: undefined,
  grantsPaise: undefined,
  surplusPaise: undefined,
  isLoss: false,
  members: memberIds.map((memberId) => ({ memberId, savingsPaise: undefined, loans: [] })),
  borrowings: [],
});

/** Sorts the members of an opening's draft by name; those without a name keep their order, after the others. */
export const sortByName = (
  members: readonly DraftMember[],
  names: ReadonlyMap<string, string>,
): DraftMember[] =>
  members.toSorted((a, b) => {
    const nameOfA = names.get(a.memberId);
    const nameOfB = names.get(b.memberId);
    // 0 for a member with a name and 1 for one without, so that members with names come first.
    if (nameOfA === undefined || nameOfB === undefined)
      return Number(nameOfA === undefined) - Number(nameOfB === undefined);
    return nameOfA.localeCompare(nameOfB);
  });

const sum = (amounts: readonly (number | undefined)[]): number =>
  amounts.reduce<number>((total, amount = 0) => total + amount, 0);

/** The surplus, negative for a loss. A loss of 0 is 0 and not -0, which a comparison may tell apart. */
const signedSurplus = ({ surplusPaise = 0, isLoss }: DraftOpening): number =>
  isLoss && surplusPaise !== 0 ? -surplusPaise : surplusPaise;

/**
 * The balances in the desk's draft of an opening, as typed: what the group has on that day (cash, bank, loans), and to whom
 * that belongs (the others).
 */
export const openingBalances = (draft: DraftOpening): BalancesPaise => ({
  cash: draft.cashPaise ?? 0,
  bank: draft.bankPaise ?? 0,
  loans: sum(draft.members.flatMap(({ loans }) => loans.map(({ outstandingPaise }) => outstandingPaise))),
  savings: sum(draft.members.map(({ savingsPaise }) => savingsPaise)),
  borrowings: sum(draft.borrowings.map(({ outstandingPaise }) => outstandingPaise)),
  grants: draft.grantsPaise ?? 0,
  surplus: signedSurplus(draft),
});

/**
 * The difference in the desk's draft of an opening: what the group has minus the balances that say to whom it belongs. An
 * opening can be sent once it is 0.
 */
export const openingDifference = (draft: DraftOpening): number => differenceOf(openingBalances(draft));

/** The balances of the desk's draft of an opening as an account: two sides, line by line. */
export const openingAccount = (balances: BalancesPaise): Account => balanceSheetOf('opening.sum', balances);

/**
 * The members that the request of an opening lists, in its order: all members; in a group that has more than an opening may list, only
 * members with savings or loans.
 */
export const listedMembers = ({ members }: DraftOpening): DraftMember[] =>
  members.length <= openingLimits.members
    ? [...members]
    : members.filter(({ savingsPaise = 0, loans }) => savingsPaise > 0 || loans.length > 0);

/** The desk's draft of an opening as a request body. */
export const draftOpeningBody = (
  draft: DraftOpening,
): Omit<BodyOf<'POST /api/collectives/{id}/opening'>, 'id'> => ({
  asOf: draft.asOf,
  cashPaise: draft.cashPaise ?? 0,
  bankPaise: draft.bankPaise ?? 0,
  grantsPaise: draft.grantsPaise ?? 0,
  surplusPaise: signedSurplus(draft),
  members: listedMembers(draft).map(({ memberId, savingsPaise = 0, loans }) => ({
    memberId,
    savingsPaise,
    loans: loans.map(({ loanId, disbursedOn, principalPaise = 0, outstandingPaise = 0, terms }) => ({
      loanId,
      disbursedOn,
      principalPaise,
      outstandingPaise,
      ...terms,
    })),
  })),
  borrowings: draft.borrowings.map(
    ({ id, source, sanctionedOn, principalPaise = 0, outstandingPaise = 0, terms }) => ({
      id,
      source,
      sanctionedOn,
      principalPaise,
      outstandingPaise,
      ...terms,
    }),
  ),
});
