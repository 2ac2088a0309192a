/** Business time, as every function sees it: the real time until it is set, then running on from there. */
export type BusinessClock = {
  /** The business time in milliseconds, for an action that may write to the journal; see `wentBack`. */
  now(): number;
  /** The business time in milliseconds, for an action that writes nothing: it does not count for `wentBack` and `latest`. */
  peek(): number;
  /** @param instant in milliseconds; null for the real time */
  set(instant: number | null): void;
  /** Records in `latest` that something happened at this time, in milliseconds. It does not count for `wentBack`. */
  reached(instant: number): void;
  /** The latest time at which anything happened, in milliseconds; 0 before the first. */
  latest(): number;
  /**
   * Whether anybody acted at a time before the latest action so far. Then the journal may have new lines from before a cutoff whose month
   * file is written, so compiles must rewrite the month files.
   */
  wentBack(): boolean;
};

/**
 * Creates the business clock of the local stack, which can be set.
 * @param real the real time in milliseconds
 * @param since the latest time at which anything happened in an earlier run on the same data
 */
export function createClock(real: () => number = Date.now, since = 0): BusinessClock {
  let offset = 0;
  let latest = since;
  let wentBack = false;
  return {
    now() {
      const now = Math.floor(real() + offset);
      if (now < latest) wentBack = true;
      latest = Math.max(latest, now);
      return now;
    },
    peek: () => Math.floor(real() + offset),
    set(instant) {
      offset = instant === null ? 0 : instant - real();
    },
    reached(instant) {
      latest = Math.max(latest, instant);
    },
    latest: () => latest,
    wentBack: () => wentBack,
  };
}
