import type { Call } from '../../api/client.ts';
import { Problem, readProblem } from '../../api/problem.ts';
import { SignedOut } from '../../session/session.ts';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { findNextToSend } from './next-to-send.ts';
import { isUnsent, type Operation, operations } from './operation.ts';
import { afterRefusal, refusalOf } from './refusal.ts';

export type SenderParts = {
  readonly rows: Pick<EncryptedRows, 'all' | 'put' | 'reload'>;
  readonly send: (call: Call) => Promise<Response>;
  /** The id of a record by somebody else that may be the same thing; asked before sending. */
  readonly findDuplicate: (operation: Operation) => Promise<string | undefined>;
  /** Runs the work when no other tab is sending. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
};

/**
 * `idle`: nothing is left that could be sent. `offline` (no network), `unavailable` (the server's fault) and `signed_out` say why
 * sending stopped.
 */
export type Sending = 'idle' | 'sending' | 'offline' | 'unavailable' | 'signed_out';

/**
 * Why sending stopped after a request failed: `fetch` throws a TypeError without a network, and a DOMException on a
 * timeout.
 */
export function stateAfterFailure(failure: unknown): Exclude<Sending, 'sending' | 'idle'> {
  if (failure instanceof SignedOut) return 'signed_out';
  return failure instanceof TypeError || failure instanceof DOMException ? 'offline' : 'unavailable';
}

/**
 * Sends the outbox's unsent operations one by one, in the order of each record. It stops without an answer, and at an
 * answer that concerns all of them (signed out, too many requests, unavailable); the caller starts it again when the
 * network is back or after some time. A 500 concerns one operation: it waits, and holds back only those on the same
 * records.
 * @returns why it stopped; `unavailable` also if an operation that failed with 500 waits
 */
export async function sendAll({
  rows,
  send,
  findDuplicate,
  alone,
}: SenderParts): Promise<Exclude<Sending, 'sending'>> {
  let ended: Exclude<Sending, 'sending'> = 'idle';
  const passedOver = new Set<string>();
  await alone(async () => {
    // Another tab may have sent some meanwhile.
    await rows.reload();
    for (;;) {
      const next = findNextToSend(rows.all(operations), passedOver);
      if (next === undefined) return;
      const put = (changed: Operation) => rows.put(operations, changed.id, changed);
      try {
        const duplicateId = await findDuplicate(next);
        if (duplicateId !== undefined) {
          await put({ ...next, state: 'conflict', conflictWith: duplicateId });
          continue;
        }
        await put({ ...next, state: 'sending' });
        const response = await send({ method: 'POST', path: next.path, body: next.body });
        if (!response.ok) throw await readProblem(response);
        await put({ ...next, state: 'sent' });
      } catch (error) {
        const changed = error instanceof Problem ? afterRefusal(next, refusalOf(error)) : undefined;
        await put(changed ?? { ...next, state: 'waiting' });
        if (changed !== undefined) continue;
        ended = error instanceof Problem && error.status === 401 ? 'signed_out' : stateAfterFailure(error);
        if (!(error instanceof Problem) || error.status !== 500) return;
        passedOver.add(next.id);
      }
    }
  });
  return ended;
}

/** How many operations in the outbox are unsent. Rows that this version cannot read count too: they may be unsent. */
export const countUnsent = (rows: Pick<EncryptedRows, 'all' | 'countUnreadable'>): number =>
  rows.all(operations).filter(isUnsent).length + rows.countUnreadable(operations);
