import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectKeys } from '../platform/keys-connection.ts';
import { createKnownNames } from '../platform/names/known-names.ts';
import { readSettings } from '../platform/settings.ts';
import { indicators } from '../reporting/indicators.ts';
import { createPublications } from '../reporting/publications.ts';
import { createTable } from '../table/client.ts';
import { createTargets } from './repository.ts';
import { createCloseRoutes } from './routes.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'COMPILE_QUEUE_URL']);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = createTable(documents, settings.TABLE_NAME);
const queue = new SQSClient();

export const handler = serve(
  createCloseRoutes({
    catalogue: indicators,
    publications: createPublications(table, newId),
    targets: createTargets(table, newId),
    refusalOfNames: createKnownNames(table, connectKeys(process.env, documents)),
    announce: async (publicationId) => {
      const MessageBody = JSON.stringify({ publicationId });
      await queue.send(new SendMessageCommand({ QueueUrl: settings.COMPILE_QUEUE_URL, MessageBody }));
    },
  }),
);
