import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createFileStore } from '../../shared/files/file-store.ts';
import { logFailures, logFault, logWork } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createGate } from '../disclosure/gate.ts';
import { indicators } from '../indicators/catalogue.ts';
import { publishShards } from './publish-shards.ts';
import { createRegister } from './read-register.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'SNAPSHOT_BUCKET',
  'STATE_BUCKET',
  'RENDER_QUEUE_URL',
]);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME);
const files = new S3Client();
const queue = new SQSClient();

/** Entry of the last step of a count in shards: writes the snapshots and queues them for rendering. */
export const handler = logFailures((event: unknown) =>
  publishShards(
    {
      catalogue: indicators,
      gate: createGate(indicators),
      published: createFileStore(files, settings.SNAPSHOT_BUCKET),
      state: createFileStore(files, settings.STATE_BUCKET),
      register: createRegister(table),
      alarm: logFault,
      sendToRender: async (renderMessage) => {
        await queue.send(
          new SendMessageCommand({
            QueueUrl: settings.RENDER_QUEUE_URL,
            MessageBody: JSON.stringify(renderMessage),
          }),
        );
      },
      log: logWork,
    },
    event,
  ),
);
