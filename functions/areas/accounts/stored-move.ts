import * as z from 'zod';
import { stamp } from '../../shared/fields/fields.ts';
import type { BalancesPaise } from '../../shared/kinds/book-kinds.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import { storedAccount } from './account.ts';
import { storedBorrowing } from './group-money.ts';

/** What a woman took along in a move, in paise, and her loans as they stood, by their ids. */
const movedWoman = storedAccount
  .pick({ memberId: true, savingsPaise: true, loansOutstandingPaise: true, loans: true })
  .extend({
    /** If she had been in the group before to which she came: how her account there was closed. Taking the move back restores it. */
    closedBefore: storedAccount.pick({ closedOn: true, movedOn: true, wentOn: true }).optional(),
  });
export type MovedWoman = z.infer<typeof movedWoman>;

/**
 * A move of women and of money from one group to another, in paise, as it stands in the books of both. Cash, bank and surplus may be below
 * zero: then that money went the other way.
 */
export const storedMove = z.object({
  id: z.string(),
  on: z.string(),
  from: z.string(),
  to: z.string(),
  women: z.array(movedWoman),
  cashPaise: z.int(),
  bankPaise: z.int(),
  grantsPaise: z.int().min(0),
  surplusPaise: z.int(),
  /** As they stood, by their ids. */
  borrowings: z.record(z.string(), storedBorrowing),
  /** Encrypted with the key of the group in whose books it stands. */
  reason: encryptedText.optional(),
  reversed: z
    .object({ id: z.string(), at: z.iso.datetime(), by: z.string(), reason: encryptedText })
    .optional(),
  ...stamp,
});
export type StoredMove = z.infer<typeof storedMove>;

/** What goes with a move. */
export type MovedHoldings = Pick<
  StoredMove,
  'women' | 'cashPaise' | 'bankPaise' | 'grantsPaise' | 'surplusPaise' | 'borrowings'
>;

/** What a move takes from every balance of the group that it leaves, in paise, and adds to those of the other. */
export const balancesOfMove = ({ women, borrowings, ...own }: MovedHoldings): BalancesPaise => ({
  cash: own.cashPaise,
  bank: own.bankPaise,
  loans: women.reduce((sum, { loansOutstandingPaise }) => sum + loansOutstandingPaise, 0),
  savings: women.reduce((sum, { savingsPaise }) => sum + savingsPaise, 0),
  borrowings: Object.values(borrowings).reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0),
  grants: own.grantsPaise,
  surplus: own.surplusPaise,
});
