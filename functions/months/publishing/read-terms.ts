import * as z from 'zod';
import type { Table } from '../../shared/table/client.ts';
import { programmePartition, termsPrefix } from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import type { Terms } from '../indicators/programme-at-cutoff.ts';

/** Terms as the programme's area stores them (functions/areas/programme/schema.ts), as far as a publication needs them. */
const storedTerms = z.object({
  id: z.string(),
  from: z.string(),
  name: z.string(),
  implementer: z.string(),
  forum: z.string(),
  funder: z.string(),
  state: z.string(),
  createdAt: z.string(),
});

/** Makes a function that reads all terms of the programme, in the order of recording. */
export const createTermsReader = (table: Pick<Table, 'query'>) => async (): Promise<Terms[]> => {
  const found = await queryAll(table, { partition: programmePartition, prefix: termsPrefix });
  return found
    .map((item) => storedTerms.parse(item))
    .sort((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1))
    .map(({ id: _, createdAt, ...terms }) => ({ ...terms, recordedAt: createdAt }));
};
