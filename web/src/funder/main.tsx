import { render } from 'preact';
import { createApi } from '../api/client.ts';
import { readMe } from '../api/me.ts';
import { designCatalogue } from '../design/text.ts';
import { keepLanguage, openDatabase, readLanguage } from '../device/database.ts';
import { districtCatalogue } from '../districts/text.ts';
import { chooseLanguage, language, loadCatalogue } from '../i18n/language.ts';
import { createReports } from '../months/published.ts';
import { endProviderSession, keepProviderSession, redirectToSignOut } from '../session/provider-session.ts';
import type { Session } from '../session/session-tokens.ts';
import { arrive, beginSignIn } from '../session/sign-in.ts';
import { App } from './app.tsx';
import { funderCatalogues, t } from './text.ts';
import '../design/base.css';
import './funder.css';

/** The funder's page: published months, and no code that could request anything else. */

const root = document.getElementById('app') ?? document.body;

/** Where the page that was asked for waits while the sign-in redirects elsewhere. It is public: a month and an indicator. */
const askedFor = 'asked-for';

/** Cognito's cookie lifetime. */
const keptMs = 3_600_000;

await Promise.all([designCatalogue, districtCatalogue, ...funderCatalogues].map(loadCatalogue));
const database = await openDatabase().catch(() => undefined);
const chosenBefore = database === undefined ? undefined : await readLanguage(database);
await chooseLanguage(chosenBefore ?? 'ja');
const signIn = () => beginSignIn(database, '/reports.html', language());
if (location.hash.startsWith('#/')) sessionStorage.setItem(askedFor, location.hash);
try {
  const arrival = await arrive(database, '/reports.html');
  if (arrival.outcome === 'signed_in') await show(arrival.session);
  else if (arrival.outcome === 'nobody') await signIn();
  else if (arrival.outcome === 'failed') sayFailed();
} catch {
  sayFailed();
}

async function show(session: Session): Promise<void> {
  const api = createApi(session);
  const me = await readMe(api);
  if (me.role !== 'funder') {
    await session.end();
    // Another role's page is elsewhere; it opens hers, or ends a leader's session at the provider.
    location.replace('/');
    return;
  }
  if (database !== undefined) await keepProviderSession(database, keptMs);
  if (chosenBefore === undefined && me.locale === 'en') await chooseLanguage('en');
  const address = sessionStorage.getItem(askedFor);
  if (location.hash === '' && address !== null) history.replaceState(null, '', address);
  sessionStorage.removeItem(askedFor);
  const signOut = async (): Promise<void> => {
    document.body.hidden = true;
    if (database !== undefined) await endProviderSession(database);
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
      // The provider may still have a session.
      onSignIn={() => location.reload()}
      onSignOut={() => void signOut()}
    />,
    root,
  );
}

function sayFailed(): void {
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
