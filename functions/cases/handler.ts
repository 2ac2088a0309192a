import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createCodes } from '../table/member-and-case-codes.ts';
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
