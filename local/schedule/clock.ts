/**
 * Business time: the time that every function sees. It is the real time until it is set; from what it is set to it
 * runs on at the pace of the real one.
 */
export type BusinessClock = {
  /** Now, in milliseconds. What asks for it acts on it: see `wentBack`. */
  now(): number;
  /** The same, for nothing but to look. */
  peek(): number;
  /** @param instant in milliseconds, or null for the real time */
  set(instant: number | null): void;
  /** Notes that things were done up to this instant, in milliseconds, without asking the clock. */
  reached(instant: number): void;
  /** The latest time that anything was done at, in milliseconds; 0 before the first. */
  latest(): number;
  /**
   * Whether something was done at an earlier time than something before it. Then the journal has lines from before what was
   * already summed up, and sealed sums are not to be believed.
   */
  wentBack(): boolean;
};

/** @param since the latest time that anything was done at in an earlier run over the same data */
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
