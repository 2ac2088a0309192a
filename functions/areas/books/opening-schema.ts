import * as z from 'zod';
import { amountOrNothingPaise, amountPaise, clientId, date, stamp } from '../../shared/fields/fields.ts';
import { openingLimits } from '../../shared/kinds/book-limits.ts';
import { findFaultOfPlan, loanTerms } from '../../shared/kinds/loan-fields.ts';
import { maxAmountPaise } from '../../shared/money/money.ts';
import { borrowingFields } from './borrowing-schema.ts';

/** Schemas of the opening of a group's books: the balances and loans that a group already had when it joined the programme. */

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
        loans: z.array(openingLoan).max(openingLimits.loansOfMember),
      }),
    )
    .max(openingLimits.members),
  borrowings: z.array(openingBorrowing).max(openingLimits.borrowings),
};

const sentOpening = z.strictObject(openingFields);
export type SentOpening = z.infer<typeof sentOpening>;

type FieldPath = readonly (string | number)[];
/** A fault that a schema issue reports, such as at `['members', 0, 'loans', 1, 'loanId']`. */
type FieldFault = { readonly path: (string | number)[]; readonly message: string };

const findFaultsOfLoan = (
  loan: SentOpening['members'][number]['loans'][number] | SentOpening['borrowings'][number],
  path: FieldPath,
  asOf: string,
): FieldFault[] => {
  const [dateField, lentOn] =
    'disbursedOn' in loan ? ['disbursedOn', loan.disbursedOn] : ['sanctionedOn', loan.sanctionedOn];
  const planFault = findFaultOfPlan(loan);
  const faults: FieldFault[] = [];
  if (loan.outstandingPaise > loan.principalPaise) {
    faults.push({ path: [...path, 'outstandingPaise'], message: 'No more is outstanding than was lent.' });
  }
  if (lentOn > asOf) {
    faults.push({ path: [...path, dateField], message: 'This is later than the opening.' });
  }
  if (planFault !== undefined) {
    faults.push({ path: [...path, ...planFault.path], message: planFault.message });
  }
  return faults;
};

/** A fault at every id but the first of equal ones. */
const findRepeatedIds = (
  ids: readonly { readonly id: string; readonly path: FieldPath }[],
  message: string,
): FieldFault[] => {
  const seen = new Set<string>();
  return ids.flatMap(({ id, path }) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated ? [{ path: [...path], message }] : [];
  });
};

const findFaults = ({ id, asOf, members, borrowings }: SentOpening): FieldFault[] => {
  const loans = members.flatMap((member, memberIndex) =>
    member.loans.map((loan, loanIndex) => ({ loan, path: ['members', memberIndex, 'loans', loanIndex] })),
  );
  return [
    ...findRepeatedIds(
      members.map(({ memberId }, index) => ({ id: memberId, path: ['members', index, 'memberId'] })),
      'She stands in the list already.',
    ),
    ...findRepeatedIds(
      [
        { id, path: ['id'] },
        ...loans.map(({ loan, path }) => ({ id: loan.loanId, path: [...path, 'loanId'] })),
        ...borrowings.map((borrowing, index) => ({ id: borrowing.id, path: ['borrowings', index, 'id'] })),
      ],
      'Give each loan an id of its own.',
    ),
    ...(loans.length > openingLimits.loans
      ? [{ path: ['members'], message: `An opening takes ${openingLimits.loans} loans.` }]
      : []),
    ...loans.flatMap(({ loan, path }) => findFaultsOfLoan(loan, path, asOf)),
    ...borrowings.flatMap((borrowing, index) => findFaultsOfLoan(borrowing, ['borrowings', index], asOf)),
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
