import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createSameWomenRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createSameWomenRoutes({ records: { table, vault, newId }, accessLog: createAccessLog(table, newId) }),
);
