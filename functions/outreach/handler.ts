import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createOutreachRecords } from './repository.ts';
import { createOutreachRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createOutreachRoutes({
    records: createOutreachRecords(table, vault),
    accessLog: createAccessLog(table, newId),
    newId,
  }),
);
