import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { createAccessLog } from '../../shared/journal/access-log.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
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
