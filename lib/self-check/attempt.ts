import { setTimeout as sleep } from 'node:timers/promises';

/** A right as the policy grants it: an IAM action, and on what, such as `MEMBER#*`. It holds nothing personal. */
export type Granted = { readonly action: string; readonly on: string };

/** One call that stores nothing, by which a right is tried. */
export type Attempt = Granted & {
  /** The errors by which the service says that the caller had the right; none if the call succeeds. */
  readonly answers: readonly string[];
  readonly call: () => Promise<unknown>;
};

/** A right that no harmless call tries, and why. */
export type Untried = Granted & { readonly why: string };

/** What the tried rights came to. `failed`: each with the name of the error, such as `AccessDeniedException`. */
export type Outcome = {
  readonly tried: number;
  readonly failed: readonly (Granted & { readonly error: string })[];
};

/** How a failing attempt is repeated: IAM takes up to a minute to spread a policy. */
export type Patience = { readonly attempts: number; readonly pause: () => Promise<unknown> };
export const patience: Patience = { attempts: 13, pause: () => sleep(5_000) };

/** @returns undefined if the right was there, or else the name of the error, such as `AccessDeniedException` */
export const tryOnce = async ({ answers, call }: Attempt): Promise<string | undefined> => {
  try {
    await call();
    // A call whose answer should be an error has succeeded, and may have changed something.
    return answers.length === 0 ? undefined : 'NotRefused';
  } catch (error) {
    const name = error instanceof Error ? error.name : 'UnknownError';
    return answers.includes(name) ? undefined : name;
  }
};

/** Makes all attempts. Repeats the failed attempts until they succeed or the patience ends. */
export const tryAll = async (attempts: readonly Attempt[], { attempts: rounds, pause }: Patience) => {
  let left: readonly Attempt[] = attempts;
  let failed: Outcome['failed'] = [];
  for (let round = 1; round <= rounds && left.length > 0; round += 1) {
    if (round > 1) await pause();
    const results = await Promise.all(
      left.map(async (attempt) => ({ attempt, error: await tryOnce(attempt) })),
    );
    failed = results.flatMap(({ attempt: { action, on }, error }) =>
      error === undefined ? [] : [{ action, on, error }],
    );
    left = results.filter(({ error }) => error !== undefined).map(({ attempt }) => attempt);
  }
  return { tried: attempts.length, failed } satisfies Outcome;
};
