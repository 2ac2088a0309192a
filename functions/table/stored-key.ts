import * as z from 'zod';

/** The key of an item, ignoring its other attributes. */
export const storedKey = z.object({ pk: z.string(), sk: z.string() });
