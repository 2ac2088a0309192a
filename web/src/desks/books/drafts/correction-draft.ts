import { v7 } from 'uuid';
import { isCashDifference, type Posting } from '../../../../../functions/shared/kinds/book-entries.ts';
import {
  type CashOrBank,
  type EntryKind,
  givesLoan,
  type LineKind,
} from '../../../../../functions/shared/kinds/book-kinds.ts';
import { maxLineCharacters } from '../../../../../functions/shared/text/lengths.ts';
import { countedCash } from '../sheets/expected-cash.ts';
import {
  type Attendance,
  type DraftDetails,
  type DraftLine,
  type DraftSheet,
  type DraftVoucher,
  emptyDetails,
  type LoanTerms,
  newEntry,
  newLine,
} from './draft.ts';

/** A recorded posting: an entry of a member or a line of the group. */
type RecordedPosting<Kind> = {
  readonly kind: Kind;
  readonly amountPaise: number;
  readonly account?: CashOrBank | undefined;
  readonly reason?: string | null;
};

type RecordedLine = RecordedPosting<LineKind> & { readonly head?: string; readonly borrowingId?: string };

type RecordedDetails = {
  readonly id: string;
  readonly cashCountedPaise?: number | undefined;
  readonly cashCountedThenPaise?: number | undefined;
  readonly note?: string | undefined;
  readonly lines?: readonly RecordedLine[] | undefined;
};

/** A posting without an account is in cash, the API's default. */
const draftLines = (lines: readonly RecordedLine[] = []): DraftLine[] =>
  lines.map(({ kind, amountPaise, account = 'cash', head = '', borrowingId = '', reason }) =>
    newLine({ kind, amountPaise, account, head, borrowingId, reason: reason ?? '' }),
  );

/**
 * What was counted on the day stays with the correction. The lines about a difference are left out then: the difference follows
 * from the count and the corrected amounts, and keeps its reason. The bank balance may be the mistake, so it is entered again.
 */
const draftDetails = (
  on: string,
  { id, note = '', lines = [], ...counts }: RecordedDetails,
  recordedPostings: readonly Posting[],
): DraftDetails & { readonly lines: readonly DraftLine[] } => {
  const countedThenPaise = countedCash(counts);
  const differenceLines = countedThenPaise === undefined ? [] : lines.filter(isCashDifference);
  return {
    ...emptyDetails(on),
    note,
    lines: draftLines(lines.filter((line) => !differenceLines.includes(line))),
    correction: {
      corrects: id,
      recordedOn: on,
      countedThenPaise,
      recordedPostings,
      differenceReason: differenceLines
        .map(({ reason }) => reason ?? '')
        .join(' · ')
        .slice(0, maxLineCharacters),
    },
  };
};

/** The draft of a correction at the desk: the content of a recorded voucher, to be changed. */
export const correctionOfVoucher = (recorded: RecordedDetails & { readonly on: string }): DraftVoucher => ({
  ...draftDetails(recorded.on, recorded, recorded.lines ?? []),
});

type RecordedSheet = RecordedDetails & {
  readonly heldOn: string;
  readonly attendance: readonly { readonly memberId: string; readonly status: Attendance }[];
  readonly entries: readonly (RecordedPosting<EntryKind> &
    LoanTerms & { readonly memberId: string; readonly loanId?: string | undefined })[];
};

/**
 * A recorded sheet on which a record that was joined since is replaced by the kept one, since the form has a row for the kept one only. A woman with two
 * rows of attendance gets one: she was present if either row says so.
 */
export const withKeptRecords = <Old extends Pick<RecordedSheet, 'attendance' | 'entries'>>(
  old: Old,
  members: readonly {
    readonly id: string;
    readonly joined?: readonly { readonly id: string }[] | undefined;
  }[],
): Old => {
  const keptIdByJoinedId = new Map(
    members.flatMap(({ id, joined = [] }) => joined.map((one) => [one.id, id] as const)),
  );
  const underKept = <Row extends { readonly memberId: string }>(row: Row): Row => ({
    ...row,
    memberId: keptIdByJoinedId.get(row.memberId) ?? row.memberId,
  });
  const attendance = new Map<string, RecordedSheet['attendance'][number]>();
  for (const row of old.attendance.map(underKept)) {
    if (row.status === 'present' || !attendance.has(row.memberId)) attendance.set(row.memberId, row);
  }
  return { ...old, attendance: [...attendance.values()], entries: old.entries.map(underKept) };
};

/**
 * The draft of a correction at the desk: the content of a recorded sheet, to be changed. Its new loans get new ids, since a
 * loan's id is used once; repayments of these loans on the same sheet name the new ids.
 */
export const correctionOfSheet = (recorded: RecordedSheet): DraftSheet => {
  const newLoanIds = new Map(
    recorded.entries.flatMap((entry) =>
      givesLoan(entry) && entry.loanId !== undefined ? [[entry.loanId, v7()] as const] : [],
    ),
  );
  return {
    ...draftDetails(recorded.heldOn, recorded, [...recorded.entries, ...(recorded.lines ?? [])]),
    attendance: Object.fromEntries(recorded.attendance.map(({ memberId, status }) => [memberId, status])),
    entries: recorded.entries.map((entry) =>
      newEntry({
        memberId: entry.memberId,
        kind: entry.kind,
        amountPaise: entry.amountPaise,
        account: entry.account ?? 'cash',
        // A loan that an earlier sheet gave keeps its id.
        loanId: entry.loanId === undefined ? '' : (newLoanIds.get(entry.loanId) ?? entry.loanId),
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
