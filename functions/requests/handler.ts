import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createRequests } from './repository.ts';
import { createRequestsRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createRequestsRoutes({
    requests: createRequests(table, vault),
    accessLog: createAccessLog(table, newId),
  }),
);
