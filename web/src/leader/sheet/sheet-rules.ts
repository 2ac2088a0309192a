import { sumOf } from '../../../../functions/shared/kinds/book-entries.ts';
import type { Collective, Member, Sheet } from '../row-kinds.ts';
import { linesFromDrafts } from './convert-drafts.ts';
import { differenceLine } from './line-rules.ts';
import type { SheetEntry, SheetLine } from './row/entries-and-lines.ts';
import { type Attendance, emptyRow, faultOfRow, isBlank, markRow, questionsOfRow } from './row/row-rules.ts';
import { hasLeft, type SheetMember } from './take-off-rules.ts';
import { entriesOfSheet, keptCountOf, parseIfTyped } from './totals.ts';

/**
 * The rules of a whole meeting's sheet, and the sheet as it is sent: pure, in paise. totals.ts has its totals, row/loan-rules.ts what is asked of each loan.
 */

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
