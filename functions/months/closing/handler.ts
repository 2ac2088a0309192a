import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { validateNames } from '../../shared/screening/known-names.ts';
import { connectVaultFromEnvironment } from '../../shared/startup/connect-vault.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createRegistration } from '../publishing/register-publication.ts';
import { createCashDifferences } from './cash-differences.ts';
import { createExplanations } from './explanations.ts';
import { createClosingRoutes } from './routes.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'COMPILE_QUEUE_URL']);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
});
const table = createTable(documents, settings.TABLE_NAME);
const vault = connectVaultFromEnvironment(process.env, documents);
const queue = new SQSClient();

export const handler = serve(
  createClosingRoutes({
    publications: createRegistration(table, newId),
    explanations: createExplanations(table),
    cashDifferences: createCashDifferences(table),
    vault,
    validateNames: (texts, writer) => validateNames({ table, vault }, texts, writer),
    announce: async (publicationId) => {
      const MessageBody = JSON.stringify({ publicationId });
      await queue.send(new SendMessageCommand({ QueueUrl: settings.COMPILE_QUEUE_URL, MessageBody }));
    },
  }),
);
