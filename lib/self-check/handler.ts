import { patience } from './attempt.ts';
import { createHandler } from './create-handler.ts';

/** Loads the bundle of the function that is checked, which lies beside this one (lib/constructs/lambda-function.ts). */
const start = (): Promise<unknown> => import(new URL('checked.mjs', import.meta.url).href);

/** Entry of the self-checks: one function for each that is checked (lib/constructs/self-check.ts). */
export const handler = createHandler(patience, start);
