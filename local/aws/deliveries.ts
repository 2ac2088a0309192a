import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';

/** Delivers the messages of a queue, which queue.ts receives. */

/** @property sentAt the business time, in milliseconds */
export type Message = { readonly id: string; readonly body: string; readonly sentAt: number };

/** After this many failures a message goes to the dead letters. The cloud tries more often (`maxReceiveCount` in lib). */
const maxAttempts = 3;

type DeliveryOptions = {
  /** Makes one attempt to deliver a message. @returns the function's answer */
  readonly deliver: (message: Message, attempt: number) => Promise<unknown>;
  /** Called for a message that failed `maxAttempts` times. */
  readonly onFailed: (message: Message, reason: string) => void;
  readonly whenRequestsEnd: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly retryMs: number;
  /** Aborted when the queue is closed. */
  readonly stop: AbortSignal;
};

/** Delivers messages one after the other, each with several attempts if need be. */
export function createDeliveries({
  deliver,
  onFailed,
  whenRequestsEnd,
  log,
  retryMs,
  stop,
}: DeliveryOptions) {
  /** The deliveries that have not ended. The first runs, and each of the others waits for the one before it. */
  const deliveries = new Set<Promise<void>>();
  let lastDelivery = Promise.resolve();

  const deliverWithRetries = async (message: Message): Promise<void> => {
    await whenRequestsEnd();
    for (let attempt = 1; !stop.aborted; attempt += 1) {
      try {
        throwIfFailed(await deliver(message, attempt));
        return;
      } catch (error) {
        if (stop.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        log(`queue: attempt ${attempt} of message ${message.id} failed: ${reason}`);
        if (attempt === maxAttempts) {
          log(`queue: message ${message.id} goes to the dead letters`);
          onFailed(message, reason);
          return;
        }
        // When the queue is closed, the pause is interrupted by an error, and the loop ends.
        await sleep(retryMs, undefined, { signal: stop }).catch(() => {});
      }
    }
  };

  /** @param done called once the message is delivered, or is a dead letter; never if the queue is closed before */
  const enqueue = (message: Message, done: () => void): void => {
    const delivery = lastDelivery
      .then(() => deliverWithRetries(message))
      .then(() => {
        if (!stop.aborted) done();
      })
      .finally(() => deliveries.delete(delivery));
    lastDelivery = delivery;
    deliveries.add(delivery);
  };

  return { enqueue, deliveries };
}

const batchResponse: z.ZodType<SQSBatchResponse> = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});

/** @throws Error if the function's answer reports the message as failed. Any other answer, or none, means success. */
function throwIfFailed(answer: unknown): void {
  const parsed = batchResponse.safeParse(answer);
  if (parsed.success && parsed.data.batchItemFailures.length > 0) {
    throw new Error('the function reported the message as failed');
  }
}
