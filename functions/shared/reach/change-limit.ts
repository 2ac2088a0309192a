import { type AppError, refused } from '../errors/errors.ts';
import { oversees } from './reach.ts';
import type { Reach } from './roles.ts';

/**
 * How often a record may be changed; its version counts it. A woman's record and a case have some dozens of changes. Each month counts all of
 * them, and whoever looks for what was done to her reads them.
 */
export const maxChanges = 2_000;

/** What a description of a route says of it. */
export const changeLimitWords = `changed ${maxChanges} times, and by the coordinator up to ${2 * maxChanges}`;

/** Refuses a further change of a record that has had as many as it may. Those who oversee others may make as many again, so that no record stays as others left it. */
export const validateChangeCount = (
  { version }: { readonly version: number },
  reach: Reach,
): AppError | undefined => {
  const max = oversees(reach) ? 2 * maxChanges : maxChanges;
  return version < max
    ? undefined
    : refused('too_many', `This was changed ${max} times, and takes no more. Ask the coordinator.`);
};
