import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createAccessLog } from '../journal/access-log.ts';
import { readJournal } from '../journal/read.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { readSettings } from '../platform/settings.ts';
import { createGate } from '../reporting/disclosure-gate.ts';
import { createFileStore } from '../reporting/file-store.ts';
import { indicators } from '../reporting/indicators.ts';
import { createRegister } from '../reporting/register.ts';
import { createTable } from '../table/client.ts';
import { createPreviewRoutes } from './routes.ts';

const settings = readSettings(process.env, ['TABLE_NAME', 'STATE_BUCKET']);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME);

export const handler = serve(
  createPreviewRoutes({
    recaller: {
      catalogue: indicators,
      gate: createGate(indicators),
      readLines: (from, to) => readJournal(table, from, to),
      state: createFileStore(new S3Client(), settings.STATE_BUCKET),
    },
    register: createRegister(table),
    accessLog: createAccessLog(table, newId),
  }),
);
