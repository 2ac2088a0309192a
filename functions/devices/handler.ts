import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { createAccessLog } from '../journal/access-log.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createDevices } from './repository.ts';
import { createDevicesRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createDevicesRoutes({
    vault,
    devices: createDevices(table, vault),
    accessLog: createAccessLog(table, newId),
    newId,
  }),
);
