import * as z from 'zod';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import { listedMeeting, listedVoucher, reversal } from './listed-sheet-schema.ts';
import { entryWith, linesOf, lineWith } from './sheet-parts.ts';

/** Schemas of a group's sheets with all that they hold: as stored, their texts encrypted, and as shown, their texts decrypted. */

const storedEntry = entryWith(encryptedText);
const storedLine = lineWith(encryptedText);

/** An entry of a sheet with its reason in plaintext; the reason is null once the member was erased. */
const shownEntry = entryWith(z.string().nullable());
const shownLine = lineWith(z.string());

const shownReversal = reversal.extend({ reason: z.string() }).optional();
const storedReversal = reversal.extend({ reason: encryptedText }).optional();

/** A meeting with its texts decrypted. */
export const meeting = listedMeeting.extend({
  entries: z.array(shownEntry),
  lines: linesOf(shownLine).optional(),
  note: z.string().optional(),
  reversed: shownReversal,
});
export type Meeting = z.infer<typeof meeting>;

/** The stored meeting: its texts are encrypted, a write-off's reason with the member's key, all others with the collective's. */
export const storedMeeting = listedMeeting.extend({
  entries: z.array(storedEntry),
  lines: linesOf(storedLine).optional(),
  note: encryptedText.optional(),
  reversed: storedReversal,
});
export type StoredMeeting = z.infer<typeof storedMeeting>;

/** A voucher with its texts decrypted. */
export const voucher = listedVoucher.extend({
  lines: linesOf(shownLine),
  note: z.string().optional(),
  reversed: shownReversal,
});
export type Voucher = z.infer<typeof voucher>;

/** The stored voucher: its texts are encrypted with the collective's key. */
export const storedVoucher = listedVoucher.extend({
  lines: linesOf(storedLine),
  note: encryptedText.optional(),
  reversed: storedReversal,
});
export type StoredVoucher = z.infer<typeof storedVoucher>;
