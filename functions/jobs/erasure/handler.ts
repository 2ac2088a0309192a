import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../shared/fields/ids.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createKeyStore } from '../../shared/vault/key-store.ts';
import { eraseDue } from './erase-due.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'KEYS_TABLE_NAME', 'STATE_BUCKET']);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = createTable(documents, settings.TABLE_NAME);
const keys = createKeyStore(documents, settings.KEYS_TABLE_NAME);
const files = createFileStore(new S3Client(), settings.STATE_BUCKET);

/** Entry of the erase function, started every night: destroys the keys that are due, and erases again after a restore. */
export const handler = logFailures((event: unknown) =>
  eraseDue({ table, keys, files, newId, log: logWork }, event),
);
