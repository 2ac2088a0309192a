import { leave, tellOtherTabs } from '../../shell/leave.ts';

/**
 * Every open desk holds this lock together with the others. Who makes a new key holds it alone: what another tab wrote meanwhile under the
 * former key would be lost.
 */
const name = 'desk';

/** @returns how to let go of it */
export const holdDesk = (): Promise<() => void> =>
  new Promise((resolve) => {
    const held = () => new Promise<void>((release) => resolve(release));
    // It was taken away from a tab that did not answer: what that holds is of yesterday.
    navigator.locks.request(name, { mode: 'shared' }, held).catch(leave);
  });

const patienceMs = 5_000;

/** Closes what is open in other tabs, and then works without them. A tab that the browser has put to sleep cannot answer. */
export async function aloneAtDesk(work: () => Promise<void>): Promise<void> {
  tellOtherTabs();
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
