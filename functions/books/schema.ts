import * as z from 'zod';
import { clientId, date, line, note, stamp } from '../domain/fields.ts';
import { findFaultOfPlan } from '../domain/loan-fields.ts';
import { encryptedText } from '../vault/encrypted-text.ts';
import {
  entryInput,
  lineInput,
  listedEntry,
  listedLine,
  shownEntry,
  shownLine,
  storedEntry,
  storedLine,
} from './entry-schema.ts';

/**
 * Limits of a meeting's sheet. A sheet is one DynamoDB transaction of at most 100 items: the claim of each new loan's id, an account
 * per member, and four others (the claim of the sheet's id, the sheet, the group's money, the journal line).
 */
const maxMembers = 40;
const otherItems = 4;
const maxNewLoans = 100 - maxMembers - otherItems;
const maxLines = 20;
/** Maximum number of one member's loans that a sheet gives or changes: more do not fit into the update expression of her account. */
export const maxLoansOfMember = 20;

const attendance = z.strictObject({
  memberId: clientId,
  status: z.enum(['present', 'absent', 'excused']),
});

const counts = {
  /** The counted cash in the box after this sheet. */
  cashCountedPaise: z.int().min(0).optional(),
  /** The balance in the bank's passbook after this sheet. */
  bankBalancePaise: z.int().min(0).optional(),
};

const meetingFields = { id: clientId, heldOn: date, attendance: z.array(attendance).max(maxMembers) };
const voucherFields = { id: clientId, on: date };
const linesOf = <T extends z.ZodType>(schema: T) => z.array(schema).max(maxLines);

/** A fault that a schema issue reports, such as at `['entries', 0, 'loanId']`. */
type FieldFault = { readonly path: (string | number)[]; readonly message: string };
type Attendance = z.infer<typeof attendance>;
type SentMeeting = {
  readonly id: string;
  readonly attendance: readonly Attendance[];
  readonly entries: readonly z.infer<typeof entryInput>[];
};

const findFaultsOfAttendance = ({ attendance: listed }: SentMeeting): FieldFault[] => {
  const seen = new Set<string>();
  return listed.flatMap(({ memberId }, index) => {
    const message = 'She stands in the attendance already.';
    const isRepeated = seen.has(memberId);
    seen.add(memberId);
    return isRepeated ? [{ path: ['attendance', index, 'memberId'], message }] : [];
  });
};

const findFaultsOfEntries = ({ id, attendance: listed, entries }: SentMeeting): FieldFault[] => {
  const members = new Set(listed.map(({ memberId }) => memberId));
  // A new loan may have neither the sheet's id nor that of another loan.
  const usedIds = new Set([id]);
  const loansByMember = new Map<string, Set<string>>();
  return entries.flatMap((entry, index): FieldFault[] => {
    if (!members.has(entry.memberId)) {
      return [{ path: ['entries', index, 'memberId'], message: 'List her in the attendance too.' }];
    }
    if (!('loanId' in entry) || entry.loanId === undefined) {
      return [];
    }
    const path = ['entries', index, 'loanId'];
    const loansOfMember = loansByMember.get(entry.memberId) ?? new Set<string>();
    loansByMember.set(entry.memberId, loansOfMember.add(entry.loanId));
    if (loansOfMember.size > maxLoansOfMember) {
      return [{ path, message: `A sheet takes ${maxLoansOfMember} loans of one member.` }];
    }
    if (entry.kind !== 'loan') {
      return [];
    }
    if (usedIds.has(entry.loanId)) {
      return [{ path, message: 'Give each new loan an id of its own.' }];
    }
    usedIds.add(entry.loanId);
    const newLoans = usedIds.size - 1;
    if (newLoans > maxNewLoans) {
      return [{ path, message: `A sheet takes ${maxNewLoans} new loans.` }];
    }
    const fault = findFaultOfPlan(entry);
    return fault === undefined ? [] : [{ path: ['entries', index, ...fault.path], message: fault.message }];
  });
};

/** A meeting's sheet as the leader sends it. The books take the net of all entries and lines, so their order does not matter. */
export const meetingInput = z
  .strictObject({
    ...meetingFields,
    entries: z.array(entryInput),
    lines: linesOf(lineInput).optional(),
    ...counts,
    note: note.optional(),
  })
  .superRefine((sheet, context) => {
    for (const { path, message } of [...findFaultsOfAttendance(sheet), ...findFaultsOfEntries(sheet)]) {
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type MeetingInput = z.infer<typeof meetingInput>;

/** A voucher as it is sent: lines for the group's money that moved without a meeting. */
export const voucherInput = z.strictObject({
  ...voucherFields,
  lines: linesOf(lineInput).min(1),
  ...counts,
  note: note.optional(),
});
export type VoucherInput = z.infer<typeof voucherInput>;

export const reversalInput = z.strictObject({ id: clientId, reason: line });
export type ReversalInput = z.infer<typeof reversalInput>;

const reversal = z.object({ id: z.string(), at: z.iso.datetime(), by: z.string() });
const shownReversal = reversal.extend({ reason: z.string() }).optional();
const storedReversal = reversal.extend({ reason: encryptedText }).optional();

/** A meeting in a list, without its texts (note and reasons). */
export const listedMeeting = z.object({
  ...meetingFields,
  entries: z.array(listedEntry),
  lines: linesOf(listedLine).optional(),
  ...counts,
  ...stamp,
  reversed: reversal.optional(),
});
export type ListedMeeting = z.infer<typeof listedMeeting>;

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

/** A voucher in a list, without its texts (note and reasons). */
export const listedVoucher = z.object({
  ...voucherFields,
  lines: linesOf(listedLine),
  ...counts,
  ...stamp,
  reversed: reversal.optional(),
});
export type ListedVoucher = z.infer<typeof listedVoucher>;

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

/** The fields of a stored member that the books need. */
export const storedMember = z.object({
  collectiveId: z.string(),
  district: z.string(),
  /** The collectives that she left for another; absent if none. */
  formerCollectives: z.array(z.string()).default([]),
});
export type StoredMember = z.infer<typeof storedMember>;
