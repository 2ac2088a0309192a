import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../shared/fields/ids.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import { logFailures, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { planShards } from './plan-shards.ts';
import { createTermsReader } from './read-terms.ts';
import { createRegistration } from './register-publication.ts';
import { createWaitingAlert } from './waiting-alert.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'SNAPSHOT_BUCKET',
  'STATE_BUCKET',
  'CUTOFF_DAY',
  'ALERT_TOPIC_ARN',
]);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = createTable(documents, settings.TABLE_NAME);
const files = new S3Client();

const alertWaiting = createWaitingAlert(new SNSClient(), settings.ALERT_TOPIC_ARN);

/** Entry of the first step of a count in shards: registers the publications and writes the files that the shards read. */
export const handler = logFailures((event: unknown) =>
  planShards(
    {
      snapshotDeps: { published: createFileStore(files, settings.SNAPSHOT_BUCKET) },
      state: createFileStore(files, settings.STATE_BUCKET),
      readLines: (from, to) => readJournal(table, from, to),
      publications: createRegistration(table, newId),
      listTerms: createTermsReader(table),
      alertWaiting,
      cutoffDay: settings.CUTOFF_DAY,
      pause,
      log: logWork,
    },
    event,
  ),
);
