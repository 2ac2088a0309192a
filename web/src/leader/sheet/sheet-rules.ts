import { maxAmountPaise } from '../../../../functions/domain/money.ts';
import { parseRupees } from '../../i18n/rupees.ts';
import type { AmountField, Collective, Member, Sheet, SheetRow } from '../kinds.ts';
import { amountFields } from '../kinds.ts';
import { amountOf, cashOf, type Entry, type Line, type Loans, outstandingPaiseOf } from './entries.ts';

/** The arithmetic of a meeting sheet: pure, in paise. */

export type Attendance = { readonly memberId: string; readonly status: 'present' | 'absent' | 'excused' };

/** The body of `POST /api/collectives/{id}/meetings`. */
export type SheetBody = {
  readonly id: string;
  readonly heldOn: string;
  readonly attendance: readonly Attendance[];
  readonly entries: readonly Entry[];
  readonly lines?: readonly Line[];
  readonly cashCountedPaise?: number;
  readonly note?: string;
};

type Group = Pick<Collective, 'usualDepositPaise' | 'ratePerMonthBasisPoints'>;

/**
 * The usual interest: one month's on what she owes, at the group's rate.
 * @returns whole paise, rounded half up; 0 if the group has no rate
 */
export const usualInterestPaise = (member: Loans, { ratePerMonthBasisPoints = 0 }: Group): number =>
  Math.floor((outstandingPaiseOf(member) * ratePerMonthBasisPoints + 5_000) / 10_000);

/**
 * The entries of one row, each under the word it was typed under. A repayment goes to her oldest loan first; interest names
 * the loan if she has only one. What is more than she owes is no entry: `faultOfRow` refuses the row.
 */
export function entriesOfRow(member: Pick<Member, 'id' | 'loans'>, row: SheetRow): Entry[] {
  const memberId = member.id;
  const entries: Entry[] = [];
  const add = (kind: Entry['kind'], amountPaise: number, loanId?: string): void => {
    if (amountPaise > 0)
      entries.push({ memberId, kind, amountPaise, ...(loanId === undefined ? {} : { loanId }) });
  };
  const typed = (field: AmountField): number => parseRupees(row[field]) ?? 0;
  add('deposit', typed('deposit'));
  add('withdrawal', typed('withdrawal'));
  add('loan', typed('loan'), row.newLoanId);
  add('fine', typed('fine'));
  let left = typed('repayment');
  const owing = member.loans.filter(({ outstandingPaise }) => outstandingPaise > 0);
  for (const { loanId, outstandingPaise } of owing) {
    const part = Math.min(left, outstandingPaise);
    add('repayment', part, loanId);
    left -= part;
  }
  add('interest', typed('interest'), owing.length === 1 ? owing[0]?.loanId : undefined);
  return entries;
}

/** An error in a row; with both figures if she entered more than there is. */
export type Fault =
  | { readonly kind: 'no_amount' | 'above_limit' }
  | { readonly kind: 'withdrawal' | 'repayment'; readonly wrotePaise: number; readonly hasPaise: number };

export function faultOfRow(member: Pick<Member, 'savingsPaise' | 'loans'>, row: SheetRow): Fault | undefined {
  const amounts = amountFields.map((field) => parseRupees(row[field]));
  if (amounts.includes(undefined)) return { kind: 'no_amount' };
  if (amounts.some((amount) => amount !== undefined && amount > maxAmountPaise))
    return { kind: 'above_limit' };
  const repaid = parseRupees(row.repayment) ?? 0;
  const owed = outstandingPaiseOf(member);
  if (repaid > owed) return { kind: 'repayment', wrotePaise: repaid, hasPaise: owed };
  const withdrawn = parseRupees(row.withdrawal) ?? 0;
  const saved = member.savingsPaise + (parseRupees(row.deposit) ?? 0);
  return withdrawn > saved ? { kind: 'withdrawal', wrotePaise: withdrawn, hasPaise: saved } : undefined;
}

/** An unusual amount and what it is compared with; she is asked once. */
export type Question = {
  readonly field: AmountField;
  readonly amountPaise: number;
  readonly comparedWith: 'usual' | 'saved' | 'owed';
  readonly figurePaise: number;
};

type Measure = Pick<Question, 'comparedWith' | 'figurePaise'> & {
  /** She is asked above this multiple. */
  readonly times: number;
};

/** What an amount is compared with; undefined if nothing, or if it has a limit of its own. */
function measureOf(
  field: AmountField,
  group: Group,
  member: Pick<Member, 'savingsPaise' | 'loans'>,
): Measure | undefined {
  const usualInterest = usualInterestPaise(member, group);
  switch (field) {
    case 'deposit':
    case 'withdrawal':
    case 'fine':
      return group.usualDepositPaise > 0
        ? { comparedWith: 'usual', figurePaise: group.usualDepositPaise, times: 5 }
        : undefined;
    case 'interest':
      return usualInterest > 0
        ? { comparedWith: 'usual', figurePaise: usualInterest, times: 5 }
        : { comparedWith: 'owed', figurePaise: outstandingPaiseOf(member), times: 1 };
    case 'loan':
      return { comparedWith: 'saved', figurePaise: member.savingsPaise, times: 5 };
    case 'repayment':
      return undefined;
  }
}

