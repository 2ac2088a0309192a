import * as z from 'zod';
import { amountPaise, clientId, date } from '../../shared/fields/fields.ts';
import { expenseHeads, grantHeads } from '../../shared/kinds/book-entries.ts';
import { loanPurpose, loanTerms } from '../../shared/kinds/loan-fields.ts';
import { maxLines, maxMembers } from './sheet-limits.ts';

/**
 * What all forms of a group's sheet share: its fields, and its entries (of a member) and lines (of the group). The forms are: as sent
 * (sheet-input-schema.ts), as listed, without texts (listed-sheet-schema.ts), and as stored and as shown (sheet-schema.ts).
 */

export const attendance = z.strictObject({
  memberId: clientId,
  status: z.enum(['present', 'absent', 'excused']),
});

export const counts = {
  /** The counted cash in the box after this sheet. */
  cashCountedPaise: z.int().min(0).optional(),
  /** The balance in the bank's passbook after this sheet. */
  bankBalancePaise: z.int().min(0).optional(),
};

export const correcting = {
  /** The id of the reversed meeting or voucher in whose place this one stands. */
  corrects: clientId.optional(),
};

/** What the server adds to corrections and to what they correct. */
export const corrections = {
  /** What was counted on the day, on the sheet that this one corrects. */
  cashCountedThenPaise: z.int().min(0).optional(),
  /** The id of the meeting or voucher that stands in place of this reversed one. */
  correctedBy: z.string().optional(),
};

export const meetingFields = { id: clientId, heldOn: date, attendance: z.array(attendance).max(maxMembers) };
export const voucherFields = { id: clientId, on: date };
export const linesOf = <T extends z.ZodType>(schema: T) => z.array(schema).max(maxLines);

/** Where the money comes from or goes to; cash by default. */
const account = z.enum(['cash', 'bank']).optional();
const memberFields = { memberId: clientId, amountPaise };

/** The entries that have no reason. */
export const plainEntries = [
  z.strictObject({
    ...memberFields,
    kind: z.enum(['deposit', 'withdrawal', 'fine', 'dividend']),
    account,
  }),
  z.strictObject({
    ...memberFields,
    kind: z.literal('loan'),
    loanId: clientId,
    account,
    purpose: loanPurpose.optional(),
    ...loanTerms,
  }),
  z.strictObject({ ...memberFields, kind: z.literal('repayment'), loanId: clientId, account }),
  /** `loanId`: the loan on which the interest is paid, even a repaid one. */
  z.strictObject({ ...memberFields, kind: z.literal('interest'), loanId: clientId.optional(), account }),
  /** A part of her savings repays the principal of her loan. */
  z.strictObject({ ...memberFields, kind: z.literal('set_off'), loanId: clientId }),
] as const;

/** The group gives up a part of the principal of her loan, at the cost of its surplus. */
export const writeOff = { ...memberFields, kind: z.literal('write_off'), loanId: clientId };

/** The lines that have no reason. */
export const plainLines = [
  z.strictObject({
    kind: z.enum(['bank_deposit', 'bank_withdrawal', 'bank_interest', 'bank_charge']),
    amountPaise,
  }),
  z.strictObject({ kind: z.enum(['membership_fee', 'other_income']), amountPaise, account }),
  z.strictObject({
    kind: z.literal('grant'),
    amountPaise,
    head: z.enum(grantHeads),
    account,
  }),
  z.strictObject({
    kind: z.literal('expense'),
    amountPaise,
    head: z.enum(expenseHeads),
    account,
  }),
  z.strictObject({
    kind: z.enum(['borrowing_received', 'borrowing_repaid', 'borrowing_interest']),
    amountPaise,
    borrowingId: clientId,
    account,
  }),
] as const;

/** The counted cash differs from the books, by this amount. */
export const cashDifference = { kind: z.enum(['cash_over', 'cash_short']), amountPaise };
