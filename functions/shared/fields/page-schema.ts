import * as z from 'zod';

const limitPattern = /^([1-9][0-9]?|100)$/;

/** Schemas of the query fields of a list: page size and cursor. */
export const page = {
  limit: z
    .string()
    .meta({ pattern: limitPattern.source })
    .refine((value) => limitPattern.test(value), {
      error: 'Ask for 1 to 100.',
      params: { code: 'invalid_limit' },
    })
    .optional(),
  cursor: z.string().min(1).max(2000).optional(),
};

/** Schema of a page of a list, with a `cursor` if there is a next page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), cursor: z.string().optional() });
