import type { RetryClock } from '../../functions/shared/errors/retry.ts';

/** A clock of milliseconds that only `sleep` and `pass` move. */
export const createRetryClock = () => {
  let elapsedMs = 0;
  const pauses: number[] = [];
  const clock: Required<RetryClock> = {
    // It doesn't begin at zero: only differences may matter.
    now: () => 1_000 + elapsedMs,
    sleep: async (ms) => {
      pauses.push(ms);
      elapsedMs += ms;
    },
  };
  return {
    clock,
    /** How long each `sleep` was. */
    pauses,
    elapsedMs: () => elapsedMs,
    pass: (ms: number) => {
      elapsedMs += ms;
    },
  };
};
