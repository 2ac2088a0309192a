import type { StoredAccount } from '../accounts/account.ts';
import { sumOf } from '../domain/book-entries.ts';
import { InternalError } from '../domain/errors.ts';
import { dueOf } from '../domain/instalments.ts';
import { netEntries } from './net-changes.ts';
import type { Opening } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';
import type { ListedMeeting } from './schema.ts';

/** The fields of a sheet that a statement needs. */
export type StatementSheet = Pick<ListedMeeting, 'id' | 'heldOn' | 'createdAt' | 'entries' | 'reversed'>;

type Loan = Omit<MemberSavings['loans'][number], 'overduePaise' | 'nextDueOn'>;

/** A member's savings with one collective, without what depends on the day. */
export type DerivedSavings = Omit<MemberSavings, 'loans'> & {
  readonly loans: Loan[];
  /** The number of her sheets, reversals and openings that it was computed from. */
  readonly sheets: number;
};

const byDate = (a: StatementSheet, b: StatementSheet): number =>
  a.heldOn !== b.heldOn
    ? a.heldOn < b.heldOn
      ? -1
      : 1
    : Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1);

const byDisbursement = (a: { disbursedOn: string; loanId: string }, b: typeof a): number =>
  a.disbursedOn !== b.disbursedOn ? (a.disbursedOn < b.disbursedOn ? -1 : 1) : a.loanId < b.loanId ? -1 : 1;

type OpenedMember = Opening['members'][number];

const findLoans = (counted: readonly StatementSheet[], opened: OpenedMember | undefined): Loan[] => {
  const steps = counted.flatMap(({ heldOn, entries }) =>
    netEntries(entries).flatMap(({ loans }) => loans.map((loan) => ({ heldOn, loan }))),
  );
  const repaid = new Map<string, number>();
  for (const { loan } of steps) {
    if (loan.step === 'changed') {
      repaid.set(loan.loanId, (repaid.get(loan.loanId) ?? 0) - loan.byPaise);
    }
  }
  const given = steps.flatMap(({ heldOn, loan }): Loan[] =>
    loan.step === 'given'
      ? [
          {
            loanId: loan.loanId,
            disbursedOn: heldOn,
            principalPaise: loan.principalPaise,
            outstandingPaise: loan.outstandingPaise,
            ...loan.terms,
          },
        ]
      : [],
  );
  return [...(opened?.loans ?? []), ...given]
    .map((loan) => ({ ...loan, outstandingPaise: loan.outstandingPaise - (repaid.get(loan.loanId) ?? 0) }))
    .sort(byDisbursement);
};

const openingLines = (
  { id: openingId, asOf: heldOn }: Opening,
  { savingsPaise, loans }: OpenedMember,
): MemberSavings['statement'] => {
  const line = { openingId, heldOn, kind: 'opening', reversed: false } as const;
  return [
    ...(savingsPaise > 0 ? [{ ...line, amountPaise: savingsPaise }] : []),
    ...loans.flatMap(({ loanId, outstandingPaise }) =>
      outstandingPaise > 0 ? [{ ...line, amountPaise: outstandingPaise, loanId }] : [],
    ),
  ];
};

/**
 * A member's savings with one collective, from its opening and sheets alone. The figures are sums of the lines shown, so the
 * statement always agrees with itself.
 */
export const deriveSavings = (
  sheets: readonly StatementSheet[],
  opening: Opening | undefined,
  memberId: string,
): DerivedSavings => {
  const hers = sheets
    .map((sheet) => ({ ...sheet, entries: sheet.entries.filter((entry) => entry.memberId === memberId) }))
    .filter(({ entries }) => entries.length > 0)
    .sort(byDate);
  const counted = hers.filter(({ reversed }) => reversed === undefined);
  const opened = opening?.members.find((member) => member.memberId === memberId);
  const loans = findLoans(counted, opened);
  return {
    sheets: 2 * hers.length - counted.length + (opened === undefined ? 0 : 1),
    savingsPaise:
      (opened?.savingsPaise ?? 0) +
      sumOf(
        'savings',
        counted.flatMap(({ entries }) => entries),
      ),
    loansOutstandingPaise: loans.reduce((total, { outstandingPaise }) => total + outstandingPaise, 0),
    loans,
    statement: [
      ...(opening === undefined || opened === undefined ? [] : openingLines(opening, opened)),
      ...hers.flatMap(({ id, heldOn, entries, reversed }) =>
        entries.map((entry) => ({
          meetingId: id,
          heldOn,
          kind: entry.kind,
          amountPaise: entry.amountPaise,
          ...('loanId' in entry && entry.loanId !== undefined ? { loanId: entry.loanId } : {}),
          reversed: reversed !== undefined,
        })),
      ),
    ],
  };
};

/**
 * Whether a member's statement is complete: the sheets read are exactly those that changed her account. The account
 * must be read after them, at one moment: then it includes every sheet read, and equal counts mean that none is
 * missing.
 */
export const isComplete = (derived: DerivedSavings, account: StoredAccount): boolean =>
  derived.sheets === account.sheets;

/**
 * Checks that the sheets of a member's statement and her account give the same sums.
 * @throws Error if sheets and account give different sums: then money is missing, and nothing may be shown
 */
export const assertAgreement = (derived: DerivedSavings, account: StoredAccount): void => {
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

/** A member's statement over all her present and former collectives, combined, as of a day. */
export const joinSavings = (parts: readonly DerivedSavings[], today: string): MemberSavings => ({
  savingsPaise: parts.reduce((total, { savingsPaise }) => total + savingsPaise, 0),
  loansOutstandingPaise: parts.reduce((total, { loansOutstandingPaise }) => total + loansOutstandingPaise, 0),
  loans: parts
    .flatMap(({ loans }) => loans)
    .sort(byDisbursement)
    .map((loan) => ({ ...loan, ...dueOf(loan, today) })),
  statement: parts
    .flatMap(({ statement }) => statement)
    // A stable sort: within a day, one collective's lines stay in the order of recording.
    .sort((a, b) => (a.heldOn === b.heldOn ? 0 : a.heldOn < b.heldOn ? -1 : 1)),
});
