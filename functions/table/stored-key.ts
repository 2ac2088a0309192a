import * as z from 'zod';

/** The key of an item as it was read, whatever else the item has. */
export const storedKey = z.object({ pk: z.string(), sk: z.string() });
