import { turnoverOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import { type EntryKind, givesLoan, needsField } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { termLimits } from '../../../../../functions/shared/kinds/book-limits.ts';
import { maxAmountPaise } from '../../../../../functions/shared/money/money.ts';
import { parseRupees } from '../../../i18n/rupee-input.ts';
import type { Collective, EntryDraft, SheetRow } from '../../row-kinds.ts';
import { entriesFromDrafts } from '../convert-drafts.ts';
import { hasLeft, type SheetMember } from '../take-off-rules.ts';
import { outstandingPaiseOf, type SheetEntry } from './entries-and-lines.ts';
import { usualInterestPaise } from './loan-rules.ts';
import { amountInSlot, withAmountInSlot } from './row-slots.ts';
import { amountPaiseOf, isZero, parseCount, parseRate } from './typed-numbers.ts';

/**
 * The rules of a woman's row on a sheet: pure, in paise. For each fault the server would refuse the sheet. loan-rules.ts has the rules of her loans.
 */

/** A member's presence at a meeting, as it is sent. */
export type Attendance = { readonly memberId: string; readonly status: 'present' | 'absent' | 'excused' };

type Woman = Pick<
  SheetMember,
  'id' | 'savingsPaise' | 'loans' | 'loansLeftOut' | 'exitedOn' | 'isElsewhere' | 'isRefused'
>;
type Group = Pick<Collective, 'usualDepositPaise' | 'ratePerMonthBasisPoints'>;

/**
 * A fault of a woman's row. `no_amount`: an amount is unreadable or missing. `zero`: it is 0, which its field says. `plan`: a new loan has instalments without a first
 * day, or the reverse. `reason`: a write-off has none. `left`: something is written for a woman who had left the group.
 * `savings` and `loan`: more is taken out or repaid (`wrotePaise`) than there is (`hasPaise`).
 */
export type RowFault =
  | { readonly kind: 'zero' }
  | {
      readonly kind:
        | 'no_amount'
        | 'above_limit'
        | 'rate'
        | 'instalments'
        | 'plan'
        | 'due_before_loan'
        | 'reason'
        | 'loan_missing'
        | 'left';
    }
  | { readonly kind: 'savings' | 'loan'; readonly wrotePaise: number; readonly hasPaise: number };

/** The fault of one entry, other than a fault of its amount. */
function faultOfEntry(draft: EntryDraft, heldOn: string): RowFault | undefined {
  const { kind, loanId, reason = '' } = draft;
  if (needsField(kind, 'reason') && reason.trim() === '') return { kind: 'reason' };
  if (needsField(kind, 'loanId') && loanId === undefined) return { kind: 'loan_missing' };
  return givesLoan(draft) ? faultOfTerms(draft, heldOn) : undefined;
}

/** The fault of a new loan's terms: its interest, and its instalments with the day on which the first is due. */
function faultOfTerms(
  { rate = '', instalments = '', firstDueOn = '' }: EntryDraft,
  heldOn: string,
): RowFault | undefined {
  const isRateTyped = rate.trim() !== '';
  const basisPoints = parseRate(rate);
  if (isRateTyped && (basisPoints === undefined || basisPoints > termLimits.ratePerMonthBasisPoints.max))
    return { kind: 'rate' };
  const hasInstalments = instalments.trim() !== '';
  // Text that is no number counts as 0, which is refused.
  const count = parseCount(instalments) ?? 0;
  const { min, max } = termLimits.instalments;
  if (hasInstalments && (count < min || count > max)) return { kind: 'instalments' };
  const hasFirstDay = firstDueOn !== '';
  if (hasInstalments !== hasFirstDay) return { kind: 'plan' };
  return hasFirstDay && firstDueOn < heldOn ? { kind: 'due_before_loan' } : undefined;
}

/** The fault of entries that take more from a balance than it holds together with what they add to it. */
function shortageOf(
  balance: 'savings' | 'loans',
  balancePaise: number,
  entries: readonly SheetEntry[],
): RowFault | undefined {
  const { addedPaise, takenPaise } = turnoverOf(balance, entries);
  const hasPaise = balancePaise + addedPaise;
  return takenPaise > hasPaise
    ? { kind: balance === 'loans' ? 'loan' : 'savings', wrotePaise: takenPaise, hasPaise }
    : undefined;
}

/** The fault of a row whose entries would, all together, leave one of the woman's loans, or her savings, below zero. */
function findShortage(member: Woman, entries: readonly SheetEntry[]): RowFault | undefined {
  const ids = new Set(entries.flatMap(({ loanId }) => (loanId === undefined ? [] : [loanId])));
  for (const id of ids) {
    const entriesOnLoan = entries.filter(({ loanId }) => loanId === id);
    // A loan that the woman does not have yet is given on this row.
    const outstandingPaise = member.loans.find(({ loanId }) => loanId === id)?.outstandingPaise ?? 0;
    const shortage = shortageOf('loans', outstandingPaise, entriesOnLoan);
    if (shortage !== undefined) return shortage;
  }
  return shortageOf('savings', member.savingsPaise, entries);
}

/**
 * The first fault of a woman's row on a sheet, for which the server would refuse the sheet; undefined if there is
 * none.
 */
export function faultOfRow(member: Woman, row: SheetRow, heldOn: string): RowFault | undefined {
  const amounts = row.entries.map(({ amount }) => parseRupees(amount));
  if (row.entries.some(({ amount }) => isZero(amount))) return { kind: 'zero' };
  if (amounts.some((paise) => paise === undefined || paise === 0)) return { kind: 'no_amount' };
  if (amounts.some((paise) => paise !== undefined && paise > maxAmountPaise)) return { kind: 'above_limit' };
  for (const draft of row.entries) {
    const fault = faultOfEntry(draft, heldOn);
    if (fault !== undefined) return fault;
  }
  if (hasLeft(member, heldOn)) return isBlank(row) ? undefined : { kind: 'left' };
  // The phone does not know the balances of a woman who is elsewhere.
  return member.isElsewhere === true
    ? undefined
    : findShortage(member, entriesFromDrafts(member.id, row.entries));
}

/** The question whether an unusual amount on a row is right. The leader is asked until she confirms or changes the amount. */
export type Question = {
  /** The index of the entry with the amount among the row's entries. */
  readonly index: number;
  readonly kind: EntryDraft['kind'];
  readonly amountPaise: number;
  /** What the amount is compared with. `given_up` is a write-off, which is compared with nothing. */
  readonly comparedWith: 'usual' | 'saved' | 'owed' | 'given_up';
  /** The amount with which the unusual one is compared; 0 for a write-off. */
  readonly figurePaise: number;
};

type Comparison = Pick<Question, 'comparedWith' | 'figurePaise'> & {
  /** The leader is asked about an amount above this. */
  readonly limitPaise: number;
};

/** An amount is unusual if it is more than this many times the figure with which it is compared. */
const unusualTimes = 5;

/** A comparison by which the leader is asked about an amount that is more than `times` the figure. */
const compareWith = (
  comparedWith: Question['comparedWith'],
  figurePaise: number,
  times: number,
): Comparison => ({
  comparedWith,
  figurePaise,
  limitPaise: times * figurePaise,
});

/** Interest is compared with the usual interest of one month: on the loan that the entry names, or on all the woman's loans if it names none. */
function comparisonOfInterest({ loanId }: EntryDraft, group: Group, member: Woman): Comparison {
  const loans = member.loans.filter((loan) => loanId === undefined || loan.loanId === loanId);
  const usualPaise = loans.reduce((sum, loan) => sum + usualInterestPaise(loan, group), 0);
  if (usualPaise > 0) return compareWith('usual', usualPaise, unusualTimes);
  // If the entry names no loan, the debt includes the loans that the pack left out.
  const owedPaise = outstandingPaiseOf(loanId === undefined ? member : { loans });
  return compareWith('owed', owedPaise, 1);
}

type Compare = (draft: EntryDraft, group: Group, member: Woman) => Comparison | undefined;

const withUsualDeposit: Compare = (_, { usualDepositPaise }) =>
  usualDepositPaise <= 0 ? undefined : compareWith('usual', usualDepositPaise, unusualTimes);
/** For kinds whose amounts a balance limits already. */
const withNothing: Compare = () => undefined;

/** For each kind of entry, what its amount is compared with. */
const comparisons: Readonly<Record<EntryKind, Compare>> = {
  deposit: withUsualDeposit,
  withdrawal: withNothing,
  loan: (_, __, { savingsPaise }) => compareWith('saved', savingsPaise, unusualTimes),
  repayment: withNothing,
  interest: comparisonOfInterest,
  fine: withUsualDeposit,
  dividend: withNothing,
  set_off: withNothing,
  // With a limit of 0 the leader is asked about every amount.
  write_off: () => compareWith('given_up', 0, 0),
};

/**
 * The questions about unusual amounts on a woman's row of a sheet, without amounts that the leader has confirmed. A deposit or a fine is compared
 * with the group's usual deposit, interest with one month's usual interest (or with the whole debt, if there is no usual interest), a loan with her
 * savings. The leader is asked about every write-off.
 */
export const questionsOfRow = (group: Group, member: Woman, row: SheetRow): Question[] =>
  row.entries.flatMap((draft, index) => {
    const { kind, confirmedPaise } = draft;
    const amountPaise = amountPaiseOf(draft);
    const comparison = comparisons[kind](draft, group, member);
    if (comparison === undefined || confirmedPaise === amountPaise) return [];
    const { comparedWith, figurePaise, limitPaise } = comparison;
    return amountPaise > limitPaise ? [{ index, kind, amountPaise, comparedWith, figurePaise }] : [];
  });

/** A woman's row on a sheet before any input. */
export const emptyRow = (): SheetRow => ({ entries: [] });

/** Whether nothing is written in a woman's row on a sheet. */
export const isBlank = ({ status, entries }: SheetRow): boolean =>
  status === undefined && entries.length === 0;

/**
 * A woman's row on a sheet after a tap on a presence. "Present" fills in the usual deposit if the row has no deposit; any other presence
 * removes the deposit that was filled in. A second tap on the same presence removes the mark, and such a deposit too.
 * @param usual the group's usual deposit, as typed in rupees; empty if there is none
 */
export function markRow(row: SheetRow, status: Attendance['status'], usual: string): SheetRow {
  const depositSlot = { kind: 'deposit' } as const;
  const typedDeposit = amountInSlot(row, depositSlot);
  const wasFilledIn = row.status === 'present' && typedDeposit === usual;
  // The deposit that the leader typed herself; empty if there is none.
  const ownDeposit = wasFilledIn ? '' : typedDeposit;
  const isUnmarking = row.status === status;
  const fillsIn = status === 'present' && !isUnmarking && ownDeposit === '';
  const { status: _, ...unmarked } = withAmountInSlot(row, depositSlot, fillsIn ? usual : ownDeposit);
  return isUnmarking ? unmarked : { ...unmarked, status };
}
