import { serve } from '../platform/http.ts';
import { newId } from '../platform/ids.ts';
import { connectRecords } from '../platform/records.ts';
import { createCollectives } from './repository.ts';
import { createCollectivesRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createCollectivesRoutes({ collectives: createCollectives(table, vault), newId }),
);
