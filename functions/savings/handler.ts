import { serve } from '../platform/http.ts';
import { connectRecords } from '../platform/records.ts';
import { createSavings } from './repository.ts';
import { createSavingsRoutes } from './routes.ts';

const { table, vault, accessLog } = connectRecords(process.env);

export const handler = serve(createSavingsRoutes({ savings: createSavings(table, vault), accessLog }));
