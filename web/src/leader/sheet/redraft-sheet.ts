import { isCashDifference } from '../../../../functions/shared/kinds/book-entries.ts';
import { writeCount } from '../../i18n/rupee-input.ts';
import type { Operation } from '../../outbox/operation.ts';
import { type Sheet, type SheetRow, sheetContent } from '../row-kinds.ts';
import { entryDraftOf, lineDraftOf } from './convert-drafts.ts';
import { countOfDay } from './count/count-of-day.ts';
import { toEntry, toLine } from './row/entries-and-lines.ts';

/**
 * Turns a leader's recorded or refused sheet back into a draft with the same content, in which each amount counts as
 * confirmed. The draft keeps the id of the sheet; `draftCorrection` gives it a new one. Two leaders' sheets of one meeting are compared without
 * a draft, as they were recorded (count/compare-sheets.ts).
 * @throws if the content cannot be read: a draft without part of it would lose that part
 */
export function redraftSheet(
  {
    id,
    body,
    otherMeetingIds = [],
    correction,
  }: Pick<Operation, 'id' | 'body' | 'otherMeetingIds' | 'correction'>,
  collectiveId: string,
): Sheet {
  const entries = sheetContent.entries.parse(body.entries ?? []);
  const attendance = sheetContent.attendance.parse(body.attendance ?? []);
  const heldOn = String(body.heldOn);
  const keepsCount = body.cashCountedPaise === undefined && countOfDay(correction, heldOn) !== undefined;
  const lines = (sheetContent.lines.parse(body.lines) ?? []).filter(
    // If it keeps the count of the day which it corrects, its difference is computed anew.
    (line) => !keepsCount || !isCashDifference(line),
  );
  const rows = attendance.map(({ memberId, status }): [string, SheetRow] => [
    memberId,
    {
      status,
      entries: entries
        .filter((entry) => entry.memberId === memberId)
        .map((one) => entryDraftOf(toEntry(one))),
    },
  ]);
  return {
    id,
    collectiveId,
    heldOn,
    rows: Object.fromEntries(rows),
    lines: lines.map((one) => lineDraftOf(toLine(one))),
    cashCounted: writeIfNumber(body.cashCountedPaise),
    bankBalance: writeIfNumber(body.bankBalancePaise),
    ...(typeof body.note === 'string' ? { note: body.note } : {}),
    // The ids of other recorded meetings of that day, as she has confirmed.
    otherMeetingIds: [...otherMeetingIds],
    ...(correction === undefined ? {} : { correction }),
    // Members who are not marked are then left out, not sent as absent.
    isAgain: true,
  };
}

/** An amount as typed in rupees; empty if the sheet has none. */
const writeIfNumber = (paise: unknown): string => (typeof paise === 'number' ? writeCount(paise) : '');
