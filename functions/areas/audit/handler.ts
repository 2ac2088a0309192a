import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serve } from '../../shared/http/serve.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createDigestStore } from './digest-store.ts';
import { createAuditRoutes } from './routes.ts';

const { TABLE_NAME, SNAPSHOT_BUCKET } = readSettings(process.env, ['TABLE_NAME', 'SNAPSHOT_BUCKET']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), TABLE_NAME);

export const handler = serve(
  createAuditRoutes({ table, digests: createDigestStore(new S3Client(), SNAPSHOT_BUCKET) }),
);
