import { patience } from './attempt.ts';
import { createHandler } from './create-handler.ts';

/** Entry of the self-checks: one function for each that is checked (lib/constructs/self-check.ts). */
export const handler = createHandler(patience);
