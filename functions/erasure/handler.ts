import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createErasures } from './repository.ts';
import { createErasureRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createErasureRoutes({
    erasures: createErasures(table, vault),
    accessLog: createAccessLog(table, newId),
  }),
);
