import * as z from 'zod';
import { stamp } from '../../shared/fields/fields.ts';
import {
  correcting,
  corrections,
  counts,
  entryWith,
  linesOf,
  lineWith,
  meetingFields,
  voucherFields,
} from './sheet-parts.ts';

/** Schemas of a group's sheets in lists, without their texts (note and reasons). */

export const listedEntry = entryWith();
export type Entry = z.infer<typeof listedEntry>;

const listedLine = lineWith();
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
