import * as z from 'zod';
import { amountPaise, clientId, date, stamp } from '../../shared/fields/fields.ts';
import { borrowingSource, findFaultOfPlan, loanTerms } from '../../shared/kinds/loan-fields.ts';

/** Schemas of the fields with which a loan that a group takes is recorded. */
export const borrowingFields = {
  id: clientId,
  source: borrowingSource,
  sanctionedOn: date,
  principalPaise: amountPaise,
  ...loanTerms,
};

export const borrowingInput = z.strictObject(borrowingFields).superRefine((sent, context) => {
  const fault = findFaultOfPlan(sent);
  if (fault !== undefined) {
    context.addIssue({ code: 'custom', ...fault });
  }
});
export type BorrowingInput = z.infer<typeof borrowingInput>;

/** A loan that a group took, with the amounts received and not repaid so far. */
export const borrowing = z.object({
  ...borrowingFields,
  receivedPaise: z.int().min(0),
  outstandingPaise: z.int().min(0),
  ...stamp,
});
export type Borrowing = z.infer<typeof borrowing>;
