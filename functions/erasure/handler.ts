import { createAccessLog } from '../journal/access-log.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { createErasures } from './repository.ts';
import { createErasureRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createErasureRoutes({
    erasures: createErasures(table, vault),
    accessLog: createAccessLog(table, newId),
  }),
);
