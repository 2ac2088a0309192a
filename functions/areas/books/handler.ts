import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createBooks } from './repository.ts';
import { createBooksRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createBooksRoutes({ books: createBooks(table, vault), accessLog: createAccessLog(table, newId) }),
);
