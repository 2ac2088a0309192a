import { newId } from '../domain/ids.ts';
import { serve } from '../http/serve.ts';
import { indicators } from '../indicators/catalogue.ts';
import { createKnownNames } from '../screening/known-names.ts';
import { connectRecords } from '../startup/connect-records.ts';
import { createProgrammeRecords } from './repository.ts';
import { createProgrammeRoutes } from './routes.ts';

const { table, vault } = connectRecords(process.env);

export const handler = serve(
  createProgrammeRoutes({
    catalogue: indicators,
    records: createProgrammeRecords(table, vault, newId),
    validateNames: createKnownNames(table, vault),
  }),
);
