import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createExports } from './repository.ts';
import { createExportRoutes } from './routes.ts';

const { TABLE_NAME } = readSettings(process.env, ['TABLE_NAME']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), TABLE_NAME);

export const handler = serve(createExportRoutes(createExports(table, newId)));
