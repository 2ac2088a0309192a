import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { Operation } from '../../outbox/operation.ts';
import type { EncryptedRows } from '../../rows/encrypted-rows.ts';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { profiles } from '../../workspace/row-kinds.ts';

/** The types of events that may contradict each other: if two people record them at once, one of the two must decide. */
const decisiveTypes: readonly string[] = ['status', 'follow_up'];

/** Whether an event may contradict what a colleague recorded meanwhile. */
export const isDecisive = ({ type }: Pick<CaseEvent, 'type'>): boolean => decisiveTypes.includes(type);

/** The ids of the decisive events among those that she has seen. */
export const knownIdsOf = (events: readonly CaseEvent[]): string[] =>
  events.filter(isDecisive).map(({ id }) => id);

/** All events of a case, as they stand on the server now. */
export async function readEvents(api: Pick<Api, 'send'>, caseId: string): Promise<CaseEvent[]> {
  const { items } = await readList(
    api,
    'GET /api/cases/{id}/events',
    { path: { id: caseId } },
    Number.POSITIVE_INFINITY,
  );
  return items.flatMap((event) => {
    const parsed = caseEvent.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * Before a decisive event of a case is sent, looks on the server for one that a colleague recorded since the caseworker wrote hers. Events of other types,
 * such as notes, only add to the timeline, and are in no conflict.
 * @returns the id of the colleague's latest event; undefined if there is none, or for an operation that changes nothing
 */
export async function findConflict(
  api: Pick<Api, 'send'>,
  rows: Pick<EncryptedRows, 'get'>,
  { id, entities, knownIds }: Pick<Operation, 'id' | 'entities' | 'knownIds'>,
): Promise<string | undefined> {
  if (knownIds === undefined) return undefined;
  const events = await readEvents(api, entities[0] ?? '');
  // It is on the server already: the answer to an earlier attempt was lost.
  if (events.some((event) => event.id === id)) return undefined;
  const me = rows.get(profiles, 'me')?.id;
  const known = new Set(knownIds);
  return events.findLast((event) => isDecisive(event) && event.createdBy !== me && !known.has(event.id))?.id;
}
