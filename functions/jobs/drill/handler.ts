import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDigestStore } from '../../areas/audit/digest-store.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createKeyStore } from '../../shared/vault/key-store.ts';
import { stepInput, takeStep } from './steps.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'KEYS_TABLE_NAME',
  'SNAPSHOT_BUCKET',
  'STATE_BUCKET',
]);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const files = new S3Client();

/** The Lambda function of the steps of a restore drill that a state machine calls. */
export const handler = logFailures((event: unknown) =>
  takeStep(
    {
      table: createTable(documents, settings.TABLE_NAME),
      openRestored: (name) => createTable(documents, name),
      openRestoredKeys: (name) => createKeyStore(documents, name),
      present: { table: settings.TABLE_NAME, keysTable: settings.KEYS_TABLE_NAME },
      state: createFileStore(files, settings.STATE_BUCKET),
      published: createFileStore(files, settings.SNAPSHOT_BUCKET),
      digests: createDigestStore(files, settings.SNAPSHOT_BUCKET),
      now: () => new Date(),
      log: logWork,
    },
    stepInput.parse(event),
  ),
);
