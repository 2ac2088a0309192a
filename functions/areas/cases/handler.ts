import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createCodes } from '../../shared/table/member-and-case-codes.ts';
import { createCases } from './repository.ts';
import { createCasesRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createCasesRoutes({
    cases: createCases(table, vault, createCodes('C-')),
    accessLog: createAccessLog(table, newId),
    newId,
  }),
);
