/** Whether so much time has passed. If the clock was set back by as much, it counts as passed too: nobody knows how long it really was. */
const hasPassed = (ms: number, since: number): boolean => Math.abs(Date.now() - since) >= ms;

type Idleness = {
  /** Time without a touch. */
  readonly idleMs: number;
  /** Time while the page is hidden; default: unlimited. */
  readonly hiddenMs?: number;
  readonly onIdle: () => void;
  /** Called on touches that come before the page is idle, at most twice a minute. */
  readonly onTouch?: () => void;
  readonly hold?: IdleHold;
};

/** A part of the page that may stay open longer without a touch. */
export type IdleHold = {
  /** Whether only that part is shown now. */
  readonly isHolding: () => boolean;
  /** Time without a touch, in place of `idleMs`, while only that part is shown. */
  readonly forMs: number;
  /** `idleMs` have passed: from now on only that part may be shown. Hiding the page then ends it at once. */
  readonly onHeld: () => void;
};

/** The shortest time between two calls of `onTouch`. */
const touchEveryMs = 30_000;

/**
 * Notices that the page is idle: nobody is there any more. A sleeping device runs no timers, so the time is checked
 * when it wakes.
 * @returns a function that stops watching
 */
export function watchIdleness({ idleMs, hiddenMs, onIdle, onTouch, hold }: Idleness): () => void {
  let touchedAt = Date.now();
  let onTouchCalledAt = touchedAt;
  let hiddenAt: number | undefined;
  /** Whether `onHeld` was called. */
  let isHeld = false;
  const touch = (): void => {
    // A sleeping device checks no time: the touch that wakes it may come too late.
    if (endIfIdle()) return;
    touchedAt = Date.now();
    if (onTouch === undefined || !hasPassed(touchEveryMs, onTouchCalledAt)) return;
    onTouchCalledAt = touchedAt;
    onTouch();
  };
  /** @returns whether the page is idle, so that the watch has ended */
  const endIfIdle = (): boolean => {
    const isHiddenLong = hiddenMs !== undefined && hiddenAt !== undefined && hasPassed(hiddenMs, hiddenAt);
    if (!hasPassed(idleMs, touchedAt) && !isHiddenLong) return false;
    if (!isHiddenLong && hold?.isHolding() === true && !hasPassed(hold.forMs, touchedAt)) {
      if (!isHeld) hold.onHeld();
      isHeld = true;
      return false;
    }
    end();
    return true;
  };
  const end = (): void => {
    stop();
    onIdle();
  };
  const followVisibility = (): void => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now();
      if (isHeld) end();
    } else if (!endIfIdle()) {
      hiddenAt = undefined;
    }
  };
  const timer = setInterval(endIfIdle, 1000);
  const gestures = ['pointerdown', 'pointermove', 'keydown', 'input', 'scroll'] as const;
  for (const gesture of gestures) addEventListener(gesture, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', followVisibility);
  function stop(): void {
    clearInterval(timer);
    for (const gesture of gestures) removeEventListener(gesture, touch, { capture: true });
    document.removeEventListener('visibilitychange', followVisibility);
  }
  return stop;
}
