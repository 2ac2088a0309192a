import type { AmountField, Member } from '../kinds.ts';

/** A sheet's entries and their sums. */

export type Entry = {
  readonly memberId: string;
  readonly kind: AmountField;
  readonly amountPaise: number;
  readonly loanId?: string;
};

/** A validated entry. */
export const toEntry = ({
  loanId,
  ...entry
}: Omit<Entry, 'loanId'> & { readonly loanId?: string | undefined }): Entry => ({
  ...entry,
  ...(loanId === undefined ? {} : { loanId }),
});

const intoTheBox: Readonly<Record<Entry['kind'], 1 | -1>> = {
  deposit: 1,
  repayment: 1,
  interest: 1,
  fine: 1,
  withdrawal: -1,
  loan: -1,
};

/** The effect of entries on the cash. */
export const cashOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + intoTheBox[kind] * amountPaise, 0);

export const amountOf = (entries: readonly Entry[], kind: Entry['kind']): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountPaise : 0), 0);

export type Loans = Pick<Member, 'loans'>;

/** The sum of her outstanding loans. */
export const outstandingPaiseOf = ({ loans }: Loans): number =>
  loans.reduce((sum, { outstandingPaise }) => sum + outstandingPaise, 0);
