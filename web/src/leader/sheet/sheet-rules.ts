import {
  cashDifferenceOf,
  changesOf,
  isCashDifference,
  sumOf,
} from '../../../../functions/shared/kinds/book-entries.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import type { Collective, Member, Sheet } from '../row-kinds.ts';
import { entriesFromDrafts, linesFromDrafts } from './convert-drafts.ts';
import { countOfDay } from './count/count-of-day.ts';
import { differenceLine } from './line-rules.ts';
import type { SheetEntry, SheetLine } from './row/entries-and-lines.ts';
import { type Attendance, emptyRow, faultOfRow, isBlank, markRow, questionsOfRow } from './row/row-rules.ts';
import { hasLeft, type SheetMember } from './take-off-rules.ts';

/** The rules and the arithmetic of a whole meeting's sheet: pure, in paise. */

/** A meeting's sheet before it is sent; `meetingBody` turns it into what the API takes. */
export type SheetToSend = {
  readonly id: string;
  readonly heldOn: string;
  readonly attendance: readonly Attendance[];
  readonly entries: readonly SheetEntry[];
  readonly lines?: readonly SheetLine[];
  readonly cashCountedPaise?: number;
  readonly bankBalancePaise?: number;
  readonly note?: string;
  readonly corrects?: string;
};

type Group = Pick<Collective, 'usualDepositPaise' | 'ratePerMonthBasisPoints'>;

/** The members on a whole sheet whose presence is not marked yet. */
export const unmarkedMembers = <One extends Pick<Member, 'id'>>(
  sheet: Sheet,
  members: readonly One[],
): One[] => members.filter(({ id }) => sheet.rows[id]?.status === undefined);

/** The members on a whole sheet whom the leader must look at again: their row has a fault, or an amount to ask about. */
export const membersToCheck = (sheet: Sheet, members: readonly SheetMember[], group: Group): SheetMember[] =>
  members.filter((member) => {
    const row = sheet.rows[member.id];
    if (row === undefined) return false;
    return (
      faultOfRow(member, row, sheet.heldOn) !== undefined || questionsOfRow(group, member, row).length > 0
    );
  });

/**
 * A whole sheet's rows with every unmarked member marked as present. Members who are marked already stay as they are, and
 * so do those who had left before the sheet's date.
 * @param usual the group's usual deposit, as typed in rupees; empty if there is none
 */
export function markAllPresent(
  { rows, heldOn }: Pick<Sheet, 'rows' | 'heldOn'>,
  members: readonly Pick<SheetMember, 'id' | 'exitedOn' | 'isRefused'>[],
  usual: string,
): Sheet['rows'] {
  const markedRows = { ...rows };
  for (const member of members) {
    const row = rows[member.id] ?? emptyRow();
    const isUnmarked = row.status === undefined && !hasLeft(member, heldOn);
    if (isUnmarked) markedRows[member.id] = markRow(row, 'present', usual);
  }
  return markedRows;
}

export type Totals = {
  /** How many members are present. */
  readonly present: number;
  /** The cash that came in as deposits, as repayments, as interest, and otherwise. */
  readonly depositPaise: number;
  readonly repaymentPaise: number;
  readonly interestPaise: number;
  readonly otherInPaise: number;
  /** The cash that went out. */
  readonly outPaise: number;
  /** The change of the cash: all that came in less all that went out. */
  readonly cashPaise: number;
  /** The change of the balance at the bank. */
  readonly bankPaise: number;
  /** The cash that the box should hold after the meeting. If a correction keeps the count of the meeting's day: what the box should have held that day. */
  readonly expectedPaise: number;
  /** The cash difference that the sheet's lines state already, below 0 if the box is short. It is part of `expectedPaise`, but not of `otherInPaise` and `outPaise`. */
  readonly writtenDifferencePaise: number;
  /** The balance that the bank should have after the meeting. */
  readonly bankExpectedPaise: number;
  /** The leader's count of the cash, or the count that a correction keeps; undefined if there is none, or if what she typed is not an amount. */
  readonly countedPaise: number | undefined;
  /** Whether `countedPaise` is the count of the corrected sheet, made on the meeting's day. */
  readonly isCountKept: boolean;
  /** Whether her count is empty or an amount. */
  readonly isCountReadable: boolean;
  /** The balance in the bank's passbook; undefined if it is empty or not an amount. */
  readonly bankBalancePaise: number | undefined;
  /** Whether that balance is empty or an amount. */
  readonly isBankReadable: boolean;
};

/** All members' entries on a whole sheet, as they are sent. */
export const entriesOfSheet = (sheet: Sheet, members: readonly Pick<Member, 'id'>[]): SheetEntry[] =>
  members.flatMap((member) => {
    const row = sheet.rows[member.id];
    return row === undefined ? [] : entriesFromDrafts(member.id, row.entries);
  });

/** An amount as typed, in paise; undefined if it is empty or not an amount. */
const parseIfTyped = (typed: string): number | undefined =>
  typed.trim() === '' ? undefined : parseRupees(typed);

/**
 * The count of the corrected sheet, which a correction of the same day keeps until the leader counts anew; undefined for other sheets. The cash
 * before the meeting was this count less `cashChangePaise`, the change of the cash by the corrected sheet.
 */
const keptCountOf = ({
  correction,
  cashCounted,
  heldOn,
}: Pick<Sheet, 'correction' | 'cashCounted' | 'heldOn'>) =>
  cashCounted.trim() === '' ? countOfDay(correction, heldOn) : undefined;

