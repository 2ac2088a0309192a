import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createCollectives } from './repository.ts';
import { createCollectivesRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createCollectivesRoutes({ collectives: createCollectives(table, vault), newId }),
);
