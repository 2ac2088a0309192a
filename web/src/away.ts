import { hasDatabase, openDatabase } from './device/database.ts';
import { isProviderReachable, redirectToSignOut } from './session/provider.ts';
import { readProviderSession } from './session/provider-session.ts';
import { forgetLeftWords, readLeftWords } from './shell/left-words.ts';

/**
 * The page after Leave: ends the session at the identity provider. Of a desk it says that she has left and how to come back; of a phone it shows
 * one word, in Telugu and English, as if it were anybody's notes.
 */

const place = 'away';

const words = readLeftWords();
if (words !== undefined) {
  const { language, title, text, again } = words;
  document.documentElement.lang = language;
  document.title = title;
  const [heading, line, link] = ['h1', 'p', 'a'].map((name) => document.createElement(name));
  heading?.append(title);
  line?.append(text);
  link?.append(again);
  link?.setAttribute('href', '/');
  document.body.replaceChildren(...[heading, line, link].filter((element) => element !== undefined));
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
} else forgetLeftWords();
