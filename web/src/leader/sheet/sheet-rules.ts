import type { Member, Sheet, SheetRow } from '../kinds.ts';
import { parseRupees } from './money.ts';

/** The arithmetic of a meeting's sheet: pure, in paise. */

export type Entry = {
  readonly memberId: string;
  readonly kind: 'deposit' | 'withdrawal' | 'loan' | 'repayment' | 'interest' | 'fine';
  readonly amountPaise: number;
  readonly loanId?: string;
};

export type Attendance = { readonly memberId: string; readonly status: 'present' | 'absent' | 'excused' };

/** The body of `POST /api/collectives/{id}/meetings`. */
export type SheetBody = {
  readonly id: string;
  readonly heldOn: string;
  readonly attendance: readonly Attendance[];
  readonly entries: readonly Entry[];
  readonly cashCountedPaise?: number;
};

const intoTheBox: Readonly<Record<Entry['kind'], 1 | -1>> = {
  deposit: 1,
  repayment: 1,
  interest: 1,
  fine: 1,
  withdrawal: -1,
  loan: -1,
};

/** What entries do to the box. */
export const cashOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + intoTheBox[kind] * amountPaise, 0);

export const amountOf = (entries: readonly Entry[], kind: Entry['kind']): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountPaise : 0), 0);

/** The entries of one row; a repayment goes to her oldest loan first, and what is more than her loans is interest. */
export function entriesOfRow(member: Pick<Member, 'id' | 'loans'>, row: SheetRow): Entry[] {
  const memberId = member.id;
  const entries: Entry[] = [];
  const add = (kind: Entry['kind'], amountPaise: number, loanId?: string): void => {
    if (amountPaise > 0)
      entries.push({ memberId, kind, amountPaise, ...(loanId === undefined ? {} : { loanId }) });
  };
  add('deposit', parseRupees(row.deposit) ?? 0);
  add('withdrawal', parseRupees(row.withdrawal) ?? 0);
  add('loan', parseRupees(row.loan) ?? 0, row.newLoanId);
  add('fine', parseRupees(row.fine) ?? 0);
  let left = parseRupees(row.repayment) ?? 0;
  for (const { loanId, outstandingPaise } of member.loans) {
    const part = Math.min(left, outstandingPaise);
    add('repayment', part, loanId);
    left -= part;
  }
  add('interest', left);
  return entries;
}

export type Fault = 'amount' | 'withdrawal';

/** What is wrong with a row before anybody is asked. */
export function faultOfRow(member: Pick<Member, 'savingsPaise'>, row: SheetRow): Fault | undefined {
  const amounts = [row.deposit, row.repayment, row.withdrawal, row.loan, row.fine].map(parseRupees);
  if (amounts.includes(undefined)) return 'amount';
  const after = member.savingsPaise + (parseRupees(row.deposit) ?? 0) - (parseRupees(row.withdrawal) ?? 0);
  return after < 0 ? 'withdrawal' : undefined;
}

export type Totals = {
  readonly present: number;
  readonly depositPaise: number;
  readonly repaymentPaise: number;
  readonly cashPaise: number;
  /** What should lie in the box afterwards. */
  readonly expectedPaise: number;
  /** What she counted; undefined where she wrote nothing, or no amount. */
  readonly countedPaise: number | undefined;
  readonly isCountReadable: boolean;
};

export function totalsOf(sheet: Sheet, members: readonly Member[], cashBeforePaise: number): Totals {
  const entries = members.flatMap((member) => {
    const row = sheet.rows[member.id];
    return row === undefined ? [] : entriesOfRow(member, row);
  });
  const cashPaise = cashOf(entries);
  const counted = sheet.cashCounted.trim() === '' ? undefined : parseRupees(sheet.cashCounted);
  return {
    present: members.filter(({ id }) => sheet.rows[id]?.status === 'present').length,
    depositPaise: amountOf(entries, 'deposit'),
    repaymentPaise: amountOf(entries, 'repayment') + amountOf(entries, 'interest'),
    cashPaise,
    expectedPaise: cashBeforePaise + cashPaise,
    countedPaise: counted,
    isCountReadable: sheet.cashCounted.trim() === '' || counted !== undefined,
  };
}

/** The sheet as it is sent: whom she did not touch was absent. */
export function bodyOf(sheet: Sheet, members: readonly Member[]): SheetBody {
  const cashCountedPaise = sheet.cashCounted.trim() === '' ? undefined : parseRupees(sheet.cashCounted);
  return {
    id: sheet.id,
    heldOn: sheet.heldOn,
    attendance: members.map(({ id }) => ({ memberId: id, status: sheet.rows[id]?.status ?? 'absent' })),
    entries: members.flatMap((member) => {
      const row = sheet.rows[member.id];
      return row === undefined ? [] : entriesOfRow(member, row);
    }),
    ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
  };
}
