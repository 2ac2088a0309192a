import * as z from 'zod';
import { stamp } from '../../shared/fields/fields.ts';
import {
  cashDifference,
  correcting,
  corrections,
  counts,
  linesOf,
  meetingFields,
  plainEntries,
  plainLines,
  voucherFields,
  writeOff,
} from './sheet-parts.ts';

/** Schemas of a group's sheets in lists, without their texts (note and reasons). */

/** Not strict, so that parsing drops the stored reason. */
export const listedEntry = z.discriminatedUnion('kind', [...plainEntries, z.object(writeOff)]);
export type Entry = z.infer<typeof listedEntry>;

export const listedLine = z.discriminatedUnion('kind', [...plainLines, z.object(cashDifference)]);
export type Line = z.infer<typeof listedLine>;

export const reversal = z.object({ id: z.string(), at: z.iso.datetime(), by: z.string() });

/** A meeting in a list, without its texts (note and reasons). */
export const listedMeeting = z.object({
  ...meetingFields,
  entries: z.array(listedEntry),
  lines: linesOf(listedLine).optional(),
  ...counts,
  ...correcting,
  ...corrections,
  ...stamp,
  reversed: reversal.optional(),
});
export type ListedMeeting = z.infer<typeof listedMeeting>;

/** A voucher in a list, without its texts (note and reasons). */
export const listedVoucher = z.object({
  ...voucherFields,
  lines: linesOf(listedLine),
  ...counts,
  ...correcting,
  ...corrections,
  ...stamp,
  reversed: reversal.optional(),
});
export type ListedVoucher = z.infer<typeof listedVoucher>;
