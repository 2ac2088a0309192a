import type { Database } from '../device/database.ts';
import { loadConfig } from './config.ts';

/**
 * The provider's own session: the cookie by which it signs somebody in without a password. A leader's ends right after
 * sign-in. A staff member's is kept, so that a reload finds her, until she leaves or is idle. `ending` is written down
 * before anything else happens, and is forgotten only when the provider itself has said that nobody is signed in there.
 */
export type ProviderSession = 'none' | 'kept' | 'ending';

const key = 'provider';
const ending = 'ending';
/** Cognito keeps its cookie for an hour. */
const maxKeptMs = 3_600_000;

/** A session that was kept for a time that has passed has to end; so does one that a clock set back has made longer. */
export async function readProviderSession(database: Database): Promise<ProviderSession> {
  const stored = await database.get('settings', key);
  if (stored === undefined) return 'none';
  const leftMs = Number(stored) - Date.now();
  return leftMs > 0 && leftMs <= maxKeptMs ? 'kept' : 'ending';
}

/** @param ms for how long a reload may find her, from now on; an hour at most */
export const keepProviderSession = (database: Database, ms: number): Promise<void> =>
  write(database, () => String(Date.now() + ms));

/** The same while she works; what has to end, in this tab or another, still has to. */
export const prolongProviderSession = (database: Database, ms: number): Promise<void> =>
  write(database, (stored) => (stored === ending ? ending : String(Date.now() + ms)));

export const endProviderSession = (database: Database): Promise<void> => write(database, () => ending);

export async function forgetProviderSession(database: Database): Promise<void> {
  await database.delete('settings', key);
}

/** On the disk when it resolves: a phone may be switched off at any moment. */
async function write(database: Database, valueFrom: (stored: string | undefined) => string): Promise<void> {
  const { store, done } = database.transaction('settings', 'readwrite', { durability: 'strict' });
  await store.put(valueFrom(await store.get(key)), key);
  await done;
}

/** Leaves for the provider, which ends its session in this browser and comes back. */
export async function leaveForSignOut(returnTo: '/' | '/reports.html' | '/away.html'): Promise<void> {
  const { signOut } = await loadConfig();
  location.replace(`${signOut}&logout_uri=${encodeURIComponent(new URL(returnTo, location.origin).href)}`);
}

const probeMs = 5_000;

/** Whether our server and the provider answer: who leaves for the provider without a network meets the browser's own error page. */
export async function isProviderReachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    const { authorize } = await loadConfig(probeMs);
    await fetch(authorize, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(probeMs),
    });
    return true;
  } catch {
    return false;
  }
}
