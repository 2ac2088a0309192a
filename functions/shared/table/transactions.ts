import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type RetryClock, retry, tryAgain } from '../errors/retry.ts';
import { type Item, toOperation, type Write } from './commands.ts';

/** How the table's client (client.ts) carries out transactions, and repeats what other transactions were in the way of. */

/** For how long a call is repeated while other transactions are in its way, or DynamoDB leaves keys out. */
export const maxConflictMs = 2_000;

/** The codes of the transient reasons for which DynamoDB cancels a transaction. */
const transientCodes = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Whether a transaction was cancelled for a transient reason. */
const isTransient = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code !== undefined && transientCodes.has(Code));

/** Repeats a call while it is cancelled for a transient reason. */
export const retryConflicts = <T>(send: () => Promise<T>, clock: RetryClock): Promise<T> =>
  retry(
    async () => {
      try {
        return await send();
      } catch (error) {
        if (!isTransient(error)) {
          throw error;
        }
        return tryAgain;
      }
    },
    { ...clock, maxMs: maxConflictMs },
  );

/** Whether the condition of one write failed, with its stored item if requested. */
export type WriteOutcome = { readonly failed: boolean; readonly stored?: Item };

/** The outcomes of all writes, in their order; null if the error has another reason than a failed condition. */
const writeOutcomesOf = (error: unknown): WriteOutcome[] | null => {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')
    ? reasons.map(({ Code, Item: stored }) => ({
        failed: Code === 'ConditionalCheckFailed',
        // The document client unmarshalls answers but not errors.
        ...(stored === undefined ? {} : { stored: unmarshall(stored) }),
      }))
    : null;
};

/** One attempt to carry out all writes or none, as `Table.transact` promises it. @throws the error of a conflict, so that it is tried again */
export const tryTransaction = async (
  client: DynamoDBDocumentClient,
  name: string,
  writes: readonly Write[],
): Promise<null | WriteOutcome[]> => {
  const TransactItems = writes.map((write) => toOperation(name, write));
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
    return null;
  } catch (error) {
    // If there is a conflict and a failed condition too, the writes are tried again: the other transaction may be this same request, sent
    // twice. At the next attempt it has ended, and the conditions show how.
    const outcomes = isTransient(error) ? null : writeOutcomesOf(error);
    if (outcomes === null) {
      throw error;
    }
    return outcomes;
  }
};
