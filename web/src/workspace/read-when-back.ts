import type { EncryptedRows } from '../rows/encrypted-rows.ts';
import { isFresh } from './freshness.ts';
import { freshnesses } from './row-kinds.ts';

/** At each of these events, what was read longer ago than this is read again. */
const staleAfterMs = { online: 10_000, visibilitychange: 60_000 } as const;
/** Phones of one village find the network together: each waits a moment of its own. */
const maxWaitMs = 1_500;

/**
 * Calls `lookAgain` soon after the network is back or she looks at the phone again. Without this, the phone would read only when its data is
 * no longer fresh, after ten minutes.
 * @returns a function that stops it
 */
export function readWhenBack(rows: Pick<EncryptedRows, 'get'>, lookAgain: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = ({ type }: Event): void => {
    if (document.visibilityState === 'hidden' || !navigator.onLine) return;
    const freshForMs = staleAfterMs[type === 'online' ? 'online' : 'visibilitychange'];
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isFresh(rows.get(freshnesses, 'all')?.at ?? 0, Date.now(), freshForMs)) lookAgain();
    }, Math.random() * maxWaitMs);
  };
  addEventListener('online', plan);
  document.addEventListener('visibilitychange', plan);
  return () => {
    clearTimeout(timer);
    removeEventListener('online', plan);
    document.removeEventListener('visibilitychange', plan);
  };
}
