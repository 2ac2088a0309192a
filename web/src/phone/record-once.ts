import { inOrder, type NewOperation, needsHer, type Operation, operations } from '../outbox/operation.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What is said twice in a row is one act: a button that was pressed twice, or the same again after going back. */

const contentOf = ({ path, body: { id: _, ...said } }: Pick<Operation, 'path' | 'body'>): string =>
  JSON.stringify([path, said]);

/** Whether an operation says what one in the outbox says under another id. One that needs her is left to her. */
export const saysTheSame = (
  operation: Pick<Operation, 'id' | 'path' | 'body'>,
  inOutbox: Operation,
): boolean =>
  !needsHer(inOutbox) && inOutbox.id !== operation.id && contentOf(inOutbox) === contentOf(operation);

/** Whether operations, all about one record, say again what was recorded of it last. */
export function areSaidAgain(recorded: readonly NewOperation[], inOutbox: readonly Operation[]): boolean {
  const about = recorded[0]?.entities[0];
  const latest = inOrder(inOutbox.filter(({ entities }) => entities[0] === about)).slice(-recorded.length);
  return (
    latest.length === recorded.length &&
    recorded.every((operation, at) => latest.slice(at, at + 1).some((one) => saysTheSame(operation, one)))
  );
}

let lastRecording: Promise<void> = Promise.resolve();

/**
 * Records operations about one record, as the workspace does, unless they say again what was recorded of it last. One after the other, so that the second
 * press of a button finds what the first one recorded.
 * @throws if the phone has no room
 */
export function recordOnce(workspace: Workspace, ...recorded: readonly NewOperation[]): Promise<void> {
  lastRecording = lastRecording
    .catch(() => {})
    .then(() =>
      areSaidAgain(recorded, workspace.rows.all(operations)) ? undefined : workspace.record(...recorded),
    );
  return lastRecording;
}
