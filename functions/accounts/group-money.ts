import * as z from 'zod';
import { borrowingSource, loanTerms } from '../domain/loan-fields.ts';
import type { Write } from '../table/client.ts';
import { groupMoneyKey } from '../table/keys.ts';

/** A loan that the group took. A repaid one stays. */
export const storedBorrowing = z.object({
  source: borrowingSource,
  sanctionedOn: z.string(),
  principalPaise: z.int().min(0),
  ...loanTerms,
  /** What may still be received of it: conditions cannot subtract, so this is stored instead of what was received. */
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
  /** By id. */
  borrowings: z.record(z.string(), storedBorrowing),
  /** The number of sheets, vouchers, reversals and openings; books that are read are checked against it. */
  sheets: z.int().min(0),
  /** The sum of all amounts that ever moved, so that no sum can become inexact. */
  turnoverPaise: z.int().min(0),
  /** The day of the opening; no sheet is dated before it. */
  openedAsOf: z.string().optional(),
});
export type StoredGroupMoney = z.infer<typeof storedGroupMoney>;

/** A new collective's empty books, for the transaction that forms it. */
export const startGroupMoney = (collectiveId: string): Write => ({
  put: {
    ...groupMoneyKey(collectiveId),
    cashPaise: 0,
    bankPaise: 0,
    grantsPaise: 0,
    surplusPaise: 0,
    borrowings: {},
    sheets: 0,
    turnoverPaise: 0,
  },
});
