import { givesLoan } from '../../shared/kinds/book-kinds.ts';
import { compareTexts } from '../../shared/text/compare-texts.ts';
import type { StatementMove, StatementSheet } from './member-statement.ts';
import { netMemberChanges } from './net-changes.ts';
import type { Opening } from './opening-schema.ts';
import type { MemberSavings } from './report-schema.ts';
import type { OthersOnLoans } from './sheet-extracts.ts';

/** A member's loans with one collective, computed from its opening, its sheets and her moves for member-statement.ts. */

/** A loan without the fields that depend on today. */
export type DerivedLoan = Omit<MemberSavings['loans'][number], 'overduePaise' | 'nextDueOn'>;

/** A member's savings and loans in the opening, the record of the balances with which a group's books began. */
export type OpenedMember = Opening['members'][number];

/**
 * A member's ids and loans. One of her records may have been joined to another woman's and parted again. While it was joined, entries under the
 * other's id repaid her loans, and the other's moves took them along and back.
 */
export type IdsOfMember = {
  /** The ids of all her records: her entries stand under these. */
  readonly own: readonly string[];
  /** Whether a loan was given to her, by this or another collective. */
  readonly isHers: (loanId: string) => boolean;
  /** What entries and moves of other ids did to loans. */
  readonly others: OthersOnLoans;
};

/** What an opening says of her, once for each of her ids in it. */
export const openedOf = (opening: Opening | undefined, own: readonly string[]): readonly OpenedMember[] =>
  opening?.members.filter(({ memberId }) => own.includes(memberId)) ?? [];

export const compareByDisbursement = (a: DerivedLoan, b: DerivedLoan): number =>
  compareTexts(a.disbursedOn, b.disbursedOn) || compareTexts(a.loanId, b.loanId);

/** The ids of the loans that a collective gave to her: those in its opening, and those of her entries. */
export const loansGivenTo = (
  sheets: readonly StatementSheet[],
  opening: Opening | undefined,
  own: readonly string[],
): string[] => [
  ...sheets
    .filter(({ reversed }) => reversed === undefined)
    .flatMap(({ entries }) =>
      entries.flatMap((entry) => (givesLoan(entry) && own.includes(entry.memberId) ? [entry.loanId] : [])),
    ),
  ...openedOf(opening, own).flatMap(({ loans }) => loans.map(({ loanId }) => loanId)),
];

/** The member's loans from the opening, from the sheets and from moves, less what the sheets repaid and what moves took away. */
export const findLoans = (
  sheets: readonly StatementSheet[],
  opened: readonly OpenedMember[],
  moves: readonly StatementMove[],
  { isHers, others }: IdsOfMember,
): DerivedLoan[] => {
  const loans: DerivedLoan[] = opened.flatMap((one) => one.loans);
  /** By how much entries and moves changed each loan, in paise. */
  const changes = new Map(others.changes);
  const change = (loanId: string, paise: number) => changes.set(loanId, (changes.get(loanId) ?? 0) + paise);
  for (const { heldOn, entries } of sheets) {
    for (const loan of netMemberChanges(entries).flatMap((member) => member.loans)) {
      if (loan.step === 'given') {
        const { loanId, principalPaise, outstandingPaise, terms } = loan;
        loans.push({ loanId, disbursedOn: heldOn, principalPaise, outstandingPaise, ...terms });
      }
      if (loan.step === 'changed') {
        change(loan.loanId, loan.changePaise);
      }
    }
  }
  const loanById = new Map(loans.map((loan) => [loan.loanId, loan]));
  // A loan may come and go several times. Being given counts as coming. A loan is here if it came once more than it went.
  const arrivalsLessDepartures = new Map<string, number>(loans.map(({ loanId }) => [loanId, 1]));
  for (const { kind, loans: movedLoans } of [...moves, ...others.moves]) {
    const sign = kind === 'moved_in' ? 1 : -1;
    for (const [loanId, loan] of Object.entries(movedLoans)) {
      if (!isHers(loanId)) continue;
      // A loan that came in a move starts at 0 here: what is outstanding on it is the sum of its changes, of which the move is one.
      if (!loanById.has(loanId)) loanById.set(loanId, { ...loan, loanId, outstandingPaise: 0 });
      arrivalsLessDepartures.set(loanId, (arrivalsLessDepartures.get(loanId) ?? 0) + sign);
      change(loanId, sign * loan.outstandingPaise);
    }
  }
  return [...loanById.values()]
    .filter(({ loanId }) => (arrivalsLessDepartures.get(loanId) ?? 0) > 0)
    .map((loan) => ({ ...loan, outstandingPaise: loan.outstandingPaise + (changes.get(loan.loanId) ?? 0) }))
    .sort(compareByDisbursement);
};
