import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { retry, tryAgain } from '../../functions/domain/retry.ts';

/** DynamoDB's limit of one BatchWriteItem. */
const batchSize = 25;
const maxBatchMs = 60_000;

/**
 * Copies every item of a table into another with the same keys: what restoring a backup does in the cloud, for the
 * restore drill.
 */
export const copyTable = async (
  client: DynamoDBDocumentClient,
  from: string,
  to: string,
): Promise<number> => {
  let copied = 0;
  for await (const { Items = [] } of paginateScan({ client }, { TableName: from, ConsistentRead: true })) {
    for (let start = 0; start < Items.length; start += batchSize) {
      let waiting = Items.slice(start, start + batchSize).map((Item) => ({ PutRequest: { Item } }));
      copied += waiting.length;
      await retry(
        async () => {
          const { UnprocessedItems } = await client.send(
            new BatchWriteCommand({ RequestItems: { [to]: waiting } }),
          );
          waiting = (UnprocessedItems?.[to] ?? []).flatMap(({ PutRequest }) =>
            PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
          );
          return waiting.length > 0 ? tryAgain : undefined;
        },
        { maxMs: maxBatchMs },
      );
    }
  }
  return copied;
};
