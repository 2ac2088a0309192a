import * as z from 'zod';
import { amountPaise, clientId, date, line, note, stamp } from '../domain/fields.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

/**
 * Limits of a sheet. It is one DynamoDB transaction of at most 100 items: the claims of its id and of each new
 * loan's, the sheet, the cash, an account per member, and the journal line.
 */
const maxMembers = 40;
const maxNewLoans = 100 - maxMembers - 4;
/** Per member: more would not fit into the update expression of her account. */
const maxLoansOfMember = 20;

const attendance = z.strictObject({
  memberId: clientId,
  status: z.enum(['present', 'absent', 'excused']),
});

const entry = z.discriminatedUnion('kind', [
  z.strictObject({ memberId: clientId, kind: z.enum(['loan', 'repayment']), amountPaise, loanId: clientId }),
  /** Interest may name the loan that it is paid on, even a repaid one. */
  z.strictObject({
    memberId: clientId,
    kind: z.literal('interest'),
    amountPaise,
    loanId: clientId.optional(),
  }),
  z.strictObject({ memberId: clientId, kind: z.enum(['deposit', 'withdrawal', 'fine']), amountPaise }),
]);
export type Entry = z.infer<typeof entry>;

const sheetFields = {
  id: clientId,
  heldOn: date,
  attendance: z.array(attendance).max(maxMembers),
  entries: z.array(entry),
  /** The cash counted at the end of the meeting. */
  cashCountedPaise: z.int().min(0).optional(),
};

type Fault = { readonly path: (string | number)[]; readonly message: string };
type Listed = { readonly id: string; readonly attendance: Attendance[]; readonly entries: Entry[] };
type Attendance = z.infer<typeof attendance>;

const findFaultsOfAttendance = ({ attendance: listed }: Listed): Fault[] => {
  const seen = new Set<string>();
  return listed.flatMap(({ memberId }, index) => {
    const message = 'She stands in the attendance already.';
    const again = seen.has(memberId);
    seen.add(memberId);
    return again ? [{ path: ['attendance', index, 'memberId'], message }] : [];
  });
};

const findFaultsOfEntries = ({ id, attendance: listed, entries }: Listed): Fault[] => {
  const members = new Set(listed.map(({ memberId }) => memberId));
  const opened = new Set([id]);
  const loans = new Map<string, Set<string>>();
  return entries.flatMap((given, index): Fault[] => {
    if (!members.has(given.memberId)) {
      return [{ path: ['entries', index, 'memberId'], message: 'List her in the attendance too.' }];
    }
    if (!('loanId' in given) || given.loanId === undefined) {
      return [];
    }
    const path = ['entries', index, 'loanId'];
    const hers = (loans.get(given.memberId) ?? new Set()).add(given.loanId);
    loans.set(given.memberId, hers);
    if (hers.size > maxLoansOfMember) {
      return [{ path, message: `A sheet takes ${maxLoansOfMember} loans of one member.` }];
    }
    if (given.kind === 'loan') {
      if (opened.has(given.loanId)) {
        return [{ path, message: 'Give each new loan an id of its own.' }];
      }
      opened.add(given.loanId);
      if (opened.size > maxNewLoans + 1) {
        return [{ path, message: `A sheet takes ${maxNewLoans} new loans.` }];
      }
    }
    return [];
  });
};

/** A meeting's sheet as the leader sends it. Entries are netted, so their order does not matter. */
export const meetingInput = z
  .strictObject({ ...sheetFields, note: note.optional() })
  .superRefine((sheet, context) => {
    for (const { path, message } of [...findFaultsOfAttendance(sheet), ...findFaultsOfEntries(sheet)]) {
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type MeetingInput = z.infer<typeof meetingInput>;

export const reversalInput = z.strictObject({ id: clientId, reason: line });
export type ReversalInput = z.infer<typeof reversalInput>;

const reversedMark = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
});

/** A meeting in a list, without its texts. */
export const meetingSummary = z.object({ ...sheetFields, ...stamp, reversed: reversedMark.optional() });
export type MeetingSummary = z.infer<typeof meetingSummary>;

/** A meeting with its texts. */
export const meeting = z.object({
  ...sheetFields,
  note: z.string().optional(),
  ...stamp,
  reversed: reversedMark.extend({ reason: z.string() }).optional(),
});
export type Meeting = z.infer<typeof meeting>;

/** The stored meeting: its texts are encrypted with the collective's key. */
export const storedMeeting = meeting.extend({
  note: encryptedText.optional(),
  reversed: reversedMark.extend({ reason: encryptedText }).optional(),
});
export type StoredMeeting = z.infer<typeof storedMeeting>;

const balances = { savingsPaise: z.int().min(0), loansOutstandingPaise: z.int().min(0) };

/** A collective's cash and what of it belongs to whom. */
export const ledger = z.object({
  cashPaise: z.int().min(0),
  ...balances,
  members: z.array(z.object({ memberId: z.string(), ...balances })),
});
export type Ledger = z.infer<typeof ledger>;

const statementLine = z.object({
  meetingId: z.string(),
  heldOn: date,
  kind: z.enum(['deposit', 'withdrawal', 'loan', 'repayment', 'interest', 'fine']),
  amountPaise,
  loanId: z.string().optional(),
  /** Whether the sheet was reversed, so that the line does not count. */
  reversed: z.boolean(),
});

/** A member's savings and loans, with every entry behind them, by date. */
export const memberSavings = z.object({
  ...balances,
  loans: z.array(
    z.object({
      loanId: z.string(),
      disbursedOn: date,
      principalPaise: z.int().min(0),
      outstandingPaise: z.int().min(0),
    }),
  ),
  statement: z.array(statementLine),
});
export type MemberSavings = z.infer<typeof memberSavings>;

/**
 * A collective's cash. `sheets` counts sheets and reversals; `turnoverPaise` is the sum of all amounts that ever
 * moved.
 */
export const storedCash = z.object({
  cashPaise: z.int().min(0),
  sheets: z.int().min(0),
  turnoverPaise: z.int().min(0).default(0),
});
export type StoredCash = z.infer<typeof storedCash>;

/** The fields of a member that savings need. */
export const storedMember = z.object({
  collectiveId: z.string(),
  district: z.string(),
  /** The collectives that she left for another. */
  formerCollectives: z.array(z.string()).default([]),
});
export type StoredMember = z.infer<typeof storedMember>;
