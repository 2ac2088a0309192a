import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type RetryClock, retry, tryAgain } from '../errors/retry.ts';
import type { Owner } from './authenticated-context.ts';

/** The keys table: each owner's data key, wrapped. vault.ts uses it. */

/** A record of the keys table; `pk` is the owner. A destroyed key leaves a record without `wrapped`. */
const keyRecord = z.object({
  pk: z
    .templateLiteral([z.enum(['member', 'person', 'collective']), ':', z.string()])
    .or(z.literal('organisation')),
  wrapped: z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array).optional(),
  /** RFC 3339 in UTC. */
  destroyedAt: z.string().optional(),
});
export type KeyRecord = z.infer<typeof keyRecord>;

/** A write of a key record, for a transaction of functions/shared/table/client.ts. */
export type KeyWrite = { readonly table: string; readonly put: KeyRecord; readonly condition: string };

export type KeyStore = {
  readonly read: (owners: readonly Owner[]) => Promise<ReadonlyMap<Owner, KeyRecord>>;
  /** Stores a new key at once; false if the owner has or had one. */
  readonly create: (owner: Owner, wrapped: Uint8Array) => Promise<boolean>;
  /** The write that stores a new key; its condition fails if the owner has or had one. */
  readonly creationOf: (owner: Owner, wrapped: Uint8Array) => KeyWrite;
  /** The write that destroys a key and keeps only the time; its condition fails if there never was a key. Repeatable. */
  readonly destructionOf: (owner: Owner, destroyedAt: string) => KeyWrite;
};

/** DynamoDB's limit of one BatchGetItem. */
const batchSize = 100;
/** How long a read retries unprocessed keys. */
const maxReadMs = 2_000;

/**
 * The table of wrapped keys. Reading needs `dynamodb:BatchGetItem`, making and destroying `dynamodb:PutItem`.
 * @param clock for the waits before keys that DynamoDB left out are read again
 */
export const createKeyStore = (
  client: DynamoDBDocumentClient,
  keysTable: string,
  clock: RetryClock = {},
): KeyStore => {
  /** Adds the records of at most `batchSize` owners to `found`. */
  const readBatch = async (owners: readonly Owner[], found: Map<Owner, KeyRecord>): Promise<void> => {
    let keys: Record<string, unknown>[] = owners.map((owner) => ({ pk: owner }));
    await retry(
      async () => {
        const answer = await client.send(
          new BatchGetCommand({ RequestItems: { [keysTable]: { Keys: keys, ConsistentRead: true } } }),
        );
        for (const item of answer.Responses?.[keysTable] ?? []) {
          const record = keyRecord.parse(item);
          found.set(record.pk, record);
        }
        keys = answer.UnprocessedKeys?.[keysTable]?.Keys ?? [];
        return keys.length > 0 ? tryAgain : undefined;
      },
      { ...clock, maxMs: maxReadMs },
    );
  };

  const creationOf = (owner: Owner, wrapped: Uint8Array): KeyWrite => ({
    table: keysTable,
    put: { pk: owner, wrapped },
    condition: 'attribute_not_exists(pk)',
  });

  return {
    read: async (owners) => {
      const found = new Map<Owner, KeyRecord>();
      for (let start = 0; start < owners.length; start += batchSize) {
        await readBatch(owners.slice(start, start + batchSize), found);
      }
      return found;
    },
    create: async (owner, wrapped) => {
      const { table, put, condition } = creationOf(owner, wrapped);
      try {
        await client.send(new PutCommand({ TableName: table, Item: put, ConditionExpression: condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    creationOf,
    destructionOf: (owner, destroyedAt) => ({
      table: keysTable,
      put: { pk: owner, destroyedAt },
      condition: 'attribute_exists(pk)',
    }),
  };
};