/**
 * The amounts of a row to ask about: more than five times the usual, unless she has confirmed them.
 *
 * The usual amount is the group's deposit for deposits, withdrawals and fines; one month's interest for
 * interest; the member's savings for a loan. If there is no usual interest, interest is compared with the whole
 * debt. A repayment is limited by the debt already.
 */
export const questionsOfRow = (
  group: Group,
  member: Pick<Member, 'savingsPaise' | 'loans'>,
  row: SheetRow,
): Question[] =>
  amountFields.flatMap((field) => {
    const amountPaise = parseRupees(row[field]) ?? 0;
    const measure = measureOf(field, group, member);
    if (measure === undefined || row.confirmed[field] === amountPaise) return [];
    const { times, ...question } = measure;
    return amountPaise > times * question.figurePaise ? [{ field, amountPaise, ...question }] : [];
  });

/** A row before any input. @param newLoanId id of a loan that it may create */
export const emptyRow = (newLoanId: string): SheetRow => ({
  deposit: '',
  repayment: '',
  interest: '',
  withdrawal: '',
  loan: '',
  fine: '',
  newLoanId,
  confirmed: {},
});

/**
 * The row with a presence. "Present" fills in the usual deposit, and any other presence removes it. The same
 * presence again changes nothing.
 * @param usual as typed; empty if there is none
 */
export function markRow(row: SheetRow, status: Attendance['status'], usual: string): SheetRow {
  if (row.status === status) return row;
  const proposed = row.status === 'present' && row.deposit === usual ? '' : row.deposit;
  return { ...row, status, deposit: status === 'present' && proposed === '' ? usual : proposed };
}

/** Marks everyone without a presence as present; others stay as they are. */
export function markAllPresent(
  rows: Sheet['rows'],
  members: readonly Pick<Member, 'id'>[],
  usual: string,
  makeId: () => string,
): Sheet['rows'] {
  const marked = members.flatMap(({ id }) => {
    const row = rows[id] ?? emptyRow(makeId());
    return row.status === undefined ? [[id, markRow(row, 'present', usual)] as const] : [];
  });
  return { ...rows, ...Object.fromEntries(marked) };
}

/** Members without a presence. */
export const unmarkedMembers = (sheet: Sheet, members: readonly Member[]): Member[] =>
  members.filter(({ id }) => sheet.rows[id]?.status === undefined);

/** Members whose row has an error or an amount to ask about. */
export const membersToCheck = (sheet: Sheet, members: readonly Member[], group: Group): Member[] =>
  members.filter((member) => {
    const row = sheet.rows[member.id];
    if (row === undefined) return false;
    return faultOfRow(member, row) !== undefined || questionsOfRow(group, member, row).length > 0;
  });

export type Totals = {
  readonly present: number;
  readonly depositPaise: number;
  readonly repaymentPaise: number;
  readonly interestPaise: number;
  readonly cashPaise: number;
  /** The expected cash afterwards. */
  readonly expectedPaise: number;
  /** Her count; undefined if empty or not an amount. */
  readonly countedPaise: number | undefined;
  readonly isCountReadable: boolean;
};

const entriesOn = (sheet: Sheet, members: readonly Member[]): Entry[] =>
  members.flatMap((member) => {
    const row = sheet.rows[member.id];
    return row === undefined ? [] : entriesOfRow(member, row);
  });

const countOn = ({ cashCounted }: Sheet): number | undefined =>
  cashCounted.trim() === '' ? undefined : parseRupees(cashCounted);

export function totalsOf(sheet: Sheet, members: readonly Member[], cashBeforePaise: number): Totals {
  const entries = entriesOn(sheet, members);
  const cashPaise = cashOf(entries);
  const countedPaise = countOn(sheet);
  return {
    present: members.filter(({ id }) => sheet.rows[id]?.status === 'present').length,
    depositPaise: amountOf(entries, 'deposit'),
    repaymentPaise: amountOf(entries, 'repayment'),
    interestPaise: amountOf(entries, 'interest'),
    cashPaise,
    expectedPaise: cashBeforePaise + cashPaise,
    countedPaise,
    isCountReadable: sheet.cashCounted.trim() === '' || countedPaise !== undefined,
  };
}

/**
 * The sheet as sent: unmarked members are absent.
 * @param differenceNote the note that replaces a wrong count; undefined to send the count
 */
export function bodyOf(sheet: Sheet, members: readonly Member[], differenceNote?: string): SheetBody {
  const cashCountedPaise = countOn(sheet);
  const counted =
    cashCountedPaise !== undefined
      ? { cashCountedPaise }
      : sheet.note === undefined
        ? {}
        : { note: sheet.note };
  return {
    id: sheet.id,
    heldOn: sheet.heldOn,
    attendance: members.map(({ id }) => ({ memberId: id, status: sheet.rows[id]?.status ?? 'absent' })),
    entries: entriesOn(sheet, members),
    ...(differenceNote === undefined ? counted : { note: differenceNote }),
  };
}
