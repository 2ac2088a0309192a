import * as z from 'zod';
import { clientId, month } from '../domain/fields.ts';
import { plaintextLine } from '../screening/tripwire.ts';

/** A correction of a published month; the reason is published with it. */
export const correctionInput = z.strictObject({ id: clientId, reason: plaintextLine });
export type CorrectionInput = z.infer<typeof correctionInput>;

/** The version that the correction will have. */
export const correctionAnswer = z.object({ month, version: z.int().min(1) });
