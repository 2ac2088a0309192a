import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createAccessLog } from '../journal/access-log.ts';
import { createTable } from '../table/client.ts';
import { newId } from './ids.ts';
import { readSettings } from './settings.ts';
import { connectVault } from './vault.ts';

/** What the slices that keep records of people work with; for composition roots. */
export const connectRecords = (environment: NodeJS.ProcessEnv) => {
  const settings = readSettings(environment, ['TABLE_NAME', 'KEYS_TABLE_NAME', 'WRAPPING_KEY_ID']);
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = createTable(tables, settings.TABLE_NAME);
  const vault = connectVault(
    { keysTable: settings.KEYS_TABLE_NAME, wrappingKeyId: settings.WRAPPING_KEY_ID },
    { tables, kms: new KMSClient() },
    () => performance.now(),
  );
  return { table, vault, accessLog: createAccessLog(table, newId) };
};
