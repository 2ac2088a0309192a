import type { Database } from '../device/database.ts';
import { markProviderSessionToEnd } from '../session/provider-session.ts';
import type { Session } from '../session/session-tokens.ts';

/**
 * Leaves this site at once, before somebody sees what is on the screen. First the screen goes blank, then the page is
 * replaced, so that Back does not show it. Keys in this page's memory go with it.
 */
export function leave(): void {
  blank();
  notifyOtherTabs();
  location.replace('/away.html');
}

/** Closes this tab when she leaves in another one. @returns a function that stops it */
export function followLeave(): () => void {
  const tabs = new BroadcastChannel(channel);
  tabs.onmessage = ({ data }) => {
    if (data === ownTabId) return;
    blank();
    location.replace('/away.html');
  };
  return () => tabs.close();
}

const channel = 'leave';
/** By this id a tab knows its own messages, and ignores them. */
const ownTabId = crypto.randomUUID();

/** Tells this site's other tabs to close, since she leaves. */
export function notifyOtherTabs(): void {
  const tabs = new BroadcastChannel(channel);
  tabs.postMessage(ownTabId);
  tabs.close();
}

/** After this time the page leaves, even if its storage has not answered. */
const maxWaitMs = 1_000;

/**
 * Leaves at once, for a staff member, whose session at the identity provider ends too: `/away.html` does that, or the
 * next page opened with a network.
 */
export async function leaveAndEnd(database: Database, session: Session): Promise<void> {
  blank();
  notifyOtherTabs();
  // Not awaited: the request continues when the page is gone.
  void session.end();
  await Promise.race([
    markProviderSessionToEnd(database).catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, maxWaitMs)),
  ]);
  location.replace('/away.html');
}

function blank(): void {
  document.body.replaceChildren();
  // Back may show this page from the browser's cache: it is left again at once.
  addEventListener('pageshow', ({ persisted }) => persisted && location.replace('/away.html'));
  // Reading aloud would continue after the page.
  globalThis.speechSynthesis?.cancel();
}
