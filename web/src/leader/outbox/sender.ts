import type { Call } from '../../api/client.ts';
import { Problem, readProblem } from '../../api/problem.ts';
import { SignedOut } from '../../session/session.ts';
import type { EncryptedRows } from '../encrypted-rows.ts';
import { type Answer, afterAnswer, findNext, isUnsent, type Operation, operations } from './operation.ts';

export type SenderParts = {
  readonly rows: Pick<EncryptedRows, 'all' | 'put' | 'reload'>;
  readonly send: (call: Call) => Promise<Response>;
  /** Somebody else's record of possibly the same thing; checked before sending. */
  readonly findDuplicate: (operation: Operation) => Promise<string | undefined>;
  /** Runs the work when no other tab is sending. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
};

/**
 * `idle`: nothing can be sent now. `offline` (no network), `unavailable` (server error) and `signed_out` say why
 * not.
 */
export type Sending = 'idle' | 'sending' | 'offline' | 'unavailable' | 'signed_out';

/** Why there was no answer. */
export function explainNoAnswer(failure: unknown): Sending {
  if (failure instanceof SignedOut) return 'signed_out';
  return failure instanceof TypeError || failure instanceof DOMException ? 'offline' : 'unavailable';
}

const answerOf = ({ status, document }: Problem): Answer => ({
  status,
  code: document.code,
  details: document.errors?.map(({ path }) => path) ?? [],
});

/**
 * Sends unsent operations one by one, in the order of each record. It stops at the first failure without an
 * answer; the caller starts it again when the network is back or after some time. An operation that causes a
 * server error waits, and holds back only those on the same records.
 * @returns why it ended
 */
export async function sendAll({ rows, send, findDuplicate, alone }: SenderParts): Promise<Sending> {
  let ended: Sending = 'idle';
  const broke = new Set<string>();
  await alone(async () => {
    await rows.reload();
    for (;;) {
      const next = findNext(rows.all(operations), broke);
      if (next === undefined) return;
      const put = (changed: Operation) => rows.put(operations, changed.id, changed);
      try {
        const double = await findDuplicate(next);
        if (double !== undefined) {
          await put({ ...next, state: 'conflict', conflictWith: double });
          continue;
        }
        await put({ ...next, state: 'sending' });
        const response = await send({ method: 'POST', path: next.path, body: next.body });
        if (!response.ok) throw await readProblem(response);
        await put({ ...next, state: 'sent' });
      } catch (error) {
        const changed = error instanceof Problem ? afterAnswer(next, answerOf(error)) : undefined;
        await put(changed ?? { ...next, state: 'waiting' });
        if (changed !== undefined) continue;
        ended = error instanceof Problem && error.status === 401 ? 'signed_out' : explainNoAnswer(error);
        if (!(error instanceof Problem) || error.status !== 500) return;
        broke.add(next.id);
      }
    }
  });
  return ended;
}

export const countUnsent = (rows: Pick<EncryptedRows, 'all' | 'countUnreadable'>): number =>
  rows.all(operations).filter(isUnsent).length + rows.countUnreadable(operations);
