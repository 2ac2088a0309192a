import * as z from 'zod';
import { date } from '../fields/fields.ts';
import { termLimits } from './book-limits.ts';
import { borrowingSources, loanPurposes } from './loan-words.ts';

/** Schema of the purpose of a member's loan. */
export const loanPurpose = z.enum(loanPurposes);

const numberWithin = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.int().min(min).max(max);

/** Schemas of the terms of a member's loan or a group's borrowing. `instalments` and `firstDueOn` are its plan: see functions/shared/money/instalments.ts. */
export const termSchemas = {
  /** Interest for one month, in hundredths of a per cent: 200 is 2%. */
  ratePerMonthBasisPoints: numberWithin(termLimits.ratePerMonthBasisPoints),
  instalments: numberWithin(termLimits.instalments),
  firstDueOn: date,
};
/** The same as the fields of a record, each of which may be missing. */
export const loanTerms = {
  ratePerMonthBasisPoints: termSchemas.ratePerMonthBasisPoints.optional(),
  instalments: termSchemas.instalments.optional(),
  firstDueOn: termSchemas.firstDueOn.optional(),
};
export type LoanTerms = {
  readonly ratePerMonthBasisPoints?: number | undefined;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
};

/** Schema of the source from which a group borrows. */
export const borrowingSource = z.enum(borrowingSources);

/** The fault in the fields of a loan's plan as sent, if any: `instalments` without `firstDueOn`, or the reverse. */
export const findFaultOfPlan = ({
  instalments,
  firstDueOn,
}: LoanTerms): { readonly path: string[]; readonly message: string } | undefined =>
  (instalments === undefined) === (firstDueOn === undefined)
    ? undefined
    : {
        path: [instalments === undefined ? 'instalments' : 'firstDueOn'],
        message: 'A plan has the number of instalments and the first date, or neither.',
      };
