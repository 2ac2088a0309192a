import { inOrder, type Operation, operations } from '../../outbox/operation.ts';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { timelines } from '../../workspace/row-kinds.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** The events of a case that the phone knows, by day: the server's, and those that only the outbox has so far, with their operations. */
export function eventsOf(
  workspace: Workspace,
  caseId: string,
): { readonly events: readonly CaseEvent[]; readonly outboxOperations: readonly Operation[] } {
  const eventsFromServer = workspace.rows.get(timelines, caseId)?.events ?? [];
  // An event has the id of the operation that records it. An operation that was sent stays until the phone has read its event.
  const outboxOperations = inOrder(workspace.rows.all(operations)).filter(
    ({ id, what, entities }) =>
      what === 'case_event' && entities[0] === caseId && !eventsFromServer.some((event) => event.id === id),
  );
  const outboxEvents = outboxOperations.flatMap(({ body }): CaseEvent[] => {
    // Stored at the sign-in, so the default never matters.
    const parsed = caseEvent.safeParse({ ...body, createdBy: workspace.me()?.id ?? '' });
    return parsed.success ? [parsed.data] : [];
  });
  const events = [...eventsFromServer, ...outboxEvents].toSorted((a, b) => a.on.localeCompare(b.on));
  return { events, outboxOperations };
}
