import { leave, notifyOtherTabs } from '../../shell/leave.ts';

/**
 * Every tab with an unlocked phone holds this browser lock in shared mode. Making a new key takes it exclusively:
 * what another tab wrote under the old key would be lost. Tabs of older releases hold it under the same name.
 */
const lockName = 'desk';

/** Marks in the browser's locks that this tab has the unlocked phone open. @returns a function that releases it */
export const holdTabLock = (): Promise<() => void> =>
  new Promise((resolve) => {
    const held = () => new Promise<void>((release) => resolve(release));
    // The lock was taken from a tab that did not answer; that tab's data is outdated.
    navigator.locks.request(lockName, { mode: 'shared' }, held).catch(leave);
  });

const patienceMs = 5_000;

/** Closes the other tabs that have the phone open, then does the work without them. A suspended tab cannot answer. */
export async function withoutOtherTabs(work: () => Promise<void>): Promise<void> {
  notifyOtherTabs();
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return work();
  };
  try {
    await navigator.locks.request(lockName, { signal: AbortSignal.timeout(patienceMs) }, begin);
  } catch (error) {
    if (hasBegun) throw error;
    await navigator.locks.request(lockName, { steal: true }, work);
  }
}
