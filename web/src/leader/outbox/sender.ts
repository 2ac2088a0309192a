import type { Call } from '../../api/client.ts';
import { readProblem } from '../../api/problem.ts';
import { SignedOut } from '../../session/session.ts';
import type { SealedRows } from '../sealed-rows.ts';
import { afterAnswer, findNext, isUnsent, type Operation, operations } from './operation.ts';

export type SenderParts = {
  readonly rows: Pick<SealedRows, 'all' | 'put' | 'reload'>;
  readonly send: (call: Call) => Promise<Response>;
  /** Somebody else's record that this one may double; looked for before it is sent. */
  readonly findDouble: (operation: Operation) => Promise<string | undefined>;
  /** Runs the work when no other tab is sending. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
};

/** `idle`: nothing can go now. `offline` and `signed_out` say why not. */
export type Sending = 'idle' | 'sending' | 'offline' | 'signed_out';

/**
 * Sends what waits, one after another, in the order of each record. It stops at the first failure that is no answer; whoever
 * made it starts it again, when the network is back or some time has passed.
 * @returns why it ended
 */
export async function sendAll({ rows, send, findDouble, alone }: SenderParts): Promise<Sending> {
  let ended: Sending = 'idle';
  await alone(async () => {
    await rows.reload();
    for (;;) {
      const next = findNext(rows.all(operations));
      if (next === undefined) return;
      const put = (changed: Operation) => rows.put(operations, changed.id, changed);
      try {
        const double = await findDouble(next);
        if (double !== undefined) {
          await put({ ...next, state: 'conflict', conflictWith: double });
          continue;
        }
        await put({ ...next, state: 'sending' });
        const response = await send({ method: 'POST', path: next.path, body: next.body });
        const problem = response.ok ? undefined : await readProblem(response);
        const changed = afterAnswer(next, {
          status: response.status,
          code: problem?.document.code ?? '',
          details: problem?.document.errors?.map(({ path }) => path) ?? [],
        });
        if (changed === undefined) {
          ended = response.status === 401 ? 'signed_out' : 'offline';
          await put({ ...next, state: 'waiting' });
          return;
        }
        await put(changed);
      } catch (error) {
        ended = error instanceof SignedOut ? 'signed_out' : 'offline';
        await put({ ...next, state: 'waiting' });
        return;
      }
    }
  });
  return ended;
}

export const countUnsent = (rows: Pick<SealedRows, 'all' | 'countUnreadable'>): number =>
  rows.all(operations).filter(isUnsent).length + rows.countUnreadable(operations);
