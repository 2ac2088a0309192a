import type { Entry } from './schema.ts';

/** What a sheet, or its reversal, does to one loan. */
export type LoanMovement = { readonly loanId: string } & (
  | { readonly step: 'opened'; readonly principalPaise: number; readonly outstandingPaise: number }
  | { readonly step: 'changed'; readonly byPaise: number }
  /** Taken out again, as nothing but the sheet that opened it has touched it: so much must be outstanding. */
  | { readonly step: 'withdrawn'; readonly outstandingPaise: number }
  /** Only interest was paid on it: it must be hers, and nothing of it changes. */
  | { readonly step: 'named' }
);

/** What a sheet, or its reversal, does to one member's account: its entries netted. */
export type Movement = {
  readonly memberId: string;
  readonly savingsPaise: number;
  readonly loansOutstandingPaise: number;
  readonly loans: readonly LoanMovement[];
};

/** What an entry adds to the collective's cash; the sign is that of the member's hand over the box. */
const cashSign: Readonly<Record<Entry['kind'], 1 | -1>> = {
  deposit: 1,
  withdrawal: -1,
  loan: -1,
  repayment: 1,
  interest: 1,
  fine: 1,
};

/** What an entry adds to its member's savings, in paise. */
export const savingsOf = ({ kind, amountPaise }: Entry): number =>
  kind === 'deposit' ? amountPaise : kind === 'withdrawal' ? -amountPaise : 0;

/** What an entry adds to what its member owes, in paise. */
const loansOutstandingOf = ({ kind, amountPaise }: Entry): number =>
  kind === 'loan' ? amountPaise : kind === 'repayment' ? -amountPaise : 0;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What the entries add to the cash: deposits − withdrawals − loans + repayments + interest + fines, in paise. */
export const cashOf = (entries: readonly Entry[]): number =>
  sum(entries.map(({ kind, amountPaise }) => cashSign[kind] * amountPaise));

/** All that changes hands, in whatever direction, in paise. */
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

/** One movement for each member with an entry, in the order in which the entries name them. */
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
      // The interest is given back, even if the loan's own sheet was taken back before.
      return [];
    case 'withdrawn':
      throw new Error('A reversal is not reversed.');
  }
};

/** The movement that takes a sheet's movement back. */
export const undo = ({ memberId, savingsPaise, loansOutstandingPaise, loans }: Movement): Movement => ({
  memberId,
  savingsPaise: -savingsPaise,
  loansOutstandingPaise: -loansOutstandingPaise,
  loans: loans.flatMap(undoLoan),
});
