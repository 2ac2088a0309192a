import * as z from 'zod';

/** Schema of a stored item's key, ignoring its other attributes. */
export const storedKey = z.object({ pk: z.string(), sk: z.string() });
