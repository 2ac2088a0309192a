import { v7 } from 'uuid';
import { type NewOperation, requestOf } from '../../outbox/operation.ts';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { recordOnce } from '../../phone/record-once.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isDecisive, knownIdsOf } from './find-conflict.ts';

/**
 * Records events of a case, all or none, to be sent in this order.
 * @param on the day on which they happened, `YYYY-MM-DD`
 * @throws if the phone is full
 */
export async function recordEvents(
  workspace: Workspace,
  caseId: string,
  on: string,
  events: readonly EventContent[],
): Promise<void> {
  const seen = eventsOf(workspace, caseId).events;
  await recordOnce(
    workspace,
    ...events.map((event): NewOperation => {
      const id = v7();
      return {
        id,
        what: 'case_event',
        ...requestOf('POST /api/cases/{id}/events', { path: { id: caseId }, body: { id, on, ...event } }),
        entities: [caseId],
        ...(isDecisive(event) ? { knownIds: knownIdsOf(seen) } : {}),
      };
    }),
  );
}
