import * as z from 'zod';

/** The fields of a stored member that the books need. */
export const storedMember = z.object({
  collectiveId: z.string(),
  district: z.string(),
  /** The collectives that she left for another; absent if none. */
  formerCollectives: z.array(z.string()).default([]),
});
export type StoredMember = z.infer<typeof storedMember>;
