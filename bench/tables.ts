import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createKeyStore } from '../functions/shared/vault/key-store.ts';
import { createVault } from '../functions/shared/vault/vault.ts';
import { tables } from '../lib/tables.ts';
import { createTable, startDynamoDB } from '../local/aws/dynamodb.ts';
import { createWrappingKeyDouble } from '../test/support/vault-doubles.ts';
import { startRelay } from './relay.ts';

const documentsOf = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

/**
 * Starts a DynamoDB Local with both tables, empty, and a vault over them, for the benchmarks of calls to DynamoDB.
 * @param oneWayMs the delay of each direction, in milliseconds, for the client `farDocuments`
 */
export const openTables = async (oneWayMs = 0) => {
  const database = await startDynamoDB();
  const client = new DynamoDBClient(database.clientConfig);
  const relay = await startRelay(Number(new URL(database.endpoint).port), oneWayMs);
  const farClient = new DynamoDBClient({ ...database.clientConfig, endpoint: relay.endpoint });
  const suffix = randomUUID();
  const names = { table: `main-${suffix}`, keysTable: `keys-${suffix}` };
  await createTable(client, names.table, tables.main);
  await createTable(client, names.keysTable, tables.keys);
  const documents = documentsOf(client);
  return {
    documents,
    farDocuments: documentsOf(farClient),
    names,
    vault: createVault({
      wrappingKey: createWrappingKeyDouble(),
      keyStore: createKeyStore(documents, names.keysTable),
      now: () => performance.now(),
    }),
    close: async (): Promise<void> => {
      client.destroy();
      farClient.destroy();
      relay.close();
      await database.close();
    },
  };
};
