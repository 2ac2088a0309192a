import { hasDatabase, openDatabase } from './device/database.ts';
import { isProviderReachable, redirectToSignOut } from './session/provider.ts';
import { readProviderSession } from './session/provider-session.ts';

/**
 * The page after Leave: ends the session at the identity provider. Of a desk it says that she has left and how to come back; of a phone it shows
 * one word, in Telugu and English, as if it were anybody's notes.
 */

const place = 'away';

// What a desk keeps (shell/left-words.ts); no module is shared with it, so that a phone's files stay few. This page's own entry in the history
// keeps it from then on: a reload says it again, and whoever opens the page anew, perhaps on a phone, finds notes.
const left: unknown = sessionStorage.getItem('left') ?? history.state;
const [language, title, text, again] = typeof left === 'string' ? left.split('\n') : [];
if (language && title && text && again) {
  document.documentElement.lang = language;
  document.title = title;
  const element = (name: string, content: string) => {
    const made = document.createElement(name);
    made.append(content);
    return made;
  };
  const link = element('a', again);
  link.setAttribute('href', '/');
  document.body.replaceChildren(element('h1', title), element('p', text), link);
}

const database = (await hasDatabase()) ? await openDatabase().catch(() => undefined) : undefined;
const providerSession = database && (await readProviderSession(database).catch(() => 'none'));
database?.close();
// Only once: the next page that opens finds out whether the session has ended.
const hasBeen = sessionStorage.getItem(place) !== null;
sessionStorage.removeItem(place);
if (providerSession === 'ending' && !hasBeen && (await isProviderReachable())) {
  sessionStorage.setItem(place, 'yes');
  await redirectToSignOut('/away.html').catch(() => {});
} else {
  // Whoever uses this tab next may be on a phone.
  sessionStorage.removeItem('left');
  history.replaceState(left, '');
}
