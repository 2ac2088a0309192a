import * as z from 'zod/mini';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { inOrder, type Operation, operations } from '../outbox/operation.ts';
import { maxStoredMeetings } from '../read-meetings.ts';
import { type Meeting, meetings, sheetContent } from '../row-kinds.ts';

/** The recorded sheets of a group: the latest from the server, which the phone stores, and the unsent ones. */

export type RecordedSheet = Pick<
  Meeting,
  'id' | 'heldOn' | 'attendance' | 'entries' | 'lines' | 'cashCountedPaise' | 'bankBalancePaise' | 'note'
> & {
  readonly state: Operation['state'];
  /** Whether the phone's owner recorded it. */
  readonly isOwn: boolean;
};

const sheetBody = z.object({ heldOn: z.string(), ...sheetContent });

type Rows = Pick<EncryptedRows, 'all'>;

/**
 * All recorded sheets of a group that the phone knows, without those that were taken back.
 * @param personId the phone's owner, for `isOwn`
 */
export function recordedOf(rows: Rows, collectiveId: string, personId: string | undefined): RecordedSheet[] {
  // An operation names its group in its path.
  const path = `/api/collectives/${collectiveId}/meetings`;
  const inOutbox = inOrder(rows.all(operations));
  const ofOutbox = inOutbox.flatMap((operation): RecordedSheet[] => {
    const body = sheetBody.safeParse(operation.body);
    return operation.what === 'meeting' && operation.path === path && body.success
      ? [{ ...body.data, id: operation.id, state: operation.state, isOwn: true }]
      : [];
  });
  // A sheet that was just sent may already be among the server's meetings: it counts once.
  const idsInOutbox = new Set(ofOutbox.map(({ id }) => id));
  const reversalPaths = new Set(
    inOutbox.filter(({ what }) => what === 'reversal').map((operation) => operation.path),
  );
  const fromServer = rows
    .all(meetings)
    .filter((one) => one.collectiveId === collectiveId && !one.isReversed && !idsInOutbox.has(one.id))
    .map((one): RecordedSheet => ({ ...one, state: 'sent', isOwn: one.createdBy === personId }));
  return [...fromServer, ...ofOutbox].filter(({ id }) => !reversalPaths.has(`${path}/${id}/reversal`));
}

/**
 * Whether the recorded sheets show a meeting of the group after a day. The books then include later money, so that a
 * count of that day cannot be compared with them.
 */
export const hasMetSince = (recorded: readonly Pick<RecordedSheet, 'heldOn'>[], day: string): boolean =>
  recorded.some(({ heldOn }) => heldOn > day);

/**
 * The recorded sheets of a draft's day, without those that she has confirmed as other meetings. A refused sheet may be
 * in the outbox with the draft's own id: it is left out too.
 */
export const recordedOn = (
  recorded: readonly RecordedSheet[],
  {
    id: draftId,
    heldOn,
    apart,
  }: { readonly id: string; readonly heldOn: string; readonly apart: readonly string[] },
): RecordedSheet[] =>
  recorded.filter(({ id, heldOn: on }) => on === heldOn && id !== draftId && !apart.includes(id));

/** Whether the phone may lack recorded sheets of a day, since it stores only a group's latest ones. */
export function mayLackMeetings(rows: Rows, collectiveId: string, heldOn: string): boolean {
  const days = rows
    .all(meetings)
    .filter((one) => one.collectiveId === collectiveId)
    .map((one) => one.heldOn);
  return days.length >= maxStoredMeetings && days.every((day) => day > heldOn);
}
