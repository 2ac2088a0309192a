import { serve } from '../platform/http.ts';
import { connectKeys } from '../platform/keys-connection.ts';
import { createDevicesRoutes } from './routes.ts';

export const handler = serve(createDevicesRoutes({ vault: connectKeys(process.env) }));
