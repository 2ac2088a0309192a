import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { createDevices } from './repository.ts';
import { createDevicesRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(createDevicesRoutes({ vault, devices: createDevices(table, vault), newId }));
