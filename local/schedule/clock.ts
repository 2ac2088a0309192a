/** Business time, as every function sees it: the real time until it is set, then running on from there. */
export type BusinessClock = {
  /** The business time in milliseconds, for an action that may write to the journal; see `wentBack`. */
  now(): number;
  /** The business time in milliseconds, for an action that writes nothing: it does not count for `wentBack` and `latestTime`. */
  peek(): number;
  /** @param instant in milliseconds; null for the real time */
  set(instant: number | null): void;
  /** Records for `latestTime` that something happened at this time, in milliseconds. It does not count for `wentBack`. */
  recordTime(instant: number): void;
  /** The latest time at which anything happened, in milliseconds; 0 if nothing has happened. */
  latestTime(): number;
  /**
   * Whether anybody acted at a time before the latest one so far. Then the journal may have new lines from before a cutoff whose month
   * file (the journal up to that cutoff) is already written, so compiles must rewrite the month files.
   */
  wentBack(): boolean;
};

/**
 * Creates the business clock of the local stack, which can be set.
 * @param realTime the real time in milliseconds
 * @param earlierLatest the latest time at which anything happened in an earlier run on the same data, in milliseconds
 */
export function createClock(realTime: () => number = Date.now, earlierLatest = 0): BusinessClock {
  let offset = 0;
  let latest = earlierLatest;
  let wentBack = false;
  return {
    now() {
      const now = Math.floor(realTime() + offset);
      if (now < latest) wentBack = true;
      latest = Math.max(latest, now);
      return now;
    },
    peek: () => Math.floor(realTime() + offset),
    set(instant) {
      offset = instant === null ? 0 : instant - realTime();
    },
    recordTime(instant) {
      latest = Math.max(latest, instant);
    },
    latestTime: () => latest,
    wentBack: () => wentBack,
  };
}
