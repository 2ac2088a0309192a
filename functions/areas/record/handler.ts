import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createRecords } from './repository.ts';
import { createRecordRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createRecordRoutes({ records: createRecords(table, vault), accessLog: createAccessLog(table, newId) }),
);
