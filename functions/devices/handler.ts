import { serve } from '../platform/http.ts';
import { connectKeys } from '../platform/records.ts';
import { createDevicesRoutes } from './routes.ts';

export const handler = serve(createDevicesRoutes({ vault: connectKeys(process.env) }));
