import * as z from 'zod';
import { clientId, month } from '../domain/fields.ts';
import { plaintextLine } from '../screening/tripwire.ts';

/** A correction of a published month; the reason is published with it. */
export const correctionInput = z.strictObject({ id: clientId, reason: plaintextLine });
export type CorrectionInput = z.infer<typeof correctionInput>;

/** The version that the correction will have. */
export const correctionAnswer = z.object({ month, version: z.int().min(1) });

/** The targets of a financial year by indicator; money in paise. An indicator that is left out has no target. */
export const targetsInput = z.strictObject({
  targets: z.record(z.string().regex(/^[a-z][a-z_]{0,63}$/), z.int().min(0)),
});
export type TargetsInput = z.infer<typeof targetsInput>;

export const targets = z.object({
  financialYear: z.string(),
  targets: targetsInput.shape.targets,
  /** Counts the changes; 0, without a stamp, if no target was ever set. */
  version: z.int().min(0),
  createdAt: z.string().optional(),
  createdBy: z.string().optional(),
});
export type Targets = z.infer<typeof targets>;
