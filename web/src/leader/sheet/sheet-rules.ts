import { changesOf, sumOf } from '../../../../functions/domain/book-entries.ts';
import { parseRupees } from '../../i18n/rupee-input.ts';
import type { Collective, Member, Sheet } from '../row-kinds.ts';
import { entriesFromDrafts, linesFromDrafts } from './convert-drafts.ts';
import type { SheetEntry, SheetLine } from './entries-and-lines.ts';
import { type Attendance, emptyRow, faultOfRow, markRow, questionsOfRow } from './row-rules.ts';
import { hasLeft, type SheetMember } from './take-off-rules.ts';

/** The arithmetic of a meeting sheet: pure, in paise. */

/** A meeting's sheet before it is sent; `meetingBody` makes what the API takes. */
export type SheetToSend = {
  readonly id: string;
  readonly heldOn: string;
  readonly attendance: readonly Attendance[];
  readonly entries: readonly SheetEntry[];
  readonly lines?: readonly SheetLine[];
  readonly cashCountedPaise?: number;
  readonly bankBalancePaise?: number;
  readonly note?: string;
};

type Group = Pick<Collective, 'usualDepositPaise' | 'ratePerMonthBasisPoints'>;

/** The members on a whole sheet whose presence is not marked yet. */
export const unmarkedMembers = <One extends Pick<Member, 'id'>>(
  sheet: Sheet,
  members: readonly One[],
): One[] => members.filter(({ id }) => sheet.rows[id]?.status === undefined);

/** Of a whole sheet, the members to look at again: their row has a fault, or an amount to ask about. */
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
  const marked = { ...rows };
  for (const member of members) {
    const row = rows[member.id] ?? emptyRow();
    const isUnmarked = row.status === undefined && !hasLeft(member, heldOn);
    if (isUnmarked) marked[member.id] = markRow(row, 'present', usual);
  }
  return marked;
}

export type Totals = {
  readonly present: number;
  /** In cash, as the next ones. */
  readonly depositPaise: number;
  readonly repaymentPaise: number;
  readonly interestPaise: number;
  /** All other cash that came in, and all that went out. */
  readonly otherInPaise: number;
  readonly outPaise: number;
  readonly cashPaise: number;
  /** The change of the balance at the bank. */
  readonly bankPaise: number;
  /** The expected cash afterwards, and the expected balance at the bank. */
  readonly expectedPaise: number;
  readonly bankExpectedPaise: number;
  /** Her count; undefined if empty or not an amount. */
  readonly countedPaise: number | undefined;
  readonly isCountReadable: boolean;
  /** The balance in the passbook; undefined if empty or not an amount. */
  readonly bankBalancePaise: number | undefined;
  readonly isBankReadable: boolean;
};

/** All members' entries on a whole sheet, as they are sent. */
export const entriesOfSheet = (sheet: Sheet, members: readonly Pick<Member, 'id'>[]): SheetEntry[] =>
  members.flatMap((member) => {
    const row = sheet.rows[member.id];
    return row === undefined ? [] : entriesFromDrafts(member.id, row.entries);
  });

const amountTyped = (typed: string): number | undefined =>
  typed.trim() === '' ? undefined : parseRupees(typed);

/** What a sheet adds up to, and what box and bank should hold after it. @param before the group's money before the meeting */
export function totalsOf(
  sheet: Sheet,
  members: readonly Pick<Member, 'id'>[],
  before: Pick<Collective, 'cashPaise' | 'bankPaise'>,
): Totals {
  const all = [...entriesOfSheet(sheet, members), ...linesFromDrafts(sheet.lines)];
  const cash = all.map((posting) => ({ kind: posting.kind, paise: changesOf(posting).cash }));
  const sum = (list: typeof cash) => list.reduce((total, { paise }) => total + paise, 0);
  const [countedPaise, bankBalancePaise] = [amountTyped(sheet.cashCounted), amountTyped(sheet.bankBalance)];
  const named = ['deposit', 'repayment', 'interest'];
  const of = (wanted: string) => sum(cash.filter(({ kind }) => kind === wanted));
  return {
    present: members.filter(({ id }) => sheet.rows[id]?.status === 'present').length,
    depositPaise: of('deposit'),
    repaymentPaise: of('repayment'),
    interestPaise: of('interest'),
    otherInPaise: sum(cash.filter(({ kind, paise }) => paise > 0 && !named.includes(kind))),
    outPaise: -sum(cash.filter(({ paise }) => paise < 0)),
    cashPaise: sum(cash),
    bankPaise: sumOf('bank', all),
    expectedPaise: before.cashPaise + sum(cash),
    bankExpectedPaise: before.bankPaise + sumOf('bank', all),
    countedPaise,
    isCountReadable: sheet.cashCounted.trim() === '' || countedPaise !== undefined,
    bankBalancePaise,
    isBankReadable: sheet.bankBalance.trim() === '' || bankBalancePaise !== undefined,
  };
}

/** Whether the passbook's balance is written on the sheet and is not what the books give. */
export const isBankWrong = ({ bankBalancePaise, bankExpectedPaise }: Totals): boolean =>
  bankBalancePaise !== undefined && bankBalancePaise !== bankExpectedPaise;

/**
 * A leader's sheet as it is sent: unmarked members are absent, but for a sheet that was recorded before without them.
 * @param differenceNote what is noted in place of a wrong count; undefined to send the count
 */
export function sheetToSend(
  sheet: Sheet,
  members: readonly Pick<Member, 'id'>[],
  differenceNote?: string,
): SheetToSend {
  const cashCountedPaise = amountTyped(sheet.cashCounted);
  const bankBalancePaise = amountTyped(sheet.bankBalance);
  const lines = linesFromDrafts(sheet.lines);
  const note = [differenceNote, sheet.note?.trim()].filter((text) => text !== undefined && text !== '');
  return {
    id: sheet.id,
    heldOn: sheet.heldOn,
    attendance: members.flatMap(({ id }) => {
      const row = sheet.rows[id];
      const isLeftOut =
        sheet.isAgain === true && row?.status === undefined && (row?.entries.length ?? 0) === 0;
      return isLeftOut ? [] : [{ memberId: id, status: row?.status ?? 'absent' }];
    }),
    entries: entriesOfSheet(sheet, members),
    ...(lines.length === 0 ? {} : { lines }),
    ...(cashCountedPaise === undefined || differenceNote !== undefined ? {} : { cashCountedPaise }),
    ...(bankBalancePaise === undefined ? {} : { bankBalancePaise }),
    ...(note.length === 0 ? {} : { note: [...new Set(note)].join('\n').slice(0, maxNoteLength) }),
  };
}

/** Maximum length of a sheet's note, as many characters as the API takes. */
export const maxNoteLength = 2_000;
