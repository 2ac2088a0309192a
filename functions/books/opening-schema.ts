import * as z from 'zod';
import { amountOrNothingPaise, amountPaise, clientId, date, stamp } from '../domain/fields.ts';
import { findFaultOfPlan, loanTerms } from '../domain/loan-fields.ts';
import { maxAmountPaise } from '../domain/money.ts';
import { borrowingFields } from './borrowing-schema.ts';
import { maxLoansOfMember } from './schema.ts';

/**
 * The opening of the books of a group with a past. One DynamoDB transaction: the claims of its id and of each loan's, the
 * opening, the group's money, the collective, an account per member, and the journal line. Borrowings are in the money item.
 */
const maxMembers = 40;
const maxBorrowings = 20;
const maxLoans = 100 - maxMembers - 5;

const openingLoan = z.strictObject({
  loanId: clientId,
  disbursedOn: date,
  principalPaise: amountPaise,
  outstandingPaise: amountOrNothingPaise,
  ...loanTerms,
});

const openingBorrowing = z.strictObject({ ...borrowingFields, outstandingPaise: amountOrNothingPaise });

const openingFields = {
  id: clientId,
  asOf: date,
  cashPaise: amountOrNothingPaise,
  bankPaise: amountOrNothingPaise,
  grantsPaise: amountOrNothingPaise,
  /** May be negative. */
  surplusPaise: z.int().min(-maxAmountPaise).max(maxAmountPaise),
  members: z
    .array(
      z.strictObject({
        memberId: clientId,
        savingsPaise: amountOrNothingPaise,
        loans: z.array(openingLoan).max(maxLoansOfMember),
      }),
    )
    .max(maxMembers),
  borrowings: z.array(openingBorrowing).max(maxBorrowings),
};

const sentOpening = z.strictObject(openingFields);
export type SentOpening = z.infer<typeof sentOpening>;

type Fault = { readonly path: (string | number)[]; readonly message: string };
type Path = readonly (string | number)[];

const findFaultsOfLoan = (
  loan: SentOpening['members'][number]['loans'][number] | SentOpening['borrowings'][number],
  path: Path,
  asOf: string,
): Fault[] => {
  const dated = 'disbursedOn' in loan ? 'disbursedOn' : 'sanctionedOn';
  const day = 'disbursedOn' in loan ? loan.disbursedOn : loan.sanctionedOn;
  const plan = findFaultOfPlan(loan);
  return [
    ...(loan.outstandingPaise > loan.principalPaise
      ? [{ path: [...path, 'outstandingPaise'], message: 'No more is outstanding than was lent.' }]
      : []),
    ...(day > asOf ? [{ path: [...path, dated], message: 'This is later than the opening.' }] : []),
    ...(plan === undefined ? [] : [{ path: [...path, ...plan.path], message: plan.message }]),
  ];
};

const findRepeated = (
  ids: readonly { readonly id: string; readonly path: Path }[],
  message: string,
): Fault[] => {
  const seen = new Set<string>();
  return ids.flatMap(({ id, path }) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [{ path: [...path], message }] : [];
  });
};

const findFaults = ({ id, asOf, members, borrowings }: SentOpening): Fault[] => {
  const loans = members.flatMap((member, at) =>
    member.loans.map((loan, index) => ({ loan, path: ['members', at, 'loans', index] })),
  );
  return [
    ...findRepeated(
      members.map(({ memberId }, at) => ({ id: memberId, path: ['members', at, 'memberId'] })),
      'She stands in the list already.',
    ),
    ...findRepeated(
      [
        { id, path: ['id'] },
        ...loans.map(({ loan, path }) => ({ id: loan.loanId, path: [...path, 'loanId'] })),
        ...borrowings.map((borrowing, at) => ({ id: borrowing.id, path: ['borrowings', at, 'id'] })),
      ],
      'Give each loan an id of its own.',
    ),
    ...(loans.length > maxLoans
      ? [{ path: ['members'], message: `An opening takes ${maxLoans} loans.` }]
      : []),
    ...loans.flatMap(({ loan, path }) => findFaultsOfLoan(loan, path, asOf)),
    ...borrowings.flatMap((borrowing, at) => findFaultsOfLoan(borrowing, ['borrowings', at], asOf)),
  ];
};

export const openingInput = sentOpening.superRefine((sent, context) => {
  for (const { path, message } of findFaults(sent)) {
    context.addIssue({ code: 'custom', path, message });
  }
});
export type OpeningInput = z.infer<typeof openingInput>;

export const opening = z.object({ ...openingFields, ...stamp });
export type Opening = z.infer<typeof opening>;
