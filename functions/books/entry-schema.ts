import * as z from 'zod';
import { expenseHeads, grantHeads } from '../domain/book-entries.ts';
import { amountPaise, clientId, line } from '../domain/fields.ts';
import { loanPurpose, loanTerms } from '../domain/loan-fields.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

/**
 * Entries (of a member) and lines (of the group) in four forms: as sent, as stored (reasons encrypted), as shown (reasons
 * decrypted), and as listed (without reasons).
 */

/** Where the money comes from or goes to; cash by default. */
const account = z.enum(['cash', 'bank']).optional();
const memberFields = { memberId: clientId, amountPaise };

const plainEntries = [
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
const writeOff = { ...memberFields, kind: z.literal('write_off'), loanId: clientId };

export const entryInput = z.discriminatedUnion('kind', [
  ...plainEntries,
  z.strictObject({ ...writeOff, reason: line }),
]);
export const storedEntry = z.discriminatedUnion('kind', [
  ...plainEntries,
  z.strictObject({ ...writeOff, reason: encryptedText }),
]);
/** An entry of a sheet with its reason in plaintext; the reason is null once the member was erased. */
export const shownEntry = z.discriminatedUnion('kind', [
  ...plainEntries,
  z.strictObject({ ...writeOff, reason: z.string().nullable() }),
]);
/** Not strict, so that parsing drops the stored reason. */
export const listedEntry = z.discriminatedUnion('kind', [...plainEntries, z.object(writeOff)]);
export type Entry = z.infer<typeof listedEntry>;

const plainLines = [
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
const cashDifference = { kind: z.enum(['cash_over', 'cash_short']), amountPaise };

export const lineInput = z.discriminatedUnion('kind', [
  ...plainLines,
  z.strictObject({ ...cashDifference, reason: line }),
]);
export const storedLine = z.discriminatedUnion('kind', [
  ...plainLines,
  z.strictObject({ ...cashDifference, reason: encryptedText }),
]);
export const shownLine = z.discriminatedUnion('kind', [
  ...plainLines,
  z.strictObject({ ...cashDifference, reason: z.string() }),
]);
export const listedLine = z.discriminatedUnion('kind', [...plainLines, z.object(cashDifference)]);
export type Line = z.infer<typeof listedLine>;
