import type { Call } from '../api/client.ts';
import { Problem, readProblem } from '../api/problem.ts';
import type { EncryptedRows } from '../rows/encrypted-rows.ts';
import { SignedOut } from '../session/session-tokens.ts';
import { findNextToSend } from './next-to-send.ts';
import { type Operation, operations } from './operation.ts';
import { afterRefusal, refusalOf } from './refusal.ts';

/** What sending needs from outside. */
export type SenderParts = {
  readonly rows: Pick<EncryptedRows, 'all' | 'put' | 'reload'>;
  readonly send: (call: Call) => Promise<Response>;
  /** Asked before each operation is sent: the id of somebody else's record with which it may be in conflict. */
  readonly findConflict: (operation: Operation) => Promise<string | undefined>;
  /** Runs the work as soon as no other tab is sending. */
  readonly runAlone: (work: () => Promise<void>) => Promise<void>;
};

/**
 * The state of sending. `idle`: nothing is left that could be sent. `offline` (no network), `unavailable` (a fault of
 * the server) and `signed_out` say why sending stopped.
 */
export type Sending = 'idle' | 'sending' | 'offline' | 'unavailable' | 'signed_out';

/**
 * The state of sending after a request failed. Without a network `fetch` throws a TypeError, and on a timeout a
 * DOMException.
 */
export function stateAfterFailure(failure: unknown): Exclude<Sending, 'sending' | 'idle'> {
  if (failure instanceof SignedOut) return 'signed_out';
  return failure instanceof TypeError || failure instanceof DOMException ? 'offline' : 'unavailable';
}

/**
 * Sends the outbox's unsent operations (what she has recorded) one by one; operations on the same record in the order of
 * recording. Sending stops without an answer, and at an answer that concerns all operations (signed out, too many
 * requests, unavailable). The caller starts it again when the network is back or after some time. After a 500 only that
 * operation waits, with those on the same records.
 * @returns why it stopped; `unavailable` also if an operation that failed with 500 waits
 */
export async function sendAll({
  rows,
  send,
  findConflict,
  runAlone,
}: SenderParts): Promise<Exclude<Sending, 'sending'>> {
  let endState: Exclude<Sending, 'sending'> = 'idle';
  const passedOver = new Set<string>();
  await runAlone(async () => {
    // Another tab may have sent some meanwhile.
    await rows.reload();
    for (;;) {
      const next = findNextToSend(rows.all(operations), passedOver);
      if (next === undefined) return;
      const put = (changed: Operation) => rows.put(operations, changed.id, changed);
      try {
        const conflictId = await findConflict(next);
        if (conflictId !== undefined) {
          await put({ ...next, state: 'conflict', conflictWith: conflictId });
          continue;
        }
        await put({ ...next, state: 'sending' });
        const response = await send({ method: 'POST', path: next.path, body: next.body });
        if (!response.ok) throw await readProblem(response);
        await put({ ...next, state: 'sent' });
      } catch (error) {
        const changed = error instanceof Problem ? afterRefusal(next, refusalOf(error)) : undefined;
        // Undefined after a temporary failure, which changes nothing but the state.
        await put(changed ?? { ...next, state: 'waiting' });
        // The refusal concerns this operation alone.
        if (changed !== undefined) continue;
        const status = error instanceof Problem ? error.status : undefined;
        endState = status === 401 ? 'signed_out' : stateAfterFailure(error);
        if (status !== 500) return;
        passedOver.add(next.id);
      }
    }
  });
  return endState;
}
