import { financialYearOf, monthOf } from '../../../functions/shared/calendar/calendar.ts';
import { changesOf } from '../../../functions/shared/kinds/book-entries.ts';
import type { EntryKind } from '../../../functions/shared/kinds/book-kinds.ts';

/**
 * The content of a woman's printed papers, in paise. Each balance is her balance today minus the changes since, so that every paper agrees with
 * the ledger even if the earliest entries are missing. Her loan card is in loan-card-content.ts.
 */

/** One of her entries, as a line of her papers. */
export type PaperLine = {
  /** The id of the sheet, or of the opening or move that the line is from. */
  readonly sheetId: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly kind: EntryKind | 'opening' | 'moved_in';
  /** For `moved_in`: the savings that went with her. */
  readonly amountPaise: number;
  /** The loan that the entry is about. If an `opening` names a loan, `amountPaise` is what she owed on it; otherwise what she had saved. */
  readonly loanId?: string | undefined;
};

export type PaperLoan = {
  readonly loanId: string;
  readonly disbursedOn?: string | undefined;
  readonly principalPaise: number;
  readonly outstandingPaise: number;
  readonly ratePerMonthBasisPoints?: number | undefined;
  readonly instalments?: number | undefined;
  readonly firstDueOn?: string | undefined;
};

/** A member's account: her savings and loans today, and the entries that led to them. */
export type MemberAccount = {
  readonly savingsPaise: number;
  /** What she owes on all her loans, also on those that are not in `loans`. */
  readonly owedPaise: number;
  readonly loans: readonly PaperLoan[];
  /** In the order of recording: all entries, or only the latest ones. */
  readonly lines: readonly PaperLine[];
};

/** Whether a line says what she had when the books began, or what she brought from another group. No money changed hands then. */
export const isBrought = (kind: PaperLine['kind']): kind is 'opening' | 'moved_in' =>
  kind === 'opening' || kind === 'moved_in';

export type Balance = { readonly savingsPaise: number; readonly owedPaise: number };

/** By how much a line changes her balance. */
export const changeOf = ({ kind, amountPaise, loanId }: PaperLine): Balance => {
  // A move takes her savings and loans along unchanged.
  if (kind === 'moved_in') return { savingsPaise: 0, owedPaise: 0 };
  if (kind === 'opening') {
    return loanId === undefined
      ? { savingsPaise: amountPaise, owedPaise: 0 }
      : { savingsPaise: 0, owedPaise: amountPaise };
  }
  const { savings, loans } = changesOf({ kind, amountPaise });
  return { savingsPaise: savings, owedPaise: loans };
};

/** Lines of the same day keep the order of recording. */
export const sortByDate = (lines: readonly PaperLine[]): PaperLine[] =>
  lines.toSorted((a, b) => a.on.localeCompare(b.on));

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

export type PassbookRow = PaperLine & Balance;

/** The content of a woman's printed passbook: her balance before the first line, and each line with her balance after it. */
export function passbookOf({ savingsPaise, owedPaise, lines }: Omit<MemberAccount, 'loans'>): {
  readonly before: Balance;
  readonly rows: readonly PassbookRow[];
} {
  const sortedLines = sortByDate(lines);
  const changes = sortedLines.map(changeOf);
  const before = {
    savingsPaise: savingsPaise - sum(changes.map((change) => change.savingsPaise)),
    owedPaise: owedPaise - sum(changes.map((change) => change.owedPaise)),
  };
  let balance: Balance = before;
  const rows = sortedLines.map((line): PassbookRow => {
    const change = changeOf(line);
    balance = {
      savingsPaise: balance.savingsPaise + change.savingsPaise,
      owedPaise: balance.owedPaise + change.owedPaise,
    };
    return { ...line, ...balance };
  });
  return { before, rows };
}

/** The interest that she paid in a financial year, and the dates of her first and last entries of any kind in it. */
export type InterestOfYear = { readonly firstOn: string; readonly lastOn: string; readonly paise: number };

/**
 * The interest that a woman paid, by financial year, as content of her passbook and papers. The latest year comes first; years
 * without interest are left out.
 * @param lines all her entries, or only the latest ones
 */
export function interestByYear(lines: readonly PaperLine[]): InterestOfYear[] {
  // The lines are sorted by date, and so are the years.
  const years = Map.groupBy(sortByDate(lines), ({ on }) => financialYearOf(monthOf(on)));
  return [...years.values()]
    .map((linesOfYear) => ({
      // A year is here only if it has a line, so the empty text is never used.
      firstOn: linesOfYear.at(0)?.on ?? '',
      lastOn: linesOfYear.at(-1)?.on ?? '',
      paise: sum(linesOfYear.filter(({ kind }) => kind === 'interest').map(({ amountPaise }) => amountPaise)),
    }))
    .filter(({ paise }) => paise > 0)
    .toReversed();
}

export type Receipt = Balance & {
  readonly on: string;
  readonly lines: readonly PaperLine[];
  /** What she paid to the group at the meeting, for whatever purpose. Entries that move no money, such as a set-off, are in neither sum. */
  readonly paidPaise: number;
  /** What she got from the group. */
  readonly gotPaise: number;
};

/** How much money an entry moves from her to the group, in cash or at the bank; negative if the group paid her. */
const paidToGroup = ({ kind, amountPaise }: PaperLine): number => {
  if (isBrought(kind)) return 0;
  const { cash, bank } = changesOf({ kind, amountPaise });
  return cash + bank;
};

/** The content of a woman's printed receipt: what she paid and got at one meeting; undefined if she has no entry on its sheet. */
export function receiptOf(account: MemberAccount, sheetId: string): Receipt | undefined {
  const rows = passbookOf(account).rows.filter((row) => row.sheetId === sheetId);
  const lastRow = rows.at(-1);
  if (lastRow === undefined) return undefined;
  const payments = rows.map(paidToGroup);
  return {
    on: lastRow.on,
    lines: rows,
    paidPaise: sum(payments.filter((paise) => paise > 0)),
    gotPaise: -sum(payments.filter((paise) => paise < 0)),
    savingsPaise: lastRow.savingsPaise,
    owedPaise: lastRow.owedPaise,
  };
}

/** The meetings of which a receipt can be printed among a woman's papers, the latest first. */
export const meetingsOf = ({
  lines,
}: Pick<MemberAccount, 'lines'>): { readonly sheetId: string; readonly on: string }[] => {
  const meetingLines = lines.filter(({ kind }) => !isBrought(kind));
  const dateOfSheet = new Map(meetingLines.map(({ sheetId, on }) => [sheetId, on]));
  return [...dateOfSheet].map(([sheetId, on]) => ({ sheetId, on })).sort((a, b) => b.on.localeCompare(a.on));
};

/** Divides the rows of a woman's paper into printed pages; one empty page if there are no rows. */
export function pagesOf<Row>(rows: readonly Row[], rowsPerPage: number): Row[][] {
  if (rows.length === 0) return [[]];
  return Array.from({ length: Math.ceil(rows.length / rowsPerPage) }, (_, page) =>
    rows.slice(page * rowsPerPage, (page + 1) * rowsPerPage),
  );
}
