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
import type { SheetEntry } from './row/entries-and-lines.ts';

/** The totals of a whole meeting's sheet: pure, in paise. */

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
export const parseIfTyped = (typed: string): number | undefined =>
  typed.trim() === '' ? undefined : parseRupees(typed);

/**
 * The count of the corrected sheet, which a correction of the same day keeps until the leader counts anew; undefined for other sheets. The cash
 * before the meeting was this count less `cashChangePaise`, the change of the cash by the corrected sheet.
 */
export const keptCountOf = ({
  correction,
  cashCounted,
  heldOn,
}: Pick<Sheet, 'correction' | 'cashCounted' | 'heldOn'>) =>
  cashCounted.trim() === '' ? countOfDay(correction, heldOn) : undefined;

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

/** On a leader's sheet: whether the balance that she copied from the bank's passbook differs from the expected one. */
export const isBankWrong = ({ bankBalancePaise, bankExpectedPaise }: Totals): boolean =>
  bankBalancePaise !== undefined && bankBalancePaise !== bankExpectedPaise;
