import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../../api/problem.ts';
import { t } from '../text.ts';
import { queries } from './queries.ts';

/** By its key, how often a failed reading is shown by a `Reading` of the page. */
const shown = new Map<string, number>();
const listeners = new Set<() => void>();

/** Notes, while it is drawn, that a page shows the failure of a reading itself. @param key undefined if the reading has none */
export function useShownFailure(key: string | undefined): void {
  useEffect(() => {
    if (key === undefined) return undefined;
    const count = (by: number): void => {
      shown.set(key, (shown.get(key) ?? 0) + by);
      for (const listener of listeners) listener();
    };
    count(1);
    return () => count(-1);
  }, [key]);
}

/** What is not there for her is no failure: the page does without it. */
const isNotHers = (error: unknown): boolean =>
  error instanceof Problem && (error.status === 403 || error.status === 404);

/** The readings of the page that failed. None if it shows one of them itself: one failure is enough. */
const findUnread = () => {
  const failed = queries
    .getQueryCache()
    .findAll({ type: 'active' })
    .filter(
      ({ meta, state }) =>
        meta?.isOfPage === true &&
        state.status === 'error' &&
        state.data === undefined &&
        !isNotHers(state.error),
    );
  return failed.some(({ queryHash }) => (shown.get(queryHash) ?? 0) > 0) ? [] : failed;
};

/**
 * Above a desk's page: says that something beside its main reading could not be read, such as codes or names, with a button to read that again.
 * Otherwise the page would say "One moment" for ever, or show less than there is.
 */
export function UnreadNotice() {
  const [isUnread, setUnread] = useState(false);
  useEffect(() => {
    const update = (): void => setUnread(findUnread().length > 0);
    listeners.add(update);
    const unsubscribe = queries.getQueryCache().subscribe(update);
    return () => {
      listeners.delete(update);
      unsubscribe();
    };
  }, []);
  if (!isUnread) return null;
  const readAgain = (): void => {
    for (const { queryKey } of findUnread()) void queries.refetchQueries({ queryKey, exact: true });
  };
  return (
    <div class="error" role="alert">
      <p>{t('unread')}</p>
      <button type="button" class="second small" onClick={readAgain}>
        {t('again')}
      </button>
    </div>
  );
}
