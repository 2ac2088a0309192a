import type { Api } from '../api/client.ts';
import type { Operation } from './outbox/operation.ts';
import { readMeetingsOn } from './read-meetings.ts';

/**
 * Finds a duplicate of a sheet on the server, of the same collective and day: two leaders were at one meeting, or it
 * was recorded twice. This is checked just before a sheet is sent. Sheets that she has confirmed as other meetings
 * are ignored.
 */
export async function findDuplicate(
  api: Pick<Api, 'request'>,
  operation: Operation,
): Promise<string | undefined> {
  if (operation.what !== 'meeting') return undefined;
  const held = await readMeetingsOn(api, operation.entities[0] ?? '', String(operation.body.heldOn));
  // Her own sheet is there: the answer to an earlier attempt was lost.
  if (held.some(({ id }) => id === operation.id)) return undefined;
  return held.find(({ id, reversed }) => reversed === undefined && !operation.apart?.includes(id))?.id;
}
