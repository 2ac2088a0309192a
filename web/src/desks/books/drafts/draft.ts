import { v7 } from 'uuid';
import type { Posting } from '../../../../../functions/shared/kinds/book-entries.ts';
import {
  type CashOrBank,
  type EntryKind,
  headsOf,
  type LineKind,
} from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { AnyEntry } from '../../../../../functions/shared/kinds/entry-types.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import type { MemberWithCode } from '../group-members.ts';

/** The drafts of sheets and vouchers while they are typed at the desk. */

/** The draft of a posting: an entry of a member or a line of the group. */
type DraftPosting = {
  /** Identifies the row on the screen. */
  readonly key: string;
  readonly amountPaise: number | undefined;
  /** The account of the money; undefined until it is chosen. */
  readonly account: CashOrBank | undefined;
  readonly reason: string;
};

export type DraftLine = DraftPosting & {
  readonly kind: LineKind;
  /** The head of account, such as `travel`; empty for a kind without heads. */
  readonly head: string;
  /** The borrowing's id; empty until it is chosen, and for a kind without a borrowing. */
  readonly borrowingId: string;
};

export type DraftEntry = DraftPosting & {
  readonly memberId: string;
  readonly kind: EntryKind;
  /** The id of the loan that the entry gives or names; empty until it is chosen, and for a kind without a loan. */
  readonly loanId: string;
  /** The terms of a new loan; empty for other kinds. */
  readonly terms: LoanTerms;
};

/** The terms of a loan or borrowing; what was left empty is undefined. */
export type LoanTerms = Pick<AnyEntry, 'purpose' | 'ratePerMonthBasisPoints' | 'instalments' | 'firstDueOn'>;

export type Attendance = 'present' | 'absent' | 'excused';

/** What a sheet or voucher has beside its entries and lines. */
export type DraftDetails = {
  /** The day of the meeting or of the voucher. */
  readonly on: string;
  readonly cashCountedPaise: number | undefined;
  readonly bankBalancePaise: number | undefined;
  readonly note: string;
  readonly correction?: DraftCorrection;
};

/** What a draft takes from the recorded sheet or voucher that it corrects. */
export type DraftCorrection = {
  readonly corrects: string;
  /** Its day. */
  readonly recordedOn: string;
  /** The cash count of the corrected sheet or voucher; undefined if nobody counted. A correction with another day does not keep the count. */
  readonly countedThenPaise: number | undefined;
  readonly recordedPostings: readonly Posting[];
  /** Why the box of that day differed from the books. */
  readonly differenceReason: string;
};

export type DraftVoucher = DraftDetails & { readonly lines: readonly DraftLine[] };
export type DraftSheet = DraftVoucher & {
  readonly attendance: Readonly<Record<string, Attendance>>;
  readonly entries: readonly DraftEntry[];
};

/** A new line of a draft; an expense in cash if nothing else is given. */
export const newLine = (line: Partial<Omit<DraftLine, 'key'>> = {}): DraftLine => ({
  key: v7(),
  kind: 'expense',
  amountPaise: undefined,
  account: 'cash',
  // The first head of its kind; empty for a kind without heads.
  head: headsOf(line.kind ?? 'expense')[0] ?? '',
  borrowingId: '',
  reason: '',
  ...line,
});

/** A new entry of a draft; a deposit in cash if nothing else is given. */
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

/** The details of a new draft: its day, and nothing else. */
export const emptyDetails = (on: string): DraftDetails => ({
  on,
  cashCountedPaise: undefined,
  bankBalancePaise: undefined,
  note: '',
});

/** The draft with which the desk's form of a new sheet starts: each member is marked as absent until she is marked otherwise. */
export const newSheet = (
  members: readonly MemberWithCode[],
  entries: readonly DraftEntry[] = [],
): DraftSheet => ({
  ...emptyDetails(todayInIndia()),
  attendance: Object.fromEntries(members.map(({ id }) => [id, 'absent'])),
  entries,
  lines: [],
});
