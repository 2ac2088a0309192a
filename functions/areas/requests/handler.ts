import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createRequests } from './repository.ts';
import { createRequestsRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createRequestsRoutes({
    requests: createRequests(table, vault),
    accessLog: createAccessLog(table, newId),
  }),
);
