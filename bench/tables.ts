import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createKeyStore } from '../functions/platform/vault/key-store.ts';
import { createVault } from '../functions/platform/vault.ts';
import { tables } from '../lib/tables.ts';
import { createTable, startDynamoDB } from '../local/dynamodb.ts';
import { createWrappingKeyDouble } from '../test/support/vault-doubles.ts';

/** Both tables, empty, in a DynamoDB Local of their own, with a vault over them. */
export const openTables = async () => {
  const database = await startDynamoDB();
  const client = new DynamoDBClient(database.clientConfig);
  const suffix = randomUUID();
  const names = { table: `main-${suffix}`, keysTable: `keys-${suffix}` };
  await createTable(client, names.table, tables.main);
  await createTable(client, names.keysTable, tables.keys);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    documents,
    names,
    vault: createVault({
      wrappingKey: createWrappingKeyDouble(),
      keyStore: createKeyStore(documents, names.keysTable),
      now: () => performance.now(),
    }),
    close: async (): Promise<void> => {
      client.destroy();
      await database.close();
    },
  };
};
