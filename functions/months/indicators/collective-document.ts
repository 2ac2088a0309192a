import type { JournalLineOf } from '../../shared/journal/line.ts';
import { changeOf, type Posting } from '../../shared/kinds/book-entries.ts';
import type { FactCounts } from './fact-counts.ts';
import { monthNumber } from './month-numbers.ts';
import { addChange, type Changes } from './monthly-changes.ts';

export type BorrowingDocument = {
  readonly id: string;
  /** Whether a bank lent it, and not another source. */
  isBankLinkage: boolean;
  /** In paise, by the dates of sheets, vouchers and openings. */
  readonly outstanding: Changes;
};

/** What counting needs of one collective: the months in which it was formed and closed, its bank balance and its borrowings. */
export type CollectiveDocument = {
  /** A month number (month-numbers.ts); null until a line of the journal gives it. */
  formedMonth: number | null;
  /** A month number; null while it is open. */
  closedMonth: number | null;
  /** The bank balance in paise. */
  readonly bank: Changes;
  readonly borrowings: BorrowingDocument[];
  /** Its facts for each indicator of distinct collectives, by the indicator's index in `CountingPlan.distinct`. */
  readonly factCounts: (FactCounts | undefined)[];
};

export const newCollective = (): CollectiveDocument => ({
  formedMonth: null,
  closedMonth: null,
  bank: [],
  borrowings: [],
  factCounts: [],
});

export const setCollective = (
  collective: CollectiveDocument,
  { formedOn, closedOn }: { readonly formedOn: string; readonly closedOn?: string | undefined },
): void => {
  collective.formedMonth = monthNumber(formedOn);
  collective.closedMonth = closedOn === undefined ? null : monthNumber(closedOn);
};

/** Finds a borrowing, or adds an empty one if no line has named it yet. */
const borrowingOf = ({ borrowings }: CollectiveDocument, id: string): BorrowingDocument => {
  const existing = borrowings.find((borrowing) => borrowing.id === id);
  if (existing !== undefined) {
    return existing;
  }
  const borrowing = { id, isBankLinkage: false, outstanding: [] };
  borrowings.push(borrowing);
  return borrowing;
};

export const setBorrowing = (
  collective: CollectiveDocument,
  { borrowingId, source }: Pick<JournalLineOf<'borrowing_recorded'>, 'borrowingId' | 'source'>,
): BorrowingDocument => {
  const borrowing = borrowingOf(collective, borrowingId);
  borrowing.isBankLinkage = source === 'bank_linkage';
  return borrowing;
};

/**
 * Adds the money of a sheet or voucher to a collective's document: to its bank balance and its borrowings.
 * @param sign 1 for a record, -1 for its reversal
 */
export const addGroupMoney = (
  collective: CollectiveDocument,
  postings: readonly (Posting & { readonly borrowingId?: string | undefined })[],
  month: number,
  sign: 1 | -1,
): void => {
  for (const posting of postings) {
    addChange(collective.bank, month, sign * changeOf('bank', posting));
    const owedPaise = changeOf('borrowings', posting);
    if (owedPaise !== 0 && posting.borrowingId !== undefined) {
      addChange(borrowingOf(collective, posting.borrowingId).outstanding, month, sign * owedPaise);
    }
  }
};
