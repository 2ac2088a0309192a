import { newId } from '../domain/ids.ts';
import { serve } from '../http/http.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/records.ts';
import { createSavings } from './repository.ts';
import { createBooksRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createBooksRoutes({ savings: createSavings(table, vault), accessLog: createAccessLog(table, newId) }),
);
