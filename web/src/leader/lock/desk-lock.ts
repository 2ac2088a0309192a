import { leave, notifyOtherTabs } from '../../shell/leave.ts';

/**
 * Every open tab holds this lock in shared mode. Making a new key takes it exclusively: what another tab wrote
 * under the old key would be lost.
 */
const name = 'desk';

/** Marks in the browser's locks that this tab has the unlocked phone open. @returns a function that releases it */
export const holdDeskLock = (): Promise<() => void> =>
  new Promise((resolve) => {
    const held = () => new Promise<void>((release) => resolve(release));
    // The lock was taken from a tab that did not answer; that tab's data is outdated.
    navigator.locks.request(name, { mode: 'shared' }, held).catch(leave);
  });

const patienceMs = 5_000;

/** Closes the other tabs that have the phone open, then does the work without them. A suspended tab cannot answer. */
export async function withExclusiveDesk(work: () => Promise<void>): Promise<void> {
  notifyOtherTabs();
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return work();
  };
  try {
    await navigator.locks.request(name, { signal: AbortSignal.timeout(patienceMs) }, begin);
  } catch (error) {
    if (hasBegun) throw error;
    await navigator.locks.request(name, { steal: true }, work);
  }
}
