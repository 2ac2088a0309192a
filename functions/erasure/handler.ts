import { createAccessLog } from '../journal/access-log.ts';
import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { readSettings } from '../platform/settings.ts';
import { createErasures } from './repository.ts';
import { createErasureRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);
const { RETENTION_DAYS } = readSettings(process.env, ['RETENTION_DAYS']);

export const handler = serve(
  createErasureRoutes({
    erasures: createErasures(table, vault),
    accessLog: createAccessLog(table, newId),
    retentionDays: RETENTION_DAYS,
  }),
);
