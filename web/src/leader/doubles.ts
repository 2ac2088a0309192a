import type { Api } from '../api/client.ts';
import { readMeetingsOn } from './meetings.ts';
import type { Operation } from './outbox/operation.ts';

/**
 * A sheet of the same collective and day that stands in the programme already: two leaders were at one meeting, or it was
 * recorded twice. It is looked for just before a sheet is sent; those that she has called another meeting are left alone.
 */
export async function findDouble(api: Pick<Api, 'call'>, operation: Operation): Promise<string | undefined> {
  if (operation.what !== 'meeting') return undefined;
  const held = await readMeetingsOn(api, operation.path, String(operation.body.heldOn));
  // Hers stands there already: the answer to an earlier attempt was lost.
  if (held.some(({ id }) => id === operation.id)) return undefined;
  return held.find(({ id, reversed }) => reversed === undefined && !operation.apart?.includes(id))?.id;
}
