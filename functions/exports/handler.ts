import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { readSettings } from '../startup/read-settings.ts';
import { createTable } from '../table/client.ts';
import { createExports } from './repository.ts';
import { createExportRoutes } from './routes.ts';

const { TABLE_NAME } = readSettings(process.env, ['TABLE_NAME']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), TABLE_NAME);

export const handler = serve(createExportRoutes(createExports(table, newId)));
