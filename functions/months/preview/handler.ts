import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newId } from '../../shared/fields/ids.ts';
import { createFileStore } from '../../shared/files/file-store.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { readJournal } from '../../shared/journal/read-journal.ts';
import { logFault } from '../../shared/logging/log.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createTable } from '../../shared/table/client.ts';
import { createCashDifferences } from '../closing/cash-differences.ts';
import { createGate } from '../disclosure/gate.ts';
import { indicators } from '../indicators/catalogue.ts';
import { createRegister } from '../publishing/read-register.ts';
import { createPreviewRoutes } from './routes.ts';

const settings = readSettings(process.env, [
  'TABLE_NAME',
  'SNAPSHOT_BUCKET',
  'STATE_BUCKET',
  'COUNTING_CODE',
]);
const table = createTable(DynamoDBDocumentClient.from(new DynamoDBClient()), settings.TABLE_NAME);
const files = new S3Client();

export const handler = serve(
  createPreviewRoutes({
    preview: {
      catalogue: indicators,
      gate: createGate(indicators),
      readLines: (from, to) => readJournal(table, from, to),
      published: createFileStore(files, settings.SNAPSHOT_BUCKET),
      state: createFileStore(files, settings.STATE_BUCKET),
      countingCode: settings.COUNTING_CODE,
      alarm: logFault,
      cashDifferences: createCashDifferences(table),
    },
    register: createRegister(table),
    table,
    accessLog: createAccessLog(table, newId),
  }),
);
