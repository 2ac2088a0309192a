import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serve } from '../http/http.ts';
import { readSettings } from '../startup/settings.ts';
import { createTable } from '../table/client.ts';
import { createAccesses, createJournal } from './repository.ts';
import { createAuditRoutes } from './routes.ts';

const { TABLE_NAME } = readSettings(process.env, ['TABLE_NAME']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), TABLE_NAME);

export const handler = serve(
  createAuditRoutes({ journal: createJournal(table), accesses: createAccesses(table) }),
);
