const idleMs = 2 * 60_000;
const hiddenMs = 30_000;

/** A clock that was set back by as much says nothing of how long it was: then it was long. */
const hasPassed = (ms: number, since: number): boolean => Math.abs(Date.now() - since) >= ms;

/**
 * Locks after two minutes in which nobody touches the screen, or thirty seconds in which it is not shown. A phone that slept
 * runs no timers: the time is looked at when it wakes.
 */
export function watchIdleness(lock: () => void, isOpen: () => boolean): void {
  let touchedAt = Date.now();
  let hiddenAt: number | undefined;
  const touch = (): void => {
    if (!look()) touchedAt = Date.now();
  };
  const look = (): boolean => {
    if (!isOpen()) {
      stop();
      return true;
    }
    const isHiddenLong = hiddenAt !== undefined && hasPassed(hiddenMs, hiddenAt);
    if (!hasPassed(idleMs, touchedAt) && !isHiddenLong) return false;
    stop();
    lock();
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
  const gestures = ['pointerdown', 'keydown', 'input', 'scroll'] as const;
  for (const gesture of gestures) addEventListener(gesture, touch, { passive: true, capture: true });
  document.addEventListener('visibilitychange', show);
  function stop(): void {
    clearInterval(timer);
    for (const gesture of gestures) removeEventListener(gesture, touch, { capture: true });
    document.removeEventListener('visibilitychange', show);
  }
}
