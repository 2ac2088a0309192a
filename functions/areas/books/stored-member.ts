import * as z from 'zod';
import { storedWithdrawal } from '../../shared/services/withdrawn.ts';

const storedRecord = z.object({
  id: z.string(),
  collectiveId: z.string(),
  district: z.string(),
  ...storedWithdrawal.shape,
  /** The collectives that she left for another; absent if none. */
  formerCollectives: z.array(z.string()).default([]),
  joined: z.array(z.object({ id: z.string() })).optional(),
});

/** The fields of a stored member that the books need. `records`: all of hers, if others were joined to hers (shared/one-woman). */
export const storedMember = storedRecord.extend({ records: z.array(storedRecord).readonly().optional() });
export type StoredMember = z.infer<typeof storedMember>;
