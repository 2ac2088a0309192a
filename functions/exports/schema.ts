import * as z from 'zod';

/** The largest list that the web client shows and can save as a file. */
const maxRows = 2_000;

export const exportInput = z.strictObject({
  list: z
    .string()
    .regex(/^[a-z][a-zA-Z]{1,39}$/, 'Write the list’s name: one word of Latin letters.')
    .describe('Which list was saved: one word, such as `members`.'),
  subjects: z.array(z.uuid()).max(maxRows).describe('The ids of its rows.'),
});
