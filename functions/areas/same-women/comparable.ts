import * as z from 'zod';

/** What of a member tells whether another record may be hers. The tokens are keyed: no name, number or place can be read from them. */
export const comparable = z.object({
  id: z.string(),
  createdAt: z.string(),
  birthYear: z.int(),
  district: z.string(),
  /** Of a joined record: the kept one, with which a record like it makes a pair. */
  standsFor: z.object({ id: z.string(), createdAt: z.string() }).optional(),
  likeness: z.object({
    /** Tokens of the forms of each word of her name: functions/shared/names/likeness.ts. */
    words: z.array(z.array(z.string())),
    phone: z.string().optional(),
    mandal: z.string(),
  }),
});
export type Comparable = z.infer<typeof comparable>;
