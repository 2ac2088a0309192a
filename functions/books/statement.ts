import type { StoredAccount } from '../accounts/account.ts';
import { InternalError } from '../domain/errors.ts';
import { netEntries, savingsOf } from './movements.ts';
import type { MeetingSummary, MemberSavings } from './schema.ts';

/** The fields of a sheet that a statement needs. */
export type Sheet = Pick<MeetingSummary, 'id' | 'heldOn' | 'createdAt' | 'entries' | 'reversed'>;

export type Derived = MemberSavings & {
  /** The number of her sheets and reversals that it was computed from. */
  readonly sheets: number;
};

const byDate = (a: Sheet, b: Sheet): number =>
  a.heldOn !== b.heldOn
    ? a.heldOn < b.heldOn
      ? -1
      : 1
    : Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1);

const byDisbursement = (a: { disbursedOn: string; loanId: string }, b: typeof a): number =>
  a.disbursedOn !== b.disbursedOn ? (a.disbursedOn < b.disbursedOn ? -1 : 1) : a.loanId < b.loanId ? -1 : 1;

const findLoans = (counted: readonly Sheet[]): MemberSavings['loans'] => {
  const steps = counted.flatMap(({ heldOn, entries }) =>
    netEntries(entries).flatMap(({ loans }) => loans.map((loan) => ({ heldOn, loan }))),
  );
  const repaid = new Map<string, number>();
  for (const { loan } of steps) {
    if (loan.step === 'changed') {
      repaid.set(loan.loanId, (repaid.get(loan.loanId) ?? 0) - loan.byPaise);
    }
  }
  return steps
    .flatMap(({ heldOn, loan }) =>
      loan.step === 'opened'
        ? [
            {
              loanId: loan.loanId,
              disbursedOn: heldOn,
              principalPaise: loan.principalPaise,
              outstandingPaise: loan.outstandingPaise - (repaid.get(loan.loanId) ?? 0),
            },
          ]
        : [],
    )
    .sort(byDisbursement);
};

/**
 * A member's savings with one collective, from its sheets alone. The figures are sums of the lines shown, so the
 * statement always agrees with itself.
 */
export const deriveSavings = (sheets: readonly Sheet[], memberId: string): Derived => {
  const hers = sheets
    .map((sheet) => ({ ...sheet, entries: sheet.entries.filter((entry) => entry.memberId === memberId) }))
    .filter(({ entries }) => entries.length > 0)
    .sort(byDate);
  const counted = hers.filter(({ reversed }) => reversed === undefined);
  const loans = findLoans(counted);
  return {
    sheets: 2 * hers.length - counted.length,
    savingsPaise: counted
      .flatMap(({ entries }) => entries)
      .reduce((total, entry) => total + savingsOf(entry), 0),
    loansOutstandingPaise: loans.reduce((total, { outstandingPaise }) => total + outstandingPaise, 0),
    loans,
    statement: hers.flatMap(({ id, heldOn, entries, reversed }) =>
      entries.map(({ memberId: _, ...entry }) => ({
        meetingId: id,
        heldOn,
        ...entry,
        reversed: reversed !== undefined,
      })),
    ),
  };
};

/**
 * Whether the sheets read are exactly those that changed her account. The account must be read after them, at
 * one moment: then it includes every sheet read, and equal counts mean that none is missing.
 */
export const isComplete = (derived: Derived, account: StoredAccount): boolean =>
  derived.sheets === account.sheets;

/** @throws Error if sheets and account give different sums: then money is missing, and nothing may be shown */
export const assertAgreement = (derived: Derived, account: StoredAccount): void => {
  const loans = new Map(Object.entries(account.loans));
  const agrees =
    derived.savingsPaise === account.savingsPaise &&
    derived.loansOutstandingPaise === account.loansOutstandingPaise &&
    derived.loans.length === loans.size &&
    derived.loans.every(({ loanId, ...loan }) => {
      const stored = loans.get(loanId);
      return (
        stored?.disbursedOn === loan.disbursedOn &&
        stored.principalPaise === loan.principalPaise &&
        stored.outstandingPaise === loan.outstandingPaise
      );
    });
  if (!agrees) {
    throw new InternalError("A member's account is not what her sheets give.");
  }
};

/** Her savings with all her present and former collectives, combined. */
export const joinSavings = (parts: readonly Derived[]): MemberSavings => ({
  savingsPaise: parts.reduce((total, { savingsPaise }) => total + savingsPaise, 0),
  loansOutstandingPaise: parts.reduce((total, { loansOutstandingPaise }) => total + loansOutstandingPaise, 0),
  loans: parts.flatMap(({ loans }) => loans).sort(byDisbursement),
  statement: parts
    .flatMap(({ statement }) => statement)
    // A stable sort: within a day, one collective's lines stay in the order of recording.
    .sort((a, b) => (a.heldOn === b.heldOn ? 0 : a.heldOn < b.heldOn ? -1 : 1)),
});
