import * as z from 'zod';
import { borrowingSource, loanTerms } from '../../shared/kinds/loan-fields.ts';
import type { Write } from '../../shared/table/client.ts';
import { groupMoneyIndexKeys, groupMoneyKey } from '../../shared/table/keys/collectives.ts';

/** A loan that the group took. A repaid loan stays, with 0 outstanding. */
export const storedBorrowing = z.object({
  source: borrowingSource,
  sanctionedOn: z.string(),
  principalPaise: z.int().min(0),
  ...loanTerms,
  /** The part of the principal not yet received. Stored instead of the received part, because DynamoDB conditions cannot subtract. */
  unreceivedPaise: z.int().min(0),
  outstandingPaise: z.int().min(0),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type StoredBorrowing = z.infer<typeof storedBorrowing>;

/** The money of a group itself, in one item; what belongs to each member is in her account. */
export const storedGroupMoney = z.object({
  cashPaise: z.int().min(0),
  bankPaise: z.int().min(0),
  grantsPaise: z.int(),
  /** Income less expense, dividends and write-offs; may be negative. */
  surplusPaise: z.int(),
  /** By borrowing id. */
  borrowings: z.record(z.string(), storedBorrowing),
  /** The number of sheets, vouchers, reversals and openings so far; a reader of the books must have read as many. */
  sheets: z.int().min(0),
  /** The number of sheets and vouchers that were not reversed. */
  standingSheets: z.int().min(0),
  /** How often such a record changed an account of the group: the sum of the accounts' own numbers `sheets`. A reader of all accounts must find as many. */
  accountChanges: z.int().min(0),
  /** The sum of all amounts that moved and were not reversed, at most `maxTurnoverPaise`. No other sum is larger. */
  turnoverPaise: z.int().min(0),
  /** The day of the opening, if the books have one; no sheet is dated before it. */
  openedAsOf: z.string().optional(),
  /** The sum of the members' savings, so that a list of groups need not read accounts. What the members owe follows from it, since the books balance. */
  savingsPaise: z.int().min(0),
  /** The number of women in the group now: those who were enrolled or moved in, less those who left, moved out or were erased. */
  memberCount: z.int().min(0),
  /** How often a woman entered the group, by enrolment or from another group. A request that closes the group must have seen as many. */
  entries: z.int().min(0),
  /** The day on which the group closed. A closed group holds nothing and nobody, and takes nothing. */
  closedOn: z.string().optional(),
});
export type StoredGroupMoney = z.infer<typeof storedGroupMoney>;

/**
 * The write that starts a new collective's group money at zero, in the transaction that forms the collective.
 * @param closedOn the day on which the group closed, if the new record is of a group that exists no more
 */
export const startGroupMoney = (collectiveId: string, closedOn?: string): Write => ({
  put: {
    ...groupMoneyKey(collectiveId),
    ...groupMoneyIndexKeys(collectiveId),
    cashPaise: 0,
    bankPaise: 0,
    grantsPaise: 0,
    surplusPaise: 0,
    borrowings: {},
    sheets: 0,
    standingSheets: 0,
    accountChanges: 0,
    turnoverPaise: 0,
    savingsPaise: 0,
    memberCount: 0,
    entries: 0,
    ...(closedOn === undefined ? {} : { closedOn }),
  },
});
