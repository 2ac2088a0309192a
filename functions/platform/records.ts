import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createAccessLog } from '../journal/access-log.ts';
import { createTable } from '../table/client.ts';
import { newId } from './ids.ts';
import { readSettings } from './settings.ts';
import { connectVault } from './vault.ts';

const connectTables = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** The vault alone, for composition roots of what keeps no records. */
export const connectKeys = (environment: NodeJS.ProcessEnv, tables = connectTables()) => {
  const settings = readSettings(environment, ['KEYS_TABLE_NAME', 'WRAPPING_KEY_ID']);
  return connectVault(
    { keysTable: settings.KEYS_TABLE_NAME, wrappingKeyId: settings.WRAPPING_KEY_ID },
    { tables, kms: new KMSClient() },
    () => performance.now(),
  );
};

/** What the slices that keep records of people work with; for composition roots. */
export const connectRecords = (environment: NodeJS.ProcessEnv) => {
  const { TABLE_NAME } = readSettings(environment, ['TABLE_NAME']);
  const tables = connectTables();
  const table = createTable(tables, TABLE_NAME);
  return { table, vault: connectKeys(environment, tables), accessLog: createAccessLog(table, newId) };
};
