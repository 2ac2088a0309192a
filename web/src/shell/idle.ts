/** A clock that was set back by as much says nothing of how long it was: then it was long. */
const hasPassed = (ms: number, since: number): boolean => Math.abs(Date.now() - since) >= ms;

type Idleness = {
  /** How long nobody touches the screen. */
  readonly idleMs: number;
  /** How long the page is not shown; as long as it likes, where it is not said. */
  readonly hiddenMs?: number;
  readonly onIdle: () => void;
  /** Told of a touch, at most twice a minute. */
  readonly onTouch?: () => void;
};

const touchEveryMs = 30_000;

/**
 * Notices that nobody is there any more. A phone or laptop that slept runs no timers: the time is looked at when it wakes.
 * @returns how to stop watching
 */
export function watchIdleness({ idleMs, hiddenMs, onIdle, onTouch }: Idleness): () => void {
  let touchedAt = Date.now();
  let toldAt = touchedAt;
  let hiddenAt: number | undefined;
  const touch = (): void => {
    if (look()) return;
    touchedAt = Date.now();
    if (onTouch === undefined || !hasPassed(touchEveryMs, toldAt)) return;
    toldAt = touchedAt;
    onTouch();
  };
  /** @returns whether she is idle */
  const look = (): boolean => {
    const isHiddenLong = hiddenMs !== undefined && hiddenAt !== undefined && hasPassed(hiddenMs, hiddenAt);
    if (!hasPassed(idleMs, touchedAt) && !isHiddenLong) return false;
    stop();
    onIdle();
    return true;
  };
  const show = (): void => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now();
    } else if (!look()) {
      hiddenAt = undefined;
    }
  };
  const timer = setInterval(look, 1000);
  const gestures = ['pointerdown', 'pointermove', 'keydown', 'input', 'scroll'] as const;
  for (const gesture of gestures) addEventListener(gesture, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', show);
  function stop(): void {
    clearInterval(timer);
    for (const gesture of gestures) removeEventListener(gesture, touch, { capture: true });
    document.removeEventListener('visibilitychange', show);
  }
  return stop;
}
