import type { AppError } from '../../shared/errors/errors.ts';
import { differenceOf } from '../../shared/kinds/book-entries.ts';
import type { BalancesPaise } from '../../shared/kinds/book-kinds.ts';
import { maxTurnoverPaise } from '../../shared/money/money.ts';
import type { OpeningInput, SentOpening } from './opening-schema.ts';
import { refusedAt } from './refusal-paths.ts';

/** The rules of an opening, the balances with which the books of a group with a past begin. */

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

/** What an opening adds to the turnover: absolute amounts, because the surplus may be a loss. */
export const turnoverOfOpening = (opening: SentOpening): number =>
  sum(Object.values(balancesOfOpening(opening)).map(Math.abs));

/** The refusal of sums beyond `maxTurnoverPaise`, at the field of the largest balance. */
const refuseTurnover = (input: OpeningInput): AppError => {
  const { cash, bank, loans, savings, borrowings, grants, surplus } = balancesOfOpening(input);
  const amounts: readonly (readonly [path: keyof OpeningInput, amountPaise: number])[] = [
    ['bankPaise', bank],
    ['members', loans + savings],
    ['borrowings', borrowings],
    ['grantsPaise', grants],
    ['surplusPaise', Math.abs(surplus)],
  ];
  const [path] = amounts.reduce((most, one) => (one[1] > most[1] ? one : most), ['cashPaise', cash]);
  const message = 'The group would have more money than any group has. Look at these amounts.';
  return refusedAt('sum_too_large', message, [{ path, message }]);
};

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
 * given, one whose balances do not balance, and one whose sums are beyond `maxTurnoverPaise`.
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
  return turnoverOfOpening(input) > maxTurnoverPaise ? refuseTurnover(input) : undefined;
};
