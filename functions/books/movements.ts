import { InternalError } from '../domain/errors.ts';
import type { Entry } from './schema.ts';

/** What a sheet, or its reversal, does to one loan. */
export type LoanMovement = { readonly loanId: string } & (
  | { readonly step: 'opened'; readonly principalPaise: number; readonly outstandingPaise: number }
  | { readonly step: 'changed'; readonly byPaise: number }
  /** The loan is removed, because only the sheet that created it has touched it: this much must be outstanding. */
  | { readonly step: 'withdrawn'; readonly outstandingPaise: number }
  /** Only interest was paid on it: it must be hers, and does not change. */
  | { readonly step: 'named' }
);

/** The net effect of a sheet, or its reversal, on one member's account. */
export type Movement = {
  readonly memberId: string;
  readonly savingsPaise: number;
  readonly loansOutstandingPaise: number;
  readonly loans: readonly LoanMovement[];
};

/** The sign with which an entry changes the collective's cash. */
const cashSign: Readonly<Record<Entry['kind'], 1 | -1>> = {
  deposit: 1,
  withdrawal: -1,
  loan: -1,
  repayment: 1,
  interest: 1,
  fine: 1,
};

/** The change of the member's savings, in paise. */
export const savingsOf = ({ kind, amountPaise }: Entry): number =>
  kind === 'deposit' ? amountPaise : kind === 'withdrawal' ? -amountPaise : 0;

/** The change of the member's outstanding loans, in paise. */
const loansOutstandingOf = ({ kind, amountPaise }: Entry): number =>
  kind === 'loan' ? amountPaise : kind === 'repayment' ? -amountPaise : 0;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The change of the cash: deposits − withdrawals − loans + repayments + interest + fines, in paise. */
export const cashOf = (entries: readonly Entry[]): number =>
  sum(entries.map(({ kind, amountPaise }) => cashSign[kind] * amountPaise));

/** The sum of all amounts that change hands, in either direction, in paise. */
export const turnoverOf = (entries: readonly Entry[]): number =>
  sum(entries.map(({ amountPaise }) => amountPaise));

const netLoans = (entries: readonly Entry[]): LoanMovement[] => {
  const loans = new Map<string, { principalPaise?: number; byPaise: number }>();
  for (const entry of entries) {
    if (entry.kind === 'loan' || entry.kind === 'repayment') {
      const before = loans.get(entry.loanId) ?? { byPaise: 0 };
      loans.set(entry.loanId, {
        ...before,
        ...(entry.kind === 'loan' ? { principalPaise: entry.amountPaise } : {}),
        byPaise: before.byPaise + loansOutstandingOf(entry),
      });
    } else if (entry.kind === 'interest' && entry.loanId !== undefined && !loans.has(entry.loanId)) {
      loans.set(entry.loanId, { byPaise: 0 });
    }
  }
  return [...loans].map(([loanId, { principalPaise, byPaise }]) => {
    if (principalPaise !== undefined) {
      return { loanId, step: 'opened', principalPaise, outstandingPaise: byPaise };
    }
    return byPaise === 0 ? { loanId, step: 'named' } : { loanId, step: 'changed', byPaise };
  });
};

/** One movement per member with an entry, in the order of their first entries. */
export const netEntries = (entries: readonly Entry[]): Movement[] =>
  [...Map.groupBy(entries, ({ memberId }) => memberId)].map(([memberId, hers]) => ({
    memberId,
    savingsPaise: sum(hers.map(savingsOf)),
    loansOutstandingPaise: sum(hers.map(loansOutstandingOf)),
    loans: netLoans(hers),
  }));

const undoLoan = (loan: LoanMovement): LoanMovement[] => {
  switch (loan.step) {
    case 'opened':
      return [{ loanId: loan.loanId, step: 'withdrawn', outstandingPaise: loan.outstandingPaise }];
    case 'changed':
      return [{ loanId: loan.loanId, step: 'changed', byPaise: -loan.byPaise }];
    case 'named':
      // Interest is given back even if the sheet that created the loan was reversed before.
      return [];
    case 'withdrawn':
      throw new InternalError('A reversal is not reversed.');
  }
};

/** The movement that undoes a sheet's movement. */
export const undo = ({ memberId, savingsPaise, loansOutstandingPaise, loans }: Movement): Movement => ({
  memberId,
  savingsPaise: -savingsPaise,
  loansOutstandingPaise: -loansOutstandingPaise,
  loans: loans.flatMap(undoLoan),
});
