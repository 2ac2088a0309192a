import { serve } from '../platform/http.ts';
import { connectRecords } from '../platform/records.ts';
import { createOutreachRecords } from './repository.ts';
import { createOutreachRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(createOutreachRoutes({ records: createOutreachRecords(table, vault) }));
