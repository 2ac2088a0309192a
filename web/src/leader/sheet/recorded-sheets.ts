import * as z from 'zod/mini';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { inOrder, type Operation, operations } from '../outbox/operation.ts';
import { maxStoredMeetings } from '../read-meetings.ts';
import { type Meeting, meetings, sheetContent } from '../row-kinds.ts';

/** Recorded sheets of a collective: from the server, as far as the phone knows them, or unsent. */

export type Recorded = Pick<
  Meeting,
  'id' | 'heldOn' | 'attendance' | 'entries' | 'lines' | 'cashCountedPaise' | 'bankBalancePaise' | 'note'
> & {
  readonly state: Operation['state'];
  readonly isOwn: boolean;
};

const sheetBody = z.object({ heldOn: z.string(), ...sheetContent });

type Rows = Pick<EncryptedRows, 'all'>;

/**
 * All of a group's recorded sheets in force that the phone knows, without those that are or will be reversed.
 * @param personId the signed-in person, to mark her own
 */
export function recordedOf(rows: Rows, collectiveId: string, personId: string | undefined): Recorded[] {
  const path = `/api/collectives/${collectiveId}/meetings`;
  const inOutbox = inOrder(rows.all(operations));
  const unsent = inOutbox.flatMap((operation): Recorded[] => {
    const body = sheetBody.safeParse(operation.body);
    return operation.what === 'meeting' && operation.path === path && body.success
      ? [{ ...body.data, id: operation.id, state: operation.state, isOwn: true }]
      : [];
  });
  const own = new Set(unsent.map(({ id }) => id));
  const takenBack = new Set(
    inOutbox.filter(({ what }) => what === 'reversal').map((operation) => operation.path),
  );
  const sent = rows
    .all(meetings)
    .filter((one) => one.collectiveId === collectiveId && !one.isReversed && !own.has(one.id))
    .map((one): Recorded => ({ ...one, state: 'sent', isOwn: one.createdBy === personId }));
  return [...sent, ...unsent].filter(({ id }) => !takenBack.has(`${path}/${id}/reversal`));
}

/** Whether a group met after a day, by its recorded sheets: the books then hold later money, and a count of that day compares no more. */
export const hasMetSince = (recorded: readonly Pick<Recorded, 'heldOn'>[], day: string): boolean =>
  recorded.some(({ heldOn }) => heldOn > day);

/**
 * A group's recorded sheets of a day, without the draft itself (which may keep the id of a refused sheet) and confirmed
 * other meetings.
 */
export const recordedOn = (
  recorded: readonly Recorded[],
  {
    id: draftId,
    heldOn,
    apart,
  }: { readonly id: string; readonly heldOn: string; readonly apart: readonly string[] },
): Recorded[] =>
  recorded.filter(({ id, heldOn: on }) => on === heldOn && id !== draftId && !apart.includes(id));

/** Whether the phone may lack recorded sheets of a day: it stores only the latest ones. */
export function mayLackMeetings(rows: Rows, collectiveId: string, heldOn: string): boolean {
  const days = rows
    .all(meetings)
    .filter((one) => one.collectiveId === collectiveId)
    .map((one) => one.heldOn);
  return days.length >= maxStoredMeetings && days.every((day) => day > heldOn);
}
