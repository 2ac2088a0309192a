import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createPackReader } from './repository.ts';
import { createPackRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createPackRoutes({ pack: createPackReader(table, vault), accessLog: createAccessLog(table, newId) }),
);
