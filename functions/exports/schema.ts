import * as z from 'zod';

/** The maximum number of rows in one saved list. */
const maxRows = 2_000;

export const exportInput = z.strictObject({
  list: z
    .string()
    .regex(/^[a-z][a-zA-Z]{1,39}$/, 'Write the list’s name: one word of Latin letters.')
    .describe('Which list was saved: one word, such as `members`.'),
  subjects: z.array(z.uuid()).max(maxRows).describe('The ids of its rows.'),
});
