import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createRecords } from './repository.ts';
import { createRecordRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createRecordRoutes({ records: createRecords(table, vault), accessLog: createAccessLog(table, newId) }),
);
