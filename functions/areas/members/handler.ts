import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createCodes } from '../../shared/table/member-and-case-codes.ts';
import { createRequestReversal } from '../requests/reversal.ts';
import { createMembers } from './repository.ts';
import { createMembersRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createMembersRoutes({
    members: createMembers(table, vault, createCodes('M-')),
    reverseRequest: createRequestReversal(table, vault),
    accessLog: createAccessLog(table, newId),
    newId,
  }),
);
