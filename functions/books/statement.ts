import type { StoredAccount } from '../accounts/account.ts';
import { netEntries, savingsOf } from './movements.ts';
import type { MeetingSummary, MemberSavings } from './schema.ts';

/** What a statement needs of a sheet. */
export type Sheet = Pick<MeetingSummary, 'id' | 'heldOn' | 'createdAt' | 'entries' | 'reversed'>;

export type Derived = MemberSavings & {
  /** How many sheets with an entry of hers, and reversals of such, it was derived from. */
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
 * A member's savings with one collective, from its sheets alone: the figures are sums of the lines that the statement
 * shows, so that it always agrees with itself.
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
 * Whether the sheets that were read are exactly those that her account has had. The account is to be read after them, and as
 * of one moment: then every sheet that was read is in it, and an equal count means that none is missing.
 */
export const isComplete = (derived: Derived, account: StoredAccount): boolean =>
  derived.sheets === account.sheets;

/** @throws Error where sheets and account give different sums: money would have got lost, and nobody may be shown it. */
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
    throw new Error("A member's account is not what her sheets give.");
  }
};

/** Her savings with all the collectives that she was ever in, as one. */
export const joinSavings = (parts: readonly Derived[]): MemberSavings => ({
  savingsPaise: parts.reduce((total, { savingsPaise }) => total + savingsPaise, 0),
  loansOutstandingPaise: parts.reduce((total, { loansOutstandingPaise }) => total + loansOutstandingPaise, 0),
  loans: parts.flatMap(({ loans }) => loans).sort(byDisbursement),
  statement: parts
    .flatMap(({ statement }) => statement)
    // Stable: what one collective had on a day stays in the order in which it was recorded.
    .sort((a, b) => (a.heldOn === b.heldOn ? 0 : a.heldOn < b.heldOn ? -1 : 1)),
});
