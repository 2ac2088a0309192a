/** A clock that was set back by more than this says nothing about the time passed: treat it as long. */
const hasPassed = (ms: number, since: number): boolean => Math.abs(Date.now() - since) >= ms;

type Idleness = {
  /** Time without a touch. */
  readonly idleMs: number;
  /** Time while the page is hidden; default: unlimited. */
  readonly hiddenMs?: number;
  readonly onIdle: () => void;
  /** Called on touches, at most twice a minute. */
  readonly onTouch?: () => void;
};

const touchEveryMs = 30_000;

/**
 * Notices that nobody is there any more. A sleeping device runs no timers, so the time is checked when it wakes.
 * @returns a function that stops watching
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
