import * as z from 'zod';
import { clientId, line, note } from '../../shared/fields/fields.ts';
import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../shared/kinds/book-limits.ts';
import { findFaultOfPlan } from '../../shared/kinds/loan-fields.ts';
import {
  type attendance,
  correcting,
  counts,
  entryWith,
  linesOf,
  lineWith,
  meetingFields,
  voucherFields,
} from './sheet-parts.ts';

/** Schemas of a group's sheets as they are sent. */

export const entryInput = entryWith(line);
export const lineInput = lineWith(line);

/** A fault that a schema issue reports, such as at `['entries', 0, 'loanId']`. */
type FieldFault = { readonly path: (string | number)[]; readonly message: string };
type Attendance = z.infer<typeof attendance>;
type SentMeeting = {
  readonly id: string;
  readonly corrects?: string | undefined;
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

const findFaultsOfEntries = ({ id, corrects, attendance: listed, entries }: SentMeeting): FieldFault[] => {
  // The corrected sheet is an item of the transaction too, which leaves room for one loan less.
  const loansLimit = corrects === undefined ? sheetLimits.newLoans : sheetLimits.newLoans - 1;
  const members = new Set(listed.map(({ memberId }) => memberId));
  // A new loan may have neither the sheet's id nor that of another loan.
  const usedIds = new Set([id]);
  const loansByMember = new Map<string, Set<string>>();
  const entriesByMember = new Map<string, number>();
  return entries.flatMap((entry, index): FieldFault[] => {
    if (!members.has(entry.memberId)) {
      return [{ path: ['entries', index, 'memberId'], message: 'List her in the attendance too.' }];
    }
    const entriesOfMember = (entriesByMember.get(entry.memberId) ?? 0) + 1;
    entriesByMember.set(entry.memberId, entriesOfMember);
    if (entriesOfMember > sheetLimits.entriesOfMember) {
      const message = `A sheet takes ${sheetLimits.entriesOfMember} entries of one member.`;
      return [{ path: ['entries', index, 'memberId'], message }];
    }
    if (!('loanId' in entry) || entry.loanId === undefined) {
      return [];
    }
    const path = ['entries', index, 'loanId'];
    const loansOfMember = loansByMember.get(entry.memberId) ?? new Set<string>();
    loansByMember.set(entry.memberId, loansOfMember.add(entry.loanId));
    if (loansOfMember.size > sheetLimits.loansOfMember) {
      return [{ path, message: `A sheet takes ${sheetLimits.loansOfMember} loans of one member.` }];
    }
    if (!givesLoan(entry)) {
      return [];
    }
    if (usedIds.has(entry.loanId)) {
      return [{ path, message: 'Give each new loan an id of its own.' }];
    }
    usedIds.add(entry.loanId);
    const newLoans = usedIds.size - 1;
    if (newLoans > loansLimit) {
      return [{ path, message: `A sheet takes ${loansLimit} new loans.` }];
    }
    const fault = findFaultOfPlan(entry);
    return fault === undefined ? [] : [{ path: ['entries', index, ...fault.path], message: fault.message }];
  });
};

/** A meeting's sheet as the leader sends it. The books take the net of all entries and lines, so their order does not matter. */
export const meetingInput = z
  .strictObject({
    ...meetingFields,
    entries: z.array(entryInput).max(sheetLimits.entries, `A sheet takes ${sheetLimits.entries} entries.`),
    lines: linesOf(lineInput).optional(),
    ...counts,
    ...correcting,
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
  ...correcting,
  note: note.optional(),
});
export type VoucherInput = z.infer<typeof voucherInput>;

export const reversalInput = z.strictObject({ id: clientId, reason: line });
export type ReversalInput = z.infer<typeof reversalInput>;
