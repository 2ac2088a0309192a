import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { retry, tryAgain } from '../../functions/shared/errors/retry.ts';

/** DynamoDB's limit of puts in one BatchWriteItem. */
const batchSize = 25;
/** For how long the puts of a batch that DynamoDB left undone are sent again. */
const maxBatchMs = 60_000;

/**
 * Copies every item of a table into another with the same keys, for a restore drill on one machine; in the cloud a backup is restored
 * instead.
 * @returns the number of items
 */
export const copyTable = async (
  client: DynamoDBDocumentClient,
  source: string,
  target: string,
): Promise<number> => {
  let copied = 0;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: source, ConsistentRead: true })) {
    for (let start = 0; start < Items.length; start += batchSize) {
      let undonePuts = Items.slice(start, start + batchSize).map((Item) => ({ PutRequest: { Item } }));
      copied += undonePuts.length;
      await retry(
        async () => {
          const { UnprocessedItems } = await client.send(
            new BatchWriteCommand({ RequestItems: { [target]: undonePuts } }),
          );
          undonePuts = (UnprocessedItems?.[target] ?? []).flatMap(({ PutRequest }) =>
            PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
          );
          return undonePuts.length > 0 ? tryAgain : undefined;
        },
        { maxMs: maxBatchMs },
      );
    }
  }
  return copied;
};
