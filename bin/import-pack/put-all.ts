import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { retry, tryAgain } from '../../functions/shared/errors/retry.ts';
import type { Item } from '../../functions/shared/table/client.ts';

/** DynamoDB's limit of puts in one BatchWriteItem. */
const batchSize = 25;

const concurrentBatches = 8;

/** For how long the puts that DynamoDB leaves undone in a batch are sent again. */
const maxBatchMs = 60_000;

/** A table, by its name, and the client that writes into it. */
type Target = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** Puts items into a table in batches, several at a time. An item that is there already is replaced. */
export const putAll = async (target: Target, items: readonly Item[]): Promise<void> => {
  // Records of one woman may have search tokens in common, and a batch that puts an item twice is refused.
  const all = [...new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item])).values()];
  const batches = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  );
  for (let start = 0; start < batches.length; start += concurrentBatches) {
    await Promise.all(
      batches.slice(start, start + concurrentBatches).map((batch) => putBatch(target, batch)),
    );
  }
};

const putBatch = async ({ client, table }: Target, items: readonly Item[]): Promise<void> => {
  let undonePuts = items.map((item) => ({ PutRequest: { Item: { ...item } } }));
  await retry(
    async () => {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [table]: undonePuts } }),
      );
      undonePuts = (UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
      return undonePuts.length > 0 ? tryAgain : undefined;
    },
    { maxMs: maxBatchMs },
  );
};
