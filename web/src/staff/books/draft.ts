import { v7 } from 'uuid';
import type { EntryKind, LineKind } from '../../../../functions/domain/book-entries.ts';
import type { LoanPurpose } from '../../../../functions/domain/loan-words.ts';
import type { BodyOf } from '../../api/routes.ts';
import {
  type EntryBody,
  entryBody,
  type LineBody,
  lineBody,
  type SheetBody,
} from '../../books/sheet-body.ts';
import { headsOf } from './book-words.ts';

/** A sheet or voucher while it is typed, and what of it is sent. */

export type Account = 'cash' | 'bank';

type DraftPosting = {
  /** Of the row on the screen. */
  readonly key: string;
  readonly amountPaise: number | undefined;
  /** Undefined until it is chosen. */
  readonly account: Account | undefined;
  readonly reason: string;
};

export type DraftLine = DraftPosting & {
  readonly kind: LineKind;
  readonly head: string;
  readonly borrowingId: string;
};

export type DraftEntry = DraftPosting & {
  readonly memberId: string;
  readonly kind: EntryKind;
  readonly loanId: string;
  /** Of a new loan, as typed. */
  readonly terms: Terms;
};

/** The terms of a loan or borrowing; what was left empty is undefined. */
export type Terms = {
  readonly purpose?: LoanPurpose | undefined;
  readonly ratePerMonthBasisPoints?: number | undefined;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
};

export type Status = 'present' | 'absent' | 'excused';

/** What of a sheet stands beside its entries and lines. */
export type DraftRest = {
  readonly on: string;
  readonly cashCountedPaise: number | undefined;
  readonly bankBalancePaise: number | undefined;
  readonly note: string;
};

export type DraftVoucher = DraftRest & { readonly lines: readonly DraftLine[] };
export type DraftSheet = DraftVoucher & {
  readonly attendance: Readonly<Record<string, Status>>;
  readonly entries: readonly DraftEntry[];
};

export const newLine = (line: Partial<Omit<DraftLine, 'key'>> = {}): DraftLine => ({
  key: v7(),
  kind: 'expense',
  amountPaise: undefined,
  account: 'cash',
  head: headsOf(line.kind ?? 'expense')[0] ?? '',
  borrowingId: '',
  reason: '',
  ...line,
});

export const newEntry = (entry: Partial<Omit<DraftEntry, 'key'>> = {}): DraftEntry => ({
  key: v7(),
  memberId: '',
  kind: 'deposit',
  amountPaise: undefined,
  account: 'cash',
  loanId: '',
  reason: '',
  terms: {},
  ...entry,
});

export const emptyRest = (on: string): DraftRest => ({
  on,
  cashCountedPaise: undefined,
  bankBalancePaise: undefined,
  note: '',
});

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** A line typed at the desk, as the API takes it. */
const lineBodyOf = ({ amountPaise = 0, ...line }: DraftLine): LineBody =>
  lineBody({ ...line, amountPaise, reason: given(line.reason) });

/** An entry typed at the desk, as the API takes it. */
const entryBodyOf = ({ amountPaise = 0, terms, ...entry }: DraftEntry): EntryBody =>
  entryBody({ ...entry, ...terms, amountPaise, reason: given(entry.reason) });

const restBody = ({ cashCountedPaise, bankBalancePaise, note }: DraftRest) => ({
  cashCountedPaise,
  bankBalancePaise,
  note: given(note),
});

/** The draft of a voucher, typed at the desk, as the API takes it. */
export const voucherBody = (
  draft: DraftVoucher,
): Omit<BodyOf<'POST /api/collectives/{id}/vouchers'>, 'id'> => ({
  on: draft.on,
  lines: draft.lines.map(lineBodyOf),
  ...restBody(draft),
});

/** As many members as a sheet takes. */
const maxListed = 40;

/**
 * The draft of a sheet, typed at the desk, as the API takes it. Of more members than it takes, those are left out who
 * were absent and have no entry: a sheet need not name everybody.
 */
export const sheetBody = (draft: DraftSheet): Omit<SheetBody, 'id'> => {
  const marked = Object.entries(draft.attendance);
  const named = new Set(draft.entries.map(({ memberId }) => memberId));
  const isListed = ([memberId, status]: (typeof marked)[number]): boolean =>
    marked.length <= maxListed || status !== 'absent' || named.has(memberId);
  return {
    heldOn: draft.on,
    attendance: marked.filter(isListed).map(([memberId, status]) => ({ memberId, status })),
    entries: draft.entries.map(entryBodyOf),
    ...(draft.lines.length === 0 ? {} : { lines: draft.lines.map(lineBodyOf) }),
    ...restBody(draft),
  };
};

type RecordedPosting<Kind> = {
  readonly kind: Kind;
  readonly amountPaise: number;
  readonly account?: Account | undefined;
  readonly reason?: string | null;
};
type RecordedLine = RecordedPosting<LineKind> & { readonly head?: string; readonly borrowingId?: string };
type Recorded = { readonly note?: string | undefined; readonly lines?: readonly RecordedLine[] | undefined };

const draftLines = (lines: readonly RecordedLine[] = []): DraftLine[] =>
  lines.map(({ kind, amountPaise, account = 'cash', head = '', borrowingId = '', reason }) =>
    newLine({ kind, amountPaise, account, head, borrowingId, reason: reason ?? '' }),
  );

/** What was counted before may be what was wrong: it is asked for anew. */
const draftRest = (on: string, { note = '' }: Recorded): DraftRest => ({ ...emptyRest(on), note });

/** The desk's draft that starts from a recorded voucher. */
export const draftOfVoucher = (recorded: Recorded & { readonly on: string }): DraftVoucher => ({
  ...draftRest(recorded.on, recorded),
  lines: draftLines(recorded.lines),
});

type RecordedSheet = Recorded & {
  readonly heldOn: string;
  readonly attendance: readonly { readonly memberId: string; readonly status: Status }[];
  readonly entries: readonly (RecordedPosting<EntryKind> &
    Terms & { readonly memberId: string; readonly loanId?: string | undefined })[];
};

/**
 * The desk's draft that starts from a recorded sheet. New loans get ids of their own, since a loan's id is used once;
 * what the sheet itself repaid of them names the new ones.
 */
export const draftOfSheet = (recorded: RecordedSheet): DraftSheet => {
  const renewed = new Map(
    recorded.entries.flatMap(({ kind, loanId }) =>
      kind === 'loan' && loanId !== undefined ? [[loanId, v7()] as const] : [],
    ),
  );
  return {
    ...draftRest(recorded.heldOn, recorded),
    lines: draftLines(recorded.lines),
    attendance: Object.fromEntries(recorded.attendance.map(({ memberId, status }) => [memberId, status])),
    entries: recorded.entries.map((entry) =>
      newEntry({
        memberId: entry.memberId,
        kind: entry.kind,
        amountPaise: entry.amountPaise,
        account: entry.account ?? 'cash',
        loanId: entry.loanId === undefined ? '' : (renewed.get(entry.loanId) ?? entry.loanId),
        reason: entry.reason ?? '',
        terms: {
          purpose: entry.purpose,
          ratePerMonthBasisPoints: entry.ratePerMonthBasisPoints,
          instalments: entry.instalments,
          firstDueOn: entry.firstDueOn,
        },
      }),
    ),
  };
};
