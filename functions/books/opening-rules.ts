import { type BalancesPaise, differenceOf } from '../domain/book-entries.ts';
import type { AppError } from '../domain/errors.ts';
import type { OpeningInput, SentOpening } from './opening-schema.ts';
import { refusedAt } from './refusal-paths.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The balances with which an opening begins a group's books, in paise. */
export const balancesOfOpening = ({
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

/** The paths of the first due dates, in members' loans and in borrowings, that lie before the loan's own date. */
const findEarlyDueDates = ({ members, borrowings }: OpeningInput): string[] => {
  const datesOfLoans = members.flatMap((member, memberIndex) =>
    member.loans.map(({ firstDueOn, disbursedOn }, loanIndex) => ({
      path: `members.${memberIndex}.loans.${loanIndex}.firstDueOn`,
      firstDueOn,
      lentOn: disbursedOn,
    })),
  );
  const datesOfBorrowings = borrowings.map(({ firstDueOn, sanctionedOn }, index) => ({
    path: `borrowings.${index}.firstDueOn`,
    firstDueOn,
    lentOn: sanctionedOn,
  }));
  return [...datesOfLoans, ...datesOfBorrowings]
    .filter(({ firstDueOn, lentOn }) => firstDueOn !== undefined && firstDueOn < lentOn)
    .map(({ path }) => path);
};

/**
 * The rules of an opening of a group's books. Refuses an opening with a loan or borrowing that is first due before it was
 * given, and one whose balances do not balance.
 */
export const validateOpening = (input: OpeningInput): AppError | undefined => {
  const earlyDueDates = findEarlyDueDates(input);
  if (earlyDueDates.length > 0) {
    const message = 'The first instalment is due before the loan is given.';
    return refusedAt(
      'due_before_loan',
      message,
      earlyDueDates.map((path) => ({ path, message })),
    );
  }
  const differencePaise = differenceOf(balancesOfOpening(input));
  if (differencePaise !== 0) {
    const message = 'What the group has is not what is owed and saved.';
    return refusedAt('opening_mismatch', message, [], { differencePaise });
  }
  return undefined;
};