/**
 * The group's lines on a whole sheet as they are sent. If a correction keeps a count, it must change the cash as much as the corrected sheet
 * did, since that cash was in the box. So a line is added for the difference. `Check` asks for the reason if it is missing.
 */
function linesToSend(sheet: Sheet, members: readonly Pick<Member, 'id'>[]): SheetLine[] {
  const lines = linesFromDrafts(sheet.lines);
  const kept = keptCountOf(sheet);
  const reason = sheet.correction?.differenceReason;
  if (kept === undefined || reason === undefined) return lines;
  const differencePaise = kept.cashChangePaise - sumOf('cash', [...entriesOfSheet(sheet, members), ...lines]);
  return differencePaise === 0 ? lines : [...lines, differenceLine(differencePaise, reason)];
}

/** The totals of a whole sheet, and what box and bank should hold after the meeting. @param before the group's money before the meeting */
export function totalsOf(
  sheet: Sheet,
  members: readonly Pick<Member, 'id'>[],
  before: Pick<Collective, 'cashPaise' | 'bankPaise'>,
): Totals {
  const postings = [...entriesOfSheet(sheet, members), ...linesFromDrafts(sheet.lines)];
  const cashChanges = postings.map((posting) => ({ kind: posting.kind, paise: changesOf(posting).cash }));
  const sumPaise = (changes: typeof cashChanges) => changes.reduce((total, { paise }) => total + paise, 0);
  const kept = keptCountOf(sheet);
  const countedPaise = kept?.cashCountedPaise ?? parseIfTyped(sheet.cashCounted);
  // What the box held on the day of a kept count follows from that count: the group's cash today may be another.
  const cashBeforePaise =
    kept === undefined ? before.cashPaise : kept.cashCountedPaise - kept.cashChangePaise;
  const bankBalancePaise = parseIfTyped(sheet.bankBalance);
  const kindsWithOwnTotal = ['deposit', 'repayment', 'interest'];
  const cashOfKind = (wanted: string) => sumPaise(cashChanges.filter(({ kind }) => kind === wanted));
  // A cash difference is no money that anybody paid or got in the meeting.
  const paidOrGot = cashChanges.filter(({ kind }) => !isCashDifference({ kind }));
  const otherIn = paidOrGot.filter(({ kind, paise }) => paise > 0 && !kindsWithOwnTotal.includes(kind));
  return {
    present: members.filter(({ id }) => sheet.rows[id]?.status === 'present').length,
    depositPaise: cashOfKind('deposit'),
    repaymentPaise: cashOfKind('repayment'),
    interestPaise: cashOfKind('interest'),
    otherInPaise: sumPaise(otherIn),
    outPaise: -sumPaise(paidOrGot.filter(({ paise }) => paise < 0)),
    cashPaise: sumPaise(cashChanges),
    bankPaise: sumOf('bank', postings),
    expectedPaise: cashBeforePaise + sumPaise(cashChanges),
    writtenDifferencePaise: cashDifferenceOf(linesFromDrafts(sheet.lines)),
    bankExpectedPaise: before.bankPaise + sumOf('bank', postings),
    countedPaise,
    isCountKept: kept !== undefined,
    isCountReadable: sheet.cashCounted.trim() === '' || countedPaise !== undefined,
    bankBalancePaise,
    isBankReadable: sheet.bankBalance.trim() === '' || bankBalancePaise !== undefined,
  };
}

/** The women in the order in which she checks them: first whoever was not there, or whose money is not the usual deposit alone. */
export function exceptionsFirst<
  Woman extends {
    readonly status: Attendance['status'] | undefined;
    readonly entries: readonly SheetEntry[];
  },
>(women: readonly Woman[], usualPaise: number): Woman[] {
  const isUsual = ({ status, entries: [first, ...others] }: Woman): boolean =>
    status === 'present' &&
    first?.kind === 'deposit' &&
    first.amountPaise === usualPaise &&
    others.length === 0;
  return women.toSorted((a, b) => Number(isUsual(a)) - Number(isUsual(b)));
}

/** On a leader's sheet: whether the balance that she copied from the bank's passbook differs from the expected one. */
export const isBankWrong = ({ bankBalancePaise, bankExpectedPaise }: Totals): boolean =>
  bankBalancePaise !== undefined && bankBalancePaise !== bankExpectedPaise;

/**
 * A leader's whole sheet as it is sent. Unmarked members are sent as absent. A sheet that was recorded or refused before (`isAgain`) instead
 * leaves out whoever has an empty row: she was not on that sheet either.
 */
export function sheetToSend(sheet: Sheet, members: readonly Pick<Member, 'id'>[]): SheetToSend {
  const cashCountedPaise = parseIfTyped(sheet.cashCounted);
  const bankBalancePaise = parseIfTyped(sheet.bankBalance);
  const lines = linesToSend(sheet, members);
  const note = sheet.note?.trim() ?? '';
  return {
    id: sheet.id,
    heldOn: sheet.heldOn,
    attendance: members.flatMap(({ id }) => {
      const row = sheet.rows[id];
      const isLeftOut = sheet.isAgain === true && (row === undefined || isBlank(row));
      return isLeftOut ? [] : [{ memberId: id, status: row?.status ?? 'absent' }];
    }),
    entries: entriesOfSheet(sheet, members),
    ...(lines.length === 0 ? {} : { lines }),
    ...(cashCountedPaise === undefined ? {} : { cashCountedPaise }),
    ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
    ...(note === '' ? {} : { note }),
    ...(sheet.correction === undefined ? {} : { corrects: sheet.correction.corrects }),
  };
}
