import { createAccessLog } from '../journal/access-log.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { createSavings } from './repository.ts';
import { createSavingsRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createSavingsRoutes({ savings: createSavings(table, vault), accessLog: createAccessLog(table, newId) }),
);
