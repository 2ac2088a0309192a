import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const file = readFileSync(join(import.meta.dirname, '..', '..', 'cdk.json'), 'utf8');

/** What `cdk` reads: the stages' settings and the CDK's flags. */
export const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(file));
