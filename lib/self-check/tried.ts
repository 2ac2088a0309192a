import type { Attempt, Untried } from './attempt.ts';

/** What right-attempts.ts and file-attempts.ts say of each right: how it is tried, or why it isn't. */

/** The environment of the function whose rights are tried. It has the names of the tables, buckets and so on. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The actions of a right that are tried, and those that aren't. */
export type Tried = { readonly attempts: readonly Attempt[]; readonly untried: readonly Untried[] };

/** A right whose actions are all tried. */
export const attemptsAlone = (...attempts: readonly Attempt[]): Tried => ({ attempts, untried: [] });

/** A right whose only action is not tried. */
export const untriedAlone = (action: string, on: string, why: string): Tried => ({
  attempts: [],
  untried: [{ action, on, why }],
});

/** An attempt that only reads, and succeeds if the right is there. */
export const look = (action: string, on: string, call: () => Promise<unknown>): Attempt => ({
  action,
  on,
  answers: [],
  call,
});
