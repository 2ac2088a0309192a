import { createAccessLog } from '../journal/access-log.ts';
import { createCodes } from '../platform/codes.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
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
