import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { createRequestReversal } from '../requests/reversal.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createCodes } from '../table/member-and-case-codes.ts';
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
