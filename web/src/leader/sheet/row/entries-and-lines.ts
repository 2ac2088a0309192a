import type { EntryKind, LineKind } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { LoanPurpose } from '../../../../../functions/shared/kinds/loan-words.ts';
import type { Member } from '../../workspace/row-kinds.ts';

/**
 * The entries of members and the lines of the group on a sheet, as they are sent. A leader fills in a sheet at a group's
 * meeting.
 */

/** An entry of a member on a sheet, as it is sent. */
export type SheetEntry = {
  readonly memberId: string;
  readonly kind: EntryKind;
  readonly amountPaise: number;
  readonly account?: 'cash' | 'bank';
  readonly loanId?: string;
  readonly purpose?: LoanPurpose;
  readonly ratePerMonthBasisPoints?: number;
  readonly instalments?: number;
  readonly firstDueOn?: string;
  readonly reason?: string;
};

/** A line of the group on a sheet, as it is sent. */
export type SheetLine = {
  readonly kind: LineKind;
  readonly amountPaise: number;
  readonly account?: 'cash' | 'bank';
  /** The head of account of an expense or a grant, such as `travel`. */
  readonly head?: string;
  readonly borrowingId?: string;
  readonly reason?: string;
};

/** The same fields, each of which may be left out or undefined. */
type Loose<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/**
 * Makes a woman's entry on a sheet from its fields, which were typed or read: undefined fields are left out, as the API
 * wants it.
 */
export const toEntry = ({
  memberId,
  kind,
  amountPaise,
  account,
  loanId,
  purpose,
  ratePerMonthBasisPoints,
  instalments,
  firstDueOn,
  reason,
}: Pick<SheetEntry, 'memberId' | 'kind' | 'amountPaise'> &
  Loose<Omit<SheetEntry, 'memberId' | 'kind' | 'amountPaise' | 'reason'>> & {
    /** Null in a recorded entry whose member was erased. */
    readonly reason?: string | null | undefined;
  }): SheetEntry => ({
  memberId,
  kind,
  amountPaise,
  ...(account === undefined ? {} : { account }),
  ...(loanId === undefined ? {} : { loanId }),
  ...(purpose === undefined ? {} : { purpose }),
  ...(ratePerMonthBasisPoints === undefined ? {} : { ratePerMonthBasisPoints }),
  ...(instalments === undefined ? {} : { instalments }),
  ...(firstDueOn === undefined ? {} : { firstDueOn }),
  ...(reason === undefined || reason === null ? {} : { reason }),
});

/**
 * Makes a line of the group on a sheet from its fields, which were typed or read: undefined fields are left out, as the
 * API wants it.
 */
export const toLine = ({
  kind,
  amountPaise,
  account,
  head,
  borrowingId,
  reason,
}: Pick<SheetLine, 'kind' | 'amountPaise'> & Loose<Omit<SheetLine, 'kind' | 'amountPaise'>>): SheetLine => ({
  kind,
  amountPaise,
  ...(account === undefined ? {} : { account }),
  ...(head === undefined ? {} : { head }),
  ...(borrowingId === undefined ? {} : { borrowingId }),
  ...(reason === undefined ? {} : { reason }),
});

/** The sum of the entries of a kind, in paise. */
export const amountOf = (entries: readonly SheetEntry[], kind: SheetEntry['kind']): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountPaise : 0), 0);

export type Loans = Pick<Member, 'loans'>;

/** What a woman owes, in paise: the sum of what is outstanding of her loans, as the phone knows them. */
export const outstandingPaiseOf = ({ loans }: Loans): number =>
  loans.reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0);
