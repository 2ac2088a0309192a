import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../shared/fields/ids.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import { logFailures, logFault, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createGate } from '../disclosure/gate.ts';
import { indicators } from '../indicators/catalogue.ts';
import { compile } from './compile.ts';
import { createTermsReader } from './read-terms.ts';
import { createRegistration } from './register-publication.ts';
import { createWaitingAlert } from './waiting-alert.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'SNAPSHOT_BUCKET',
  'STATE_BUCKET',
  'RENDER_QUEUE_URL',
  'CUTOFF_DAY',
  'COUNTING_CODE',
  'ALERT_TOPIC_ARN',
]);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = createTable(documents, settings.TABLE_NAME);
const files = new S3Client();
const queue = new SQSClient();

const alertWaiting = createWaitingAlert(new SNSClient(), settings.ALERT_TOPIC_ARN);

/**
 * Entry of the compile function, which publishes months: started by the monthly schedule, and by the queue of
 * corrections.
 */
export const handler = logFailures((event: unknown) =>
  compile(
    {
      snapshotDeps: {
        catalogue: indicators,
        gate: createGate(indicators),
        readLines: (from, to) => readJournal(table, from, to),
        published: createFileStore(files, settings.SNAPSHOT_BUCKET),
        state: createFileStore(files, settings.STATE_BUCKET),
        countingCode: settings.COUNTING_CODE,
        alarm: logFault,
        sendToRender: async (renderMessage) => {
          await queue.send(
            new SendMessageCommand({
              QueueUrl: settings.RENDER_QUEUE_URL,
              MessageBody: JSON.stringify(renderMessage),
            }),
          );
        },
      },
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
