import type * as z from 'zod';
import type { BorrowingInput } from '../../functions/areas/books/borrowing-schema.ts';
import type { OpeningInput } from '../../functions/areas/books/opening-schema.ts';
import type {
  entryInput,
  lineInput,
  MeetingInput,
  VoucherInput,
} from '../../functions/areas/books/sheet-input-schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';

/** What a group sends: sheets with their entries and lines, vouchers, borrowings, openings. */

/** An id whose place in the order of ids does not matter. */
export const id = newId;

/** An entry as it is sent. */
export type Entry = z.infer<typeof entryInput>;
export type Line = z.infer<typeof lineInput>;

type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;
type SimpleKind = 'deposit' | 'withdrawal' | 'fine' | 'dividend';

const simple =
  (kind: SimpleKind) =>
  (memberId: string, amountPaise: number): EntryOf<SimpleKind> => ({ memberId, kind, amountPaise });
export const deposit = simple('deposit');
export const withdrawal = simple('withdrawal');
export const interest = (memberId: string, amountPaise: number, loanId?: string): Entry => ({
  memberId,
  kind: 'interest',
  amountPaise,
  ...(loanId === undefined ? {} : { loanId }),
});
export const fine = simple('fine');
export const dividend = simple('dividend');
export const loan = (
  memberId: string,
  amountPaise: number,
  loanId: string,
  terms: Partial<EntryOf<'loan'>> = {},
): Entry => ({
  memberId,
  kind: 'loan',
  amountPaise,
  loanId,
  ...terms,
});
export const setOff = (memberId: string, amountPaise: number, loanId: string): Entry => ({
  memberId,
  kind: 'set_off',
  amountPaise,
  loanId,
});
export const writeOff = (memberId: string, amountPaise: number, loanId: string): Entry => ({
  memberId,
  kind: 'write_off',
  amountPaise,
  loanId,
  reason: 'She moved away',
});

/** An entry at the bank. */
export const atBank = (entry: Entry): Entry =>
  entry.kind === 'set_off' || entry.kind === 'write_off' ? entry : { ...entry, account: 'bank' };

export const line = <Kind extends Exclude<Line['kind'], 'cash_over' | 'cash_short'>, More extends object>(
  kind: Kind,
  amountPaise: number,
  more?: More,
) => ({ kind, amountPaise, ...more });
export const repayment = (memberId: string, amountPaise: number, loanId: string): Entry => ({
  memberId,
  kind: 'repayment',
  amountPaise,
  loanId,
});

/** A sheet on which everyone with an entry is present. */
export const sheetOf = (entries: readonly Entry[], more: Partial<MeetingInput> = {}): MeetingInput => ({
  id: id(),
  heldOn: '2026-10-10',
  attendance: [...new Set(entries.map(({ memberId }) => memberId))].map((memberId) => ({
    memberId,
    status: 'present',
  })),
  entries: [...entries],
  ...more,
});

/** A voucher of these lines. */
export const voucherOf = (lines: readonly object[], more: Partial<VoucherInput> = {}) => ({
  id: id(),
  on: '2026-10-10',
  lines,
  ...more,
});

export const borrowingOf = (principalPaise: number, more: Partial<BorrowingInput> = {}): BorrowingInput => ({
  id: id(),
  source: 'bank_linkage',
  sanctionedOn: '2026-09-01',
  principalPaise,
  ...more,
});

/** An opening of nothing. */
export const openingOf = (more: Partial<OpeningInput> = {}): OpeningInput => ({
  id: id(),
  asOf: '2026-04-01',
  cashPaise: 0,
  bankPaise: 0,
  grantsPaise: 0,
  surplusPaise: 0,
  members: [],
  borrowings: [],
  ...more,
});
