import { hasDatabase, openDatabase } from './device/database.ts';
import { isProviderReachable, redirectToSignOut } from './session/provider.ts';
import { readProviderSession } from './session/provider-session.ts';

/** The page after Leave: shows one word, in Telugu and English, and ends the session at the identity provider. */

const place = 'away';

const database = (await hasDatabase()) ? await openDatabase().catch(() => undefined) : undefined;
const providerSession = database && (await readProviderSession(database).catch(() => 'none'));
database?.close();
// Only once: the next page that opens finds out whether the session has ended.
const hasBeen = sessionStorage.getItem(place) !== null;
sessionStorage.removeItem(place);
if (providerSession === 'ending' && !hasBeen && (await isProviderReachable())) {
  sessionStorage.setItem(place, 'yes');
  await redirectToSignOut('/away.html').catch(() => {});
}
