import * as z from 'zod';
import { base, object } from './fields.ts';

/**
 * The journal line about a restore drill that somebody asked for. A function, so that its schema is made at the first use of `journalLine` (line.ts).
 */
export const healthLines = () => [object({ ...base, type: z.literal('drill_asked') })] as const;
