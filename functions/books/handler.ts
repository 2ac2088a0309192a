import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createBooks } from './repository.ts';
import { createBooksRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createBooksRoutes({ books: createBooks(table, vault), accessLog: createAccessLog(table, newId) }),
);
