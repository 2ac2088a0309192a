import { S3Client } from '@aws-sdk/client-s3';
import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createOpeningLog } from '../../shared/journal/opening-line.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { readSettings } from '../../shared/startup/read-settings.ts';
import { createPackStore } from './pack-store.ts';
import { createHandoverRequests, createHandovers } from './repository.ts';
import { createHandoverRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);
const { PACK_BUCKET } = readSettings(process.env, ['PACK_BUCKET']);

const handovers = createHandovers(table);

export const handler = serve(
  createHandoverRoutes({
    requests: createHandoverRequests(table, vault, handovers),
    handovers,
    packs: createPackStore(new S3Client(), PACK_BUCKET),
    accessLog: createOpeningLog(table, newId),
  }),
);
