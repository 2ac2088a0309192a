import { inOrder, isUnsent, needsHer, type Operation } from './operation.ts';

/** An urgent case is sent before everything else: a woman may be in danger. */
const isUrgent = ({ what, body }: Operation): boolean => what === 'case' && body.priority === 'urgent';

/**
 * The operation (something that she has recorded) of the outbox that is next to send: no earlier unsent operation is about
 * the same record. An urgent case goes first.
 * @param passedOver ids of operations that must wait, since the server failed at them in this run
 */
export function findNextToSend(
  list: readonly Operation[],
  passedOver: ReadonlySet<string> = new Set(),
): Operation | undefined {
  /** Ids of the records that the operations before this one are about. */
  const recordsOfEarlier = new Set<string>();
  const sendable: Operation[] = [];
  for (const operation of inOrder(list.filter(isUnsent))) {
    const mustWait =
      needsHer(operation) ||
      passedOver.has(operation.id) ||
      operation.entities.some((entity) => recordsOfEarlier.has(entity));
    if (!mustWait) sendable.push(operation);
    for (const entity of operation.entities) recordsOfEarlier.add(entity);
  }
  return sendable.find(isUrgent) ?? sendable[0];
}
