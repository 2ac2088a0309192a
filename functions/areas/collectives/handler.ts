import { newId } from '../../shared/fields/ids.ts';
import { serve } from '../../shared/http/serve.ts';
import { connectRecords } from '../../shared/startup/connect-records.ts';
import { createCollectives } from './repository.ts';
import { createCollectivesRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createCollectivesRoutes({ collectives: createCollectives(table, vault), newId }),
);
