import type { Api } from '../../../api/client.ts';
import type { Operation } from '../../../outbox/operation.ts';
import { readMeetingsOn } from '../../meetings/read-meetings.ts';

/**
 * Before a sheet (the record of a meeting) is sent, looks on the server for another of the same collective and day: another
 * leader may have recorded the meeting, or she herself twice. Reversed sheets are ignored, and those that she has confirmed as
 * other meetings.
 * @returns the duplicate's id; undefined if there is none, or for an operation that is not a sheet
 */
export async function findDuplicate(
  api: Pick<Api, 'request'>,
  operation: Operation,
): Promise<string | undefined> {
  if (operation.what !== 'meeting') return undefined;
  // The first entity of a sheet is its collective.
  const [collectiveId = ''] = operation.entities;
  const meetingsOfDay = await readMeetingsOn(api, collectiveId, String(operation.body.heldOn));
  // The sheet itself is on the server already: the answer to an earlier attempt was lost.
  if (meetingsOfDay.some(({ id }) => id === operation.id)) return undefined;
  const idsOfOtherMeetings = new Set(operation.otherMeetingIds);
  return meetingsOfDay.find(({ id, reversed }) => reversed === undefined && !idsOfOtherMeetings.has(id))?.id;
}
