import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { createPackStore } from '../../areas/handover/pack-store.ts';
import { createHandovers } from '../../areas/handover/repository.ts';
import { lazily } from '../../shared/fields/lazily.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { createKeyStore } from '../../shared/vault/key-store.ts';
import { createVault } from '../../shared/vault/vault.ts';
import { createKmsWrappingKey } from '../../shared/vault/wrapping-key.ts';
import { makeApproved } from './make-approved.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'KEYS_TABLE_NAME',
  'WRAPPING_KEY_ID',
  'SNAPSHOT_BUCKET',
  'PACK_BUCKET',
  'PACK_QUEUE_URL',
]);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = createTable(documents, settings.TABLE_NAME);
/** Made at their first use: a message that leaves its handover alone needs neither. */
const store = lazily(() => new S3Client());
const queue = lazily(() => new SQSClient());

/** The number of unwrapped data keys that are kept, some 1.2 KB each: texts come in no order, and each key should be unwrapped only once. */
const cacheLimit = 500_000;

/** Entry of the function that makes handover packs, an archive at a time, started by the queue of approved handovers. */
export const handler = logFailures((event: unknown) =>
  makeApproved(
    {
      pack: {
        scan: async function* (after) {
          const pages = paginateScan(
            { client: documents, ...(after === null ? {} : { startingToken: after }) },
            { TableName: settings.TABLE_NAME, ConsistentRead: true },
          );
          for await (const { Items = [], LastEvaluatedKey } of pages) {
            yield { items: Items, last: LastEvaluatedKey };
          }
        },
        readPartition: (partition) => queryAll(table, { partition }),
        readLines: (from, to) => readJournal(table, from, to),
        vault: createVault({
          wrappingKey: createKmsWrappingKey(
            lazily(() => new KMSClient()),
            settings.WRAPPING_KEY_ID,
          ),
          keyStore: createKeyStore(documents, settings.KEYS_TABLE_NAME),
          now: () => performance.now(),
          cacheLimit,
          cacheMaxAgeMs: 15 * 60_000,
        }),
        files: {
          list: async function* (Prefix) {
            const pages = paginateListObjectsV2(
              { client: store() },
              { Bucket: settings.SNAPSHOT_BUCKET, Prefix },
            );
            for await (const { Contents = [] } of pages) {
              for (const { Key } of Contents) if (Key !== undefined) yield Key;
            }
          },
          read: (name) => createFileStore(store(), settings.SNAPSHOT_BUCKET).read(name),
        },
      },
      packs: {
        upload: (...archive) => createPackStore(store(), settings.PACK_BUCKET).upload(...archive),
      },
      handovers: createHandovers(table),
      announce: async (handoverId) => {
        const MessageBody = JSON.stringify({ handoverId });
        // No delay: the first message waited until the writes at the approval had ended.
        await queue().send(
          new SendMessageCommand({ QueueUrl: settings.PACK_QUEUE_URL, MessageBody, DelaySeconds: 0 }),
        );
      },
      log: logWork,
    },
    event,
  ),
);
