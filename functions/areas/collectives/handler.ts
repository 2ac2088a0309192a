import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createCollectivesRoutes } from './routes.ts';

const records = connectRecords(process.env);

export const handler = serve(
  createCollectivesRoutes({ ...records, newId, accessLog: createAccessLog(records.table, newId) }),
);
