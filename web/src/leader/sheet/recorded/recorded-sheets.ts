import * as z from 'zod/mini';
import { inOrder, type Operation, operations } from '../../../outbox/operation.ts';
import type { EncryptedRows } from '../../../rows/encrypted-rows.ts';
import { maxStoredMeetings } from '../../meetings/read-meetings.ts';
import { reversalPaths } from '../../meetings/taken-back.ts';
import { type Meeting, meetings, sheetContent } from '../../row-kinds.ts';
import { countOfDay } from '../count/count-of-day.ts';

/** The recorded sheets of a group: the latest from the server, which the phone stores, and the unsent ones. */

export type RecordedSheet = Pick<
  Meeting,
  | 'id'
  | 'heldOn'
  | 'attendance'
  | 'entries'
  | 'lines'
  | 'cashCountedPaise'
  | 'cashCountedThenPaise'
  | 'bankBalancePaise'
  | 'note'
  | 'corrects'
> & {
  readonly state: Operation['state'];
  /** Whether the phone's owner recorded the sheet. */
  readonly isOwn: boolean;
};

const sheetBody = z.object({ heldOn: z.string(), ...sheetContent });

type Rows = Pick<EncryptedRows, 'all'>;

/**
 * All recorded sheets of a group that the phone knows, without those that were taken back. If the server refused a reversal, its
 * sheet stands.
 * @param personId the phone's owner, for `isOwn`; undefined where it doesn't matter who recorded a sheet
 */
export function recordedSheetsOf(rows: Rows, collectiveId: string, personId?: string): RecordedSheet[] {
  // The outbox holds operations: what the leader has recorded, on its way to the server. A sheet's path names its group.
  const path = `/api/collectives/${collectiveId}/meetings`;
  const sheetsInOutbox = inOrder(rows.all(operations)).flatMap((operation): RecordedSheet[] => {
    const body = sheetBody.safeParse(operation.body);
    return operation.what === 'meeting' && operation.path === path && body.success
      ? [
          {
            ...body.data,
            ...countedThenOf(operation, body.data),
            id: operation.id,
            state: operation.state,
            isOwn: true,
          },
        ]
      : [];
  });
  // A sheet that was just sent may already be among the server's meetings: it counts once.
  const idsInOutbox = new Set(sheetsInOutbox.map(({ id }) => id));
  const pathsOfReversals = reversalPaths(rows);
  const sheetsFromServer = rows
    .all(meetings)
    .filter(
      (meeting) =>
        meeting.collectiveId === collectiveId && !meeting.isReversed && !idsInOutbox.has(meeting.id),
    )
    .map((meeting): RecordedSheet => ({ ...meeting, state: 'sent', isOwn: meeting.createdBy === personId }));
  return [...sheetsFromServer, ...sheetsInOutbox].filter(
    ({ id }) => !pathsOfReversals.has(`${path}/${id}/reversal`),
  );
}

/** The count that an unsent correction keeps from the corrected sheet, as the server will tell it; none if the correction has a count of its own. */
function countedThenOf(
  { correction }: Operation,
  { heldOn, cashCountedPaise }: Pick<RecordedSheet, 'heldOn' | 'cashCountedPaise'>,
) {
  const countedThen = countOfDay(correction, heldOn);
  return countedThen === undefined || cashCountedPaise !== undefined
    ? {}
    : { cashCountedThenPaise: countedThen.cashCountedPaise };
}

/**
 * Whether the recorded sheets show a meeting of the group after a day. The books then include later money, so that a
 * cash count of that day cannot be compared with them.
 */
export const hasMetSince = (recorded: readonly Pick<RecordedSheet, 'heldOn'>[], day: string): boolean =>
  recorded.some(({ heldOn }) => heldOn > day);

/**
 * The recorded sheets of a draft's day, without those that the leader has confirmed as other meetings (`otherMeetingIds`). A refused sheet
 * that the draft corrects has the draft's id and is left out too.
 */
export const recordedSheetsOn = (
  recorded: readonly RecordedSheet[],
  {
    id: draftId,
    heldOn: day,
    otherMeetingIds,
  }: { readonly id: string; readonly heldOn: string; readonly otherMeetingIds: readonly string[] },
): RecordedSheet[] =>
  recorded.filter(({ id, heldOn }) => heldOn === day && id !== draftId && !otherMeetingIds.includes(id));

/**
 * Whether the phone may lack recorded sheets of a day, since it stores only a group's latest ones: it stores as many as it
 * can, and all are of later days.
 */
export function mayLackMeetings(rows: Rows, collectiveId: string, heldOn: string): boolean {
  const days = rows
    .all(meetings)
    .filter((meeting) => meeting.collectiveId === collectiveId)
    .map((meeting) => meeting.heldOn);
  return days.length >= maxStoredMeetings && days.every((day) => day > heldOn);
}
