import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { RetryClock } from '../../functions/shared/errors/retry.ts';
import { createTable } from '../../functions/shared/table/client.ts';
import type { TestRecords } from './table.ts';

const transactionCommand = z.object({
  input: z.object({ TransactItems: z.array(z.record(z.string(), z.unknown())) }),
});

/** A table whose client does to each transaction of writes what `act` does; it counts and shows what was sent. */
export const interpose = (
  records: TestRecords,
  act: (send: () => Promise<unknown>, attempt: number) => Promise<unknown> = (send) => send(),
  clock: RetryClock = {},
) => {
  const sent: Record<string, unknown>[][] = [];
  const send = records.documents.send.bind(records.documents);
  const documents = new Proxy(records.documents, {
    get: (target, property, receiver) =>
      property === 'send'
        ? (command: Parameters<typeof send>[0]) => {
            const run = () => send(command);
            if (command.constructor.name !== 'TransactWriteCommand') {
              return run();
            }
            sent.push(transactionCommand.parse(command).input.TransactItems);
            return act(run, sent.length);
          }
        : Reflect.get(target, property, receiver),
  });
  return { table: createTable(documents, records.name, clock), sent };
};

/** How DynamoDB cancels a transaction, by a reason for each of its items; DynamoDB Local never conflicts. */
export const cancelledWith = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
