import { changesOf, type EntryKind } from '../../../functions/domain/book-entries.ts';
import { financialYearOf } from '../../../functions/domain/calendar.ts';
import { instalmentsOf } from '../../../functions/domain/instalments.ts';

/**
 * What stands on a woman's papers: pure, in paise. Balances are counted back from what she has and owes today, so that every paper says the
 * same as the ledger, also where it begins in the middle.
 */

/** One thing that was written of her. */
export type PaperLine = {
  /** Of the meeting, or of the opening of the group's books. */
  readonly sheetId: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly kind: EntryKind | 'opening';
  readonly amountPaise: number;
  /** Of an opening: without it, it is her savings. */
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

/** What a member has, owes, and what led to it, in order of recording: all of it, or the latest part. */
export type MemberAccount = {
  readonly savingsPaise: number;
  readonly loans: readonly PaperLoan[];
  readonly lines: readonly PaperLine[];
};

type Change = { readonly savings: number; readonly loans: number };

/** What a line does to her savings and to what she owes. */
const changeOf = ({ kind, amountPaise, loanId }: PaperLine): Change => {
  if (kind !== 'opening') return changesOf({ kind, amountPaise });
  return loanId === undefined ? { savings: amountPaise, loans: 0 } : { savings: 0, loans: amountPaise };
};

const byDate = (lines: readonly PaperLine[]): PaperLine[] =>
  lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

export type Balance = { readonly savingsPaise: number; readonly owedPaise: number };
export type PassbookRow = PaperLine & Balance;

/** A woman's printed passbook: what was before the first line, and each line with what she has and owes after it. */
export function passbookOf({ savingsPaise, loans, lines }: MemberAccount): {
  readonly before: Balance;
  readonly rows: readonly PassbookRow[];
} {
  const sorted = byDate(lines);
  const changes = sorted.map(changeOf);
  const before = {
    savingsPaise: savingsPaise - sum(changes.map(({ savings }) => savings)),
    owedPaise:
      sum(loans.map(({ outstandingPaise }) => outstandingPaise)) - sum(changes.map((one) => one.loans)),
  };
  let now: Balance = before;
  const rows = sorted.map((line, at): PassbookRow => {
    const { savings = 0, loans: owed = 0 } = changes[at] ?? {};
    now = { savingsPaise: now.savingsPaise + savings, owedPaise: now.owedPaise + owed };
    return { ...line, ...now };
  });
  return { before, rows };
}

export type Instalment = {
  readonly dueOn: string;
  readonly amountPaise: number;
  /** What of it is repaid; the earliest instalment is repaid first. */
  readonly paidPaise: number;
};

export type LoanCardRow = PaperLine & { readonly leftPaise: number };

/** A woman's printed loan card: the loan's instalments, and what was paid on it with what is left after each payment. */
export function loanCardOf(
  loan: PaperLoan,
  lines: readonly PaperLine[],
): {
  readonly instalments: readonly Instalment[];
  readonly rows: readonly LoanCardRow[];
  readonly paidBeforePaise: number;
} {
  let paid = loan.principalPaise - loan.outstandingPaise;
  const instalments = instalmentsOf(loan).map(({ dueOn, amountPaise }): Instalment => {
    const paidPaise = Math.min(paid, amountPaise);
    paid -= paidPaise;
    return { dueOn, amountPaise, paidPaise };
  });
  const payments = byDate(lines).filter(
    ({ loanId, kind }) => loanId === loan.loanId && kind !== 'loan' && kind !== 'opening',
  );
  const repaid = payments.map((line) => -changeOf(line).loans);
  const paidBeforePaise = loan.principalPaise - loan.outstandingPaise - sum(repaid);
  let leftPaise = loan.principalPaise - paidBeforePaise;
  const rows = payments.map((line, at): LoanCardRow => {
    leftPaise -= repaid[at] ?? 0;
    return { ...line, leftPaise };
  });
  return { instalments, rows, paidBeforePaise };
}

/** The interest that she paid within a financial year, and the days of the first and last thing written of her in it. */
export type InterestPaid = { readonly from: string; readonly to: string; readonly paise: number };

/**
 * For a woman's printed papers: the interest that she paid, by financial year, the latest first; years without
 * interest are left out.
 * @param lines all of hers, or the latest part
 */
export function interestByYear(lines: readonly PaperLine[]): InterestPaid[] {
  const years = Map.groupBy(byDate(lines), ({ on }) => financialYearOf(on.slice(0, 7)));
  return [...years.values()]
    .map((ofYear) => ({
      from: ofYear[0]?.on ?? '',
      to: ofYear.at(-1)?.on ?? '',
      paise: sum(ofYear.map(({ kind, amountPaise }) => (kind === 'interest' ? amountPaise : 0))),
    }))
    .filter(({ paise }) => paise > 0)
    .toReversed();
}

export type Receipt = Balance & {
  readonly on: string;
  readonly lines: readonly PaperLine[];
  /** What she paid to the group, and what she got from it; what moves no money is in neither. */
  readonly paidPaise: number;
  readonly gotPaise: number;
};

const intoGroup = ({ kind, amountPaise }: PaperLine): number => {
  if (kind === 'opening') return 0;
  const { cash, bank } = changesOf({ kind, amountPaise });
  return cash + bank;
};

/** A woman's printed receipt: what she paid and got at one meeting; undefined if nothing. */
export function receiptOf(account: MemberAccount, sheetId: string): Receipt | undefined {
  const rows = passbookOf(account).rows.filter((row) => row.sheetId === sheetId);
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const moved = rows.map(intoGroup);
  return {
    on: last.on,
    lines: rows,
    paidPaise: sum(moved.filter((paise) => paise > 0)),
    gotPaise: -sum(moved.filter((paise) => paise < 0)),
    savingsPaise: last.savingsPaise,
    owedPaise: last.owedPaise,
  };
}

/** A woman's meetings of which a receipt can be printed, the latest first. */
export const meetingsOf = ({ lines }: MemberAccount): { readonly sheetId: string; readonly on: string }[] => {
  const meetings = new Map(
    lines.flatMap(({ sheetId, on, kind }) => (kind === 'opening' ? [] : [[sheetId, on] as const])),
  );
  return [...meetings]
    .map(([sheetId, on]) => ({ sheetId, on }))
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
};

/** The rows of a woman's paper by printed pages; an empty page if there are none. */
export function pagesOf<Row>(rows: readonly Row[], perPage: number): Row[][] {
  const pages = Array.from({ length: Math.ceil(rows.length / perPage) }, (_, page) =>
    rows.slice(page * perPage, (page + 1) * perPage),
  );
  return pages.length === 0 ? [[]] : pages;
}
