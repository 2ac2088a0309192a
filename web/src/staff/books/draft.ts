import { v7 } from 'uuid';
import type { EntryKind, LineKind } from '../../../../functions/domain/book-entries.ts';
import { headsOf } from './book-words.ts';

/** A sheet or voucher while it is typed, and what of it is sent. */

export type Account = 'cash' | 'bank';

type DraftPosting = {
  /** Of the row on the screen. */
  readonly key: string;
  readonly amountPaise: number | undefined;
  readonly account: Account;
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
  readonly purpose?: string | undefined;
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

const withoutAccount: ReadonlySet<EntryKind | LineKind> = new Set([
  'bank_deposit',
  'bank_withdrawal',
  'bank_interest',
  'bank_charge',
  'cash_over',
  'cash_short',
  'set_off',
  'write_off',
]);

/** Whether a kind of entry or line may be paid in cash or at the bank. */
export const hasAccount = (kind: EntryKind | LineKind): boolean => !withoutAccount.has(kind);

export const hasBorrowing = (kind: LineKind): boolean => kind.startsWith('borrowing_');

export const hasReason = (kind: EntryKind | LineKind): boolean =>
  kind === 'cash_over' || kind === 'cash_short' || kind === 'write_off';

/** Whether a kind of entry names a loan that she has. */
export const namesLoan = (kind: EntryKind): boolean =>
  kind === 'repayment' || kind === 'set_off' || kind === 'write_off' || kind === 'interest';

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

const accountOf = ({ kind, account }: { kind: EntryKind | LineKind; account: Account }) =>
  hasAccount(kind) && account === 'bank' ? { account } : {};

/** A group's line typed at the desk, as the API takes it. Fields that its kind has not are left out. */
export const lineBody = (line: DraftLine) => ({
  kind: line.kind,
  amountPaise: line.amountPaise,
  ...accountOf(line),
  ...(headsOf(line.kind).length > 0 ? { head: line.head } : {}),
  ...(hasBorrowing(line.kind) ? { borrowingId: line.borrowingId } : {}),
  ...(hasReason(line.kind) ? { reason: given(line.reason) } : {}),
});

/** A member's entry typed at the desk, as the API takes it. Fields that its kind has not are left out. */
export const entryBody = (entry: DraftEntry) => ({
  memberId: entry.memberId,
  kind: entry.kind,
  amountPaise: entry.amountPaise,
  ...accountOf(entry),
  ...(entry.kind === 'loan'
    ? { loanId: entry.loanId, ...entry.terms, purpose: given(entry.terms.purpose ?? '') }
    : {}),
  ...(namesLoan(entry.kind) && entry.loanId !== '' ? { loanId: entry.loanId } : {}),
  ...(hasReason(entry.kind) ? { reason: given(entry.reason) } : {}),
});

const restBody = ({ cashCountedPaise, bankBalancePaise, note }: DraftRest) => ({
  cashCountedPaise,
  bankBalancePaise,
  note: given(note),
});

export const voucherBody = (draft: DraftVoucher) => ({
  on: draft.on,
  lines: draft.lines.map(lineBody),
  ...restBody(draft),
});

/** As many members as a sheet takes. */
const maxListed = 40;

/**
 * A sheet typed at the desk, as the API takes it. Of more members than it takes, those are left out who were absent and
 * have no entry: a sheet need not name everybody.
 */
export const sheetBody = (draft: DraftSheet) => {
  const marked = Object.entries(draft.attendance);
  const named = new Set(draft.entries.map(({ memberId }) => memberId));
  const isListed = ([memberId, status]: (typeof marked)[number]): boolean =>
    marked.length <= maxListed || status !== 'absent' || named.has(memberId);
  return {
    heldOn: draft.on,
    attendance: marked.filter(isListed).map(([memberId, status]) => ({ memberId, status })),
    entries: draft.entries.map(entryBody),
    ...(draft.lines.length === 0 ? {} : { lines: draft.lines.map(lineBody) }),
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
