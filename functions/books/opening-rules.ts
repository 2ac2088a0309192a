import { type BalancesPaise, differenceOf } from '../domain/book-entries.ts';
import type { AppError } from '../domain/errors.ts';
import type { OpeningInput, SentOpening } from './opening-schema.ts';
import { refuse } from './refusal-paths.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What a group had on the day of its opening, and whose it was. */
export const openedBalances = ({
  cashPaise,
  bankPaise,
  grantsPaise,
  surplusPaise,
  members,
  borrowings,
}: SentOpening): BalancesPaise => ({
  cash: cashPaise,
  bank: bankPaise,
  loans: sum(members.flatMap(({ loans }) => loans.map(({ outstandingPaise }) => outstandingPaise))),
  savings: sum(members.map(({ savingsPaise }) => savingsPaise)),
  borrowings: sum(borrowings.map(({ outstandingPaise }) => outstandingPaise)),
  grants: grantsPaise,
  surplus: surplusPaise,
});

/** Refuses the opening of a group's books that has a plan which begins before its loan, or that does not balance. */
export const validateOpening = (sent: OpeningInput): AppError | undefined => {
  const message = 'The first instalment is due before the loan is given.';
  const early = [
    ...sent.members.flatMap(({ loans }, at) =>
      loans.flatMap(({ firstDueOn, disbursedOn }, index) =>
        firstDueOn !== undefined && firstDueOn < disbursedOn
          ? [{ path: `members.${at}.loans.${index}.firstDueOn`, message }]
          : [],
      ),
    ),
    ...sent.borrowings.flatMap(({ firstDueOn, sanctionedOn }, at) =>
      firstDueOn !== undefined && firstDueOn < sanctionedOn
        ? [{ path: `borrowings.${at}.firstDueOn`, message }]
        : [],
    ),
  ];
  if (early.length > 0) {
    return refuse('due_before_loan', message, early);
  }
  const differencePaise = differenceOf(openedBalances(sent));
  return differencePaise === 0
    ? undefined
    : refuse('opening_mismatch', 'What the group has is not what is owed and saved.', [], {
        differencePaise,
      });
};
