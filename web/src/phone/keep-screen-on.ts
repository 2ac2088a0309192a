/** Keeps the phone's screen on if the browser can. @returns a function that ends it */
export function keepScreenOn(): () => void {
  let isWanted = true;
  let lock: WakeLockSentinel | undefined;
  const request = async (): Promise<void> => {
    if (!isWanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    // It ended while the browser was being asked.
    if (!isWanted) void lock?.release();
  };
  // The browser releases the lock whenever the page is hidden.
  const requestAgain = (): void => void request();
  document.addEventListener('visibilitychange', requestAgain);
  requestAgain();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', requestAgain);
    void lock?.release();
  };
}
