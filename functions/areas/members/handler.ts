import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createCodes } from '../../shared/table/member-and-case-codes.ts';
import { createMembersRoutes } from './routes.ts';

const records = connectRecords(process.env);

export const handler = serve(
  createMembersRoutes({
    ...records,
    newCode: createCodes('M-'),
    accessLog: createAccessLog(records.table, newId),
    newId,
  }),
);
