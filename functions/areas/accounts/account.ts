import * as z from 'zod';
import { loanPurpose, loanTerms } from '../../shared/kinds/loan-fields.ts';

/** A loan in a member's account, with its terms. A repaid loan stays, with 0 outstanding, because her statement lists it. */
const storedLoan = z.object({
  disbursedOn: z.string(),
  principalPaise: z.int().min(0),
  outstandingPaise: z.int().min(0),
  purpose: loanPurpose.optional(),
  ...loanTerms,
});

/**
 * A member's account with one collective. It opens with her membership, closes when she moves to another collective or
 * exits, and is kept for ever.
 */
export const storedAccount = z.object({
  memberId: z.string(),
  collectiveId: z.string(),
  savingsPaise: z.int().min(0),
  loansOutstandingPaise: z.int().min(0),
  /** By loan id. */
  loans: z.record(z.string(), storedLoan),
  /** The number of sheets, reversals and openings that changed the account; a statement must have read as many. */
  sheets: z.int().min(0),
  /** How many of these were none of them: joins and partings (docs/decisions/0089-one-woman.md). After a parting it evens out what was sent under the other id. */
  otherChanges: z.int().optional(),
  /** The member to whose account with the same collective everything went, since her record was joined to that one: this account takes nothing. */
  joinedTo: z.string().optional(),
  /** Her last day in the collective; absent while the account is open. */
  closedOn: z.string().optional(),
  /** The day on which what she held went to another collective. The account takes no sheet then, of no day. */
  movedOn: z.string().optional(),
  /** The day on which she went to another collective with nothing. Sheets of an earlier day still go in, as far as they leave nothing. */
  wentOn: z.string().optional(),
});
export type StoredAccount = z.infer<typeof storedAccount>;
