import * as z from 'zod';
import { amountPaise, date } from '../../shared/fields/fields.ts';
import { entryKinds } from '../../shared/kinds/book-kinds.ts';
import { loanPurpose, loanTerms } from '../../shared/kinds/loan-fields.ts';

/** Schemas of what is computed from the books on request: a group's ledger and a member's savings. */

const paise = z.int().min(0);
const balances = { savingsPaise: paise, loansOutstandingPaise: paise };

/**
 * Schema of a group's ledger: what the group has (cash, bank, loans to members), and to whom that belongs. Always cash + bank + loans = savings +
 * borrowings + grants + surplus.
 */
export const ledger = z.object({
  cashPaise: paise,
  bankPaise: paise,
  ...balances,
  borrowingsOutstandingPaise: paise,
  grantsPaise: paise,
  surplusPaise: z.int(),
  members: z.array(z.object({ memberId: z.string(), ...balances, overduePaise: paise })),
  borrowings: z.array(z.object({ borrowingId: z.string(), outstandingPaise: paise })),
});
export type Ledger = z.infer<typeof ledger>;

const entryOfStatement = z.object({
  meetingId: z.string(),
  heldOn: date,
  kind: z.enum(entryKinds),
  amountPaise,
  loanId: z.string().optional(),
  /** Whether the sheet was reversed, so that this entry does not count. */
  reversed: z.boolean(),
});

/** What a member had saved when the group's books were opened; with `loanId`, what she owed of that loan then. */
const openingOfStatement = z.object({
  openingId: z.string(),
  heldOn: date,
  kind: z.literal('opening'),
  amountPaise,
  loanId: z.string().optional(),
  reversed: z.literal(false),
});

/** What she took along when she went to another group, or brought from one. */
const moveOfStatement = z.object({
  moveId: z.string(),
  heldOn: date,
  kind: z.enum(['moved_in', 'moved_out']),
  savingsPaise: paise,
  loansPaise: paise,
  /** Whether the move was taken back, so that it does not count. */
  reversed: z.boolean(),
});

const memberLoan = z.object({
  loanId: z.string(),
  disbursedOn: date,
  principalPaise: paise,
  outstandingPaise: paise,
  overduePaise: paise,
  nextDueOn: date.optional(),
  purpose: loanPurpose.optional(),
  ...loanTerms,
});

/** Schema of a member's savings and loans, with the statement of the entries that they are computed from, by date. */
export const memberSavings = z.object({
  ...balances,
  loans: z.array(memberLoan),
  loansLeftOut: z
    .int()
    .min(1)
    .optional()
    .describe(
      'How many of the oldest repaid loans are left out, since the answer would have become too large.',
    ),
  statement: z.array(z.union([openingOfStatement, entryOfStatement, moveOfStatement])),
  statementSince: date
    .optional()
    .describe('Present if older entries are left out: the first day of those that are told.'),
});
export type MemberSavings = z.infer<typeof memberSavings>;
