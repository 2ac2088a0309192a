import { leave, notifyOtherTabs } from '../shell/leave.ts';

/**
 * Every tab with an unlocked phone holds this browser lock in shared mode. Making a new key takes it exclusively:
 * what another tab wrote under the old key would be lost. Tabs of older releases hold it under the same name.
 */
const lockName = 'desk';

/** Holds the tab lock while this tab has the unlocked phone open. @returns a function that releases it */
export const holdTabLock = (): Promise<() => void> =>
  new Promise((giveRelease) => {
    // Called once this tab has the lock, which it holds until the returned promise resolves: until `release` is called.
    const holdUntilReleased = () => new Promise<void>((release) => giveRelease(release));
    // Fails if another tab steals the lock, because this one did not close in time: its data is outdated.
    navigator.locks.request(lockName, { mode: 'shared' }, holdUntilReleased).catch(leave);
  });

/** How long other tabs have to close. */
const timeoutMs = 5_000;

/**
 * Takes the tab lock alone: closes the other tabs that have the phone open, then does the work. From a tab that the
 * browser has suspended, and that therefore does not close in time, it steals the lock. The caller must not hold the lock itself.
 */
export async function withoutOtherTabs(work: () => Promise<void>): Promise<void> {
  notifyOtherTabs();
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return work();
  };
  try {
    await navigator.locks.request(lockName, { signal: AbortSignal.timeout(timeoutMs) }, begin);
  } catch (error) {
    // The work itself failed. Otherwise the wait for the lock timed out.
    if (hasBegun) throw error;
    await navigator.locks.request(lockName, { steal: true }, work);
  }
}
