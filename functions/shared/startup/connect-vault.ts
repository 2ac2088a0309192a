import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { lazily } from '../fields/lazily.ts';
import { connectVault } from '../vault/vault.ts';
import { readSettings } from './read-settings.ts';

export const connectTables = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** Connects the vault alone, with its keys table and KMS, but without the table of records. */
export const connectVaultFromEnvironment = (environment: NodeJS.ProcessEnv, tables = connectTables()) => {
  const settings = readSettings(environment, ['KEYS_TABLE_NAME', 'WRAPPING_KEY_ID']);
  return connectVault(
    { keysTable: settings.KEYS_TABLE_NAME, wrappingKeyId: settings.WRAPPING_KEY_ID },
    { tables, kms: lazily(() => new KMSClient()) },
    () => performance.now(),
  );
};
