import { render } from 'preact';
import { createApi } from '../api/client.ts';
import { readMe } from '../api/me.ts';
import { keepLanguage, openDatabase, readLanguage } from '../device/database.ts';
import { bringMissingLetters } from '../device/missing-letters.ts';
import { chooseLanguage, language, loadCatalogue } from '../i18n/language.ts';
import { createReports } from '../months/reports.ts';
import { redirectToSignOut } from '../session/provider.ts';
import { keepProviderSession, markProviderSessionToEnd } from '../session/provider-session.ts';
import type { Session } from '../session/session-tokens.ts';
import { arrive, beginSignIn } from '../session/sign-in.ts';
import { App } from './app.tsx';
import { funderCatalogue, t } from './text.ts';
import '../design/base.css';
import './funder.css';

/** The funder's page: published months, and no code that could request anything else. */

const root = document.getElementById('app') ?? document.body;

/** The key in sessionStorage of the requested address, kept while the sign-in redirects elsewhere. It names nothing but a month and an indicator, which are public. */
const requestedAddressKey = 'asked-for';

/** How long after somebody has signed in a reload of the page finds that person signed in. */
const providerSessionMs = 15 * 60_000;

bringMissingLetters();
await loadCatalogue(funderCatalogue);
const database = await openDatabase().catch(() => undefined);
const savedLanguage = database === undefined ? undefined : await readLanguage(database);
await chooseLanguage(savedLanguage ?? 'ja');
const signIn = () => beginSignIn(database, '/reports.html', language());
if (location.hash.startsWith('#/')) sessionStorage.setItem(requestedAddressKey, location.hash);
try {
  const arrival = await arrive(database, '/reports.html');
  if (arrival.outcome === 'signed_in') await showPage(arrival.session);
  else if (arrival.outcome === 'nobody') await signIn();
  else if (arrival.outcome === 'failed') showFailure();
} catch {
  showFailure();
}

async function showPage(session: Session): Promise<void> {
  const api = createApi(session);
  const me = await readMe(api);
  if (me.role !== 'funder') {
    await session.end();
    // The start page opens the page of the person's own role.
    location.replace('/');
    return;
  }
  if (database !== undefined) await keepProviderSession(database, providerSessionMs);
  if (savedLanguage === undefined && me.locale === 'en') await chooseLanguage('en');
  const address = sessionStorage.getItem(requestedAddressKey);
  if (location.hash === '' && address !== null) history.replaceState(null, '', address);
  sessionStorage.removeItem(requestedAddressKey);
  const signOut = async (): Promise<void> => {
    document.body.hidden = true;
    if (database !== undefined) await markProviderSessionToEnd(database);
    await session.end();
    await redirectToSignOut('/reports.html');
  };
  render(
    <App
      reports={createReports(api)}
      onLanguage={async (chosen) => {
        await chooseLanguage(chosen);
        if (database !== undefined) await keepLanguage(database, chosen);
      }}
      // Reloading signs in again: without a password if the provider still has a session.
      onSignIn={() => location.reload()}
      onSignOut={() => void signOut()}
    />,
    root,
  );
}

function showFailure(): void {
  render(
    <main class="narrow">
      <p class="warning" role="alert">
        {t('signIn.failed')}
      </p>
      <button type="button" class="primary" onClick={() => void signIn()}>
        {t('again')}
      </button>
    </main>,
    root,
  );
}
