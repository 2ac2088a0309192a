import * as z from 'zod';
import { type EntryField, entryKinds, type LineField, lineKinds, places } from '../../kinds/book-kinds.ts';
import { borrowingSource } from '../../kinds/loan-fields.ts';
import { base, date, id, instant, object } from './fields.ts';

/** A loan's plan: the number of its monthly instalments, and the day on which the first falls due. */
const planOf = () => ({ instalments: z.int().optional(), firstDueOn: date.optional() });

/** The lines of meetings' sheets and vouchers, and of their reversals. */
const sheetLines = () => {
  const attendance = z.array(object({ memberId: id, status: z.enum(['present', 'absent', 'excused']) }));

  const account = z.enum(places).optional();
  const plan = planOf();

  // The fields of all kinds, except those that no indicator needs.
  const entryFields = { account, loanId: id.optional(), ...plan } satisfies Record<
    Exclude<EntryField, 'purpose' | 'ratePerMonthBasisPoints' | 'reason'>,
    z.ZodType
  >;
  const lineFields = { account, head: z.string().optional(), borrowingId: id.optional() } satisfies Record<
    Exclude<LineField, 'reason'>,
    z.ZodType
  >;

  const entries = z.array(
    object({ memberId: id, kind: z.enum(entryKinds), amountPaise: z.int(), ...entryFields }),
  );

  /** What moved of the group's own money. */
  const lines = z.array(object({ kind: z.enum(lineKinds), amountPaise: z.int(), ...lineFields }));

  return [
    /** The sheet of a meeting: who was there, and what each member (`entries`) and the group itself (`lines`) paid or got. */
    object({
      ...base,
      type: z.literal('meeting_held'),
      collectiveId: id,
      meetingId: id,
      heldOn: date,
      attendance,
      entries,
      lines: lines.optional(),
      /** Whether the sheet has a cash count, its own or that of the sheet which it corrects. */
      counted: z.boolean(),
      corrects: id.optional(),
    }),
    /** Names the reversed sheet, with its content and the time of its recording. */
    object({
      ...base,
      type: z.literal('meeting_reversed'),
      collectiveId: id,
      meetingId: id,
      meetingRecordedAt: instant,
      heldOn: date,
      attendance,
      entries,
      lines: lines.optional(),
    }),
    /** Money of the group that moved without a meeting. */
    object({
      ...base,
      type: z.literal('voucher_recorded'),
      collectiveId: id,
      voucherId: id,
      on: date,
      lines,
      corrects: id.optional(),
    }),
    /** Names the reversed voucher, with its content and the time of its recording. */
    object({
      ...base,
      type: z.literal('voucher_reversed'),
      collectiveId: id,
      voucherId: id,
      voucherRecordedAt: instant,
      on: date,
      lines,
    }),
  ] as const;
};

/**
 * The journal lines about a group’s money. A function, so that its schemas are made at the first use of `journalLine`
 * (line.ts).
 */
export const bookLines = () => {
  const paise = z.int();
  const plan = planOf();

  const borrowing = {
    borrowingId: id,
    source: borrowingSource,
    sanctionedOn: date,
    principalPaise: paise,
    ...plan,
  };

  /** The content of a move: each woman with her savings and loans, and the group's own money and borrowings. */
  const move = {
    collectiveId: id,
    toCollectiveId: id,
    moveId: id,
    on: date,
    members: z.array(
      object({
        memberId: id,
        savingsPaise: paise,
        loans: z.array(object({ loanId: id, outstandingPaise: paise })),
      }),
    ),
    cashPaise: paise,
    bankPaise: paise,
    grantsPaise: paise,
    surplusPaise: paise,
    borrowings: z.array(object({ borrowingId: id, source: borrowingSource, outstandingPaise: paise })),
  };

  return [
    ...sheetLines(),
    object({ ...base, type: z.literal('move_recorded'), ...move }),
    /** Names the move that is taken back, with its content and the time of its recording. */
    object({ ...base, type: z.literal('move_reversed'), moveRecordedAt: instant, ...move }),
    object({ ...base, type: z.literal('borrowing_recorded'), collectiveId: id, ...borrowing }),
    /** The balances with which a group's books begin, if it existed before. */
    object({
      ...base,
      type: z.literal('books_opened'),
      collectiveId: id,
      openingId: id,
      asOf: date,
      cashPaise: paise,
      bankPaise: paise,
      grantsPaise: paise,
      surplusPaise: paise,
      members: z.array(
        object({
          memberId: id,
          savingsPaise: paise,
          loans: z.array(
            object({
              loanId: id,
              disbursedOn: date,
              principalPaise: paise,
              outstandingPaise: paise,
              ...plan,
            }),
          ),
        }),
      ),
      borrowings: z.array(object({ ...borrowing, outstandingPaise: paise })),
    }),
  ] as const;
};
