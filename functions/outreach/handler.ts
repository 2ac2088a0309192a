import { serve } from '../http/http.ts';
import { connectRecords } from '../startup/records.ts';
import { createOutreachRecords } from './repository.ts';
import { createOutreachRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(createOutreachRoutes({ records: createOutreachRecords(table, vault) }));
