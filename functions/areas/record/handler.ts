import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createOpeningLog } from '../../shared/journal/opening-line.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createRecordRoutes } from './routes.ts';

const records = connectRecords(process.env);

export const handler = serve(
  createRecordRoutes({ ...records, accessLog: createOpeningLog(records.table, newId) }),
);
