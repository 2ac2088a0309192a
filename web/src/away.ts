import { hasDatabase, openDatabase } from './device/database.ts';
import { isProviderReachable, leaveForSignOut, readProviderSession } from './session/provider-session.ts';

/** The page behind Leave: it shows a word, and ends the session that the provider still keeps. */

const place = 'away';

const database = (await hasDatabase()) ? await openDatabase().catch(() => undefined) : undefined;
const standing = database && (await readProviderSession(database).catch(() => 'none'));
database?.close();
// Once: whether it has ended is found out by the page that is opened next.
const hasBeen = sessionStorage.getItem(place) !== null;
sessionStorage.removeItem(place);
if (standing === 'ending' && !hasBeen && (await isProviderReachable())) {
  sessionStorage.setItem(place, 'yes');
  await leaveForSignOut('/away.html').catch(() => {});
}
