import * as z from 'zod/mini';
import type { Api } from '../api/client.ts';
import type { Operation } from './outbox/operation.ts';

const page = z.object({
  items: z.array(z.object({ id: z.string(), heldOn: z.string(), reversed: z.optional(z.unknown()) })),
});

/**
 * A sheet of the same collective and day that stands in the programme already, made by somebody else: two leaders were at one
 * meeting. It is looked for just before a sheet is sent; those that she has called another meeting are left alone.
 */
export async function findDouble(api: Api, operation: Operation): Promise<string | undefined> {
  if (operation.what !== 'meeting') return undefined;
  const { items } = await api.call(page, { path: `${operation.path}?limit=20` });
  const known = new Set([operation.id, ...(operation.apart ?? [])]);
  // Hers stands there already: the answer to an earlier attempt was lost.
  if (items.some(({ id }) => id === operation.id)) return undefined;
  return items.find(
    ({ id, heldOn, reversed }) =>
      heldOn === operation.body.heldOn && reversed === undefined && !known.has(id),
  )?.id;
}
