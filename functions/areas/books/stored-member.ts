import * as z from 'zod';
import { storedWithdrawal } from '../../shared/services/withdrawn.ts';

/** The fields of a stored member that the books need. */
export const storedMember = z.object({
  collectiveId: z.string(),
  district: z.string(),
  ...storedWithdrawal.shape,
  /** The collectives that she left for another; absent if none. */
  formerCollectives: z.array(z.string()).default([]),
});
export type StoredMember = z.infer<typeof storedMember>;
