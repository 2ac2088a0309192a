import { sumOf } from '../../../../functions/domain/book-entries.ts';
import { maxAmountPaise } from '../../../../functions/domain/money.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import type { Collective, EntryDraft, SheetRow } from '../row-kinds.ts';
import { entriesFromDrafts } from './convert-drafts.ts';
import { outstandingPaiseOf, type SheetEntry } from './entries-and-lines.ts';
import { usualInterestPaise } from './loan-rules.ts';
import { amountInSlot, withAmountInSlot } from './row-slots.ts';
import { hasLeft, type SheetMember } from './take-off-rules.ts';
import { amountPaiseOf, parseCount, parseRate } from './typed-numbers.ts';

/** The rules of a woman's row: pure, in paise. They are those by which the server would refuse it. */

export type Attendance = { readonly memberId: string; readonly status: 'present' | 'absent' | 'excused' };

type Woman = Pick<SheetMember, 'id' | 'savingsPaise' | 'loans' | 'exitedOn' | 'isElsewhere' | 'isRefused'>;
type Group = Pick<Collective, 'usualDepositPaise' | 'ratePerMonthBasisPoints'>;

/**
 * On a woman's row of a sheet, the limits of a new loan's terms, as the API has them: 10 per cent a month, 60
 * instalments.
 */
export const maxRateBasisPoints = 1_000;
export const maxInstalments = 60;

/** An error in a row; with both figures if she entered more than there is. */
export type Fault =
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

const findFaultOfTerms = (draft: EntryDraft, heldOn: string): Fault | undefined => {
  const { kind, loanId, rate = '', instalments = '', firstDueOn = '', reason = '' } = draft;
  if (kind === 'write_off' && reason.trim() === '') return { kind: 'reason' };
  if (['repayment', 'set_off', 'write_off'].includes(kind) && loanId === undefined)
    return { kind: 'loan_missing' };
  if (kind !== 'loan') return undefined;
  if (rate.trim() !== '' && (parseRate(rate) ?? Infinity) > maxRateBasisPoints) return { kind: 'rate' };
  const count = instalments.trim() === '' ? undefined : (parseCount(instalments) ?? 0);
  if (count !== undefined && (count < 1 || count > maxInstalments)) return { kind: 'instalments' };
  if ((count === undefined) !== (firstDueOn === '')) return { kind: 'plan' };
  return firstDueOn !== '' && firstDueOn < heldOn ? { kind: 'due_before_loan' } : undefined;
};

/** The sum of the entries of some kinds, in paise. */
const sumOfKinds = (entries: readonly SheetEntry[], kinds: readonly SheetEntry['kind'][]): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + (kinds.includes(kind) ? amountPaise : 0), 0);

/** What of her loans or savings would fall below zero, all entries of the row netted. */
function findShortage(member: Woman, entries: readonly SheetEntry[]): Fault | undefined {
  const ids = new Set(entries.flatMap(({ loanId }) => (loanId === undefined ? [] : [loanId])));
  for (const id of ids) {
    const ofLoan = entries.filter(({ loanId }) => loanId === id);
    const outstandingPaise = member.loans.find(({ loanId }) => loanId === id)?.outstandingPaise ?? 0;
    if (outstandingPaise + sumOf('loans', ofLoan) < 0) {
      return {
        kind: 'loan',
        wrotePaise: sumOfKinds(ofLoan, ['repayment', 'set_off', 'write_off']),
        hasPaise: outstandingPaise + sumOfKinds(ofLoan, ['loan']),
      };
    }
  }
  return member.savingsPaise + sumOf('savings', entries) < 0
    ? {
        kind: 'savings',
        wrotePaise: sumOfKinds(entries, ['withdrawal', 'set_off']),
        hasPaise: member.savingsPaise + sumOfKinds(entries, ['deposit']),
      }
    : undefined;
}

/**
 * The first fault of a woman's row on a sheet, for which the server would refuse the sheet; undefined if there is
 * none.
 */
