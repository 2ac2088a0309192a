import { createAccessLog } from '../journal/access-log.ts';
import { createCodes } from '../platform/codes.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { createMembers } from './repository.ts';
import { createMembersRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createMembersRoutes({
    members: createMembers(table, vault, createCodes('M-')),
    accessLog: createAccessLog(table, newId),
    newId,
  }),
);
