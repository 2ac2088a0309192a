import type { Database } from '../device/database.ts';
import { endProviderSession } from '../session/provider-session.ts';
import type { Session } from '../session/session.ts';

/**
 * Away from here, at once: the screen is blank before anything else happens, and the page is replaced, so that Back does not
 * show it again. Keys live in this page's memory and are gone with it.
 */
export function leave(): void {
  blank();
  tellOtherTabs();
  location.replace('/away.html');
}

/** Where she leaves in another tab, nothing stays open in this one. @returns how to stop listening */
export function followLeave(): () => void {
  const tabs = new BroadcastChannel(channel);
  tabs.onmessage = ({ data }) => {
    if (data === tab) return;
    blank();
    location.replace('/away.html');
  };
  return () => tabs.close();
}

const channel = 'leave';
const tab = crypto.randomUUID();

/** Everything that is open in other tabs closes. */
export function tellOtherTabs(): void {
  const tabs = new BroadcastChannel(channel);
  tabs.postMessage(tab);
  tabs.close();
}

const patienceMs = 1_000;

/**
 * The same for a staff member, whose session at the provider ends with it: `/away.html` sees to that, or the next page that
 * is opened here with a network.
 */
export async function leaveAndEnd(database: Database, session: Session): Promise<void> {
  blank();
  tellOtherTabs();
  void session.end();
  await Promise.race([
    endProviderSession(database).catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, patienceMs)),
  ]);
  location.replace('/away.html');
}

function blank(): void {
  document.body.replaceChildren();
  // What was being read aloud would go on after the page.
  globalThis.speechSynthesis?.cancel();
}