export function faultOfRow(member: Woman, row: SheetRow, heldOn: string): Fault | undefined {
  const amounts = row.entries.map(({ amount }) => parseRupees(amount));
  if (amounts.some((amount) => amount === undefined || amount === 0)) return { kind: 'no_amount' };
  if (amounts.some((amount) => (amount ?? 0) > maxAmountPaise)) return { kind: 'above_limit' };
  for (const draft of row.entries) {
    const fault = findFaultOfTerms(draft, heldOn);
    if (fault !== undefined) return fault;
  }
  if (hasLeft(member, heldOn)) return isBlank(row) ? undefined : { kind: 'left' };
  return member.isElsewhere === true
    ? undefined
    : findShortage(member, entriesFromDrafts(member.id, row.entries));
}

/** An unusual amount and what it is compared with; she is asked once. */
export type Question = {
  /** The entry's place among the row's. */
  readonly at: number;
  readonly kind: EntryDraft['kind'];
  readonly amountPaise: number;
  readonly comparedWith: 'usual' | 'saved' | 'owed' | 'given_up';
  readonly figurePaise: number;
};

type Measure = Pick<Question, 'comparedWith' | 'figurePaise'> & {
  /** She is asked above this multiple. */
  readonly times: number;
};

const measureInterest = ({ loanId }: EntryDraft, group: Group, member: Woman): Measure => {
  const loans = member.loans.filter((loan) => loanId === undefined || loan.loanId === loanId);
  const usual = loans.reduce((sum, loan) => sum + usualInterestPaise(loan, group), 0);
  return usual > 0
    ? { comparedWith: 'usual', figurePaise: usual, times: 5 }
    : { comparedWith: 'owed', figurePaise: outstandingPaiseOf({ loans }), times: 1 };
};

/** What an amount is compared with; undefined if nothing, or if it has a limit of its own. */
function measureOf(draft: EntryDraft, group: Group, member: Woman): Measure | undefined {
  switch (draft.kind) {
    case 'deposit':
    case 'fine':
      return group.usualDepositPaise > 0
        ? { comparedWith: 'usual', figurePaise: group.usualDepositPaise, times: 5 }
        : undefined;
    case 'interest':
      return measureInterest(draft, group, member);
    case 'loan':
      return { comparedWith: 'saved', figurePaise: member.savingsPaise, times: 5 };
    case 'write_off':
      return { comparedWith: 'given_up', figurePaise: 0, times: 0 };
    case 'withdrawal':
    case 'repayment':
    case 'dividend':
    case 'set_off':
      return undefined;
  }
}

/**
 * The amounts of a woman's row on a sheet to ask about: more than five times the usual, unless she has confirmed
 * them. The usual amount is the group's deposit for deposits and fines; one month's interest for interest; the
 * member's savings for a loan. If there is no usual interest, interest is compared with the whole debt. Withdrawals
 * are limited by the savings already, repayments and set-offs by the debt. A write-off is always asked about.
 */
export const questionsOfRow = (group: Group, member: Woman, row: SheetRow): Question[] =>
  row.entries.flatMap((draft, at) => {
    const amountPaise = amountPaiseOf(draft);
    const measure = measureOf(draft, group, member);
    if (measure === undefined || draft.confirmedPaise === amountPaise) return [];
    const { times, ...question } = measure;
    return amountPaise > times * question.figurePaise
      ? [{ at, kind: draft.kind, amountPaise, ...question }]
      : [];
  });

/** A woman's row on a sheet before any input. */
export const emptyRow = (): SheetRow => ({ entries: [] });

/** Whether nothing is written in a woman's row on a sheet. */
export const isBlank = ({ status, entries }: SheetRow): boolean =>
  status === undefined && entries.length === 0;

/**
 * A woman's row on a sheet with her presence. "Present" fills in the usual deposit, and any other presence removes it.
 * The same presence again undoes the mark.
 * @param usual as typed; empty if there is none
 */
export function markRow(row: SheetRow, status: Attendance['status'], usual: string): SheetRow {
  const deposit = amountInSlot(row, { kind: 'deposit' });
  const proposed = row.status === 'present' && deposit === usual ? '' : deposit;
  const isUndone = row.status === status;
  const typed = status === 'present' && proposed === '' && !isUndone ? usual : proposed;
  const { status: _, ...unmarked } = withAmountInSlot(row, { kind: 'deposit' }, typed);
  return isUndone ? unmarked : { ...unmarked, status };
}
