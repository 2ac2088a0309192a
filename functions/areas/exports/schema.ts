import * as z from 'zod';
import { exportLists } from '../../shared/kinds/export-lists.ts';

/** The maximum number of rows in one saved list. */
const maxRows = 2_000;

export const exportInput = z.strictObject({
  list: z.enum(exportLists).describe('Which list was saved.'),
  subjects: z
    .array(z.uuid())
    .max(maxRows)
    .describe('The ids of its rows, each of which the caller has read within 24 hours.'),
});
export type ExportInput = z.infer<typeof exportInput>;
