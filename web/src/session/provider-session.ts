import type { Database } from '../device/database.ts';

/**
 * The identity provider's own session: a cookie that signs somebody in without a password, for fifteen minutes after she
 * typed it. A leader's ends right after sign-in. A staff member's is kept for a reload until she leaves or is idle. `ending` is stored before
 * anything else happens, and is cleared only when the provider itself has confirmed that nobody is signed in.
 */
export type ProviderSession = 'none' | 'kept' | 'ending';

/** The setting holds the time in ms until which the session is kept, or `ending`. */
const settingKey = 'provider';
const ending = 'ending';
/** The provider finds nobody after this time (lib/identity-stack.ts). */
const maxKeptMs = 15 * 60_000;

/**
 * Whether the identity provider still has a session in this browser. It must end when its time has passed, or when a
 * clock that was set back has made it longer.
 */
export async function readProviderSession(database: Database): Promise<ProviderSession> {
  const stored = await database.get('settings', settingKey);
  if (stored === undefined) return 'none';
  if (stored === ending) return 'ending';
  const leftMs = Number(stored) - Date.now();
  return leftMs > 0 && leftMs <= maxKeptMs ? 'kept' : 'ending';
}

/**
 * Keeps the identity provider's session, so that a reload finds her signed in.
 * @param ms how long a reload may find her from now on: fifteen minutes at most, since a longer time counts as `ending`
 */
export const keepProviderSession = (database: Database, ms: number): Promise<void> =>
  write(database, () => String(Date.now() + ms));

/** Keeps the identity provider's session longer while she works, unless it must end in this tab or another. */
export const extendProviderSession = (database: Database, ms: number): Promise<void> =>
  write(database, (stored) => (stored === ending ? ending : String(Date.now() + ms)));

/** Notes that the identity provider's session must end. `redirectToSignOut` then ends it. */
export const markProviderSessionToEnd = (database: Database): Promise<void> => write(database, () => ending);

/** Notes that the identity provider has confirmed that nobody is signed in. */
export async function forgetProviderSession(database: Database): Promise<void> {
  await database.delete('settings', settingKey);
}

/** Writes the setting from its present value. It is durable when this resolves: a phone may be switched off at any moment. */
async function write(database: Database, valueFrom: (stored: string | undefined) => string): Promise<void> {
  const { store, done } = database.transaction('settings', 'readwrite', { durability: 'strict' });
  await store.put(valueFrom(await store.get(settingKey)), settingKey);
  await done;
}
