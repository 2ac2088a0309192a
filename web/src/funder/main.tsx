import { render } from 'preact';
import { createApi } from '../api/client.ts';
import { readMe } from '../api/me.ts';
import { chooseLanguage, language, useCatalogue } from '../i18n/language.ts';
import { loadConfig } from '../session/config.ts';
import type { Session } from '../session/session.ts';
import { beginSignIn, finishSignIn } from '../session/sign-in.ts';
import { App } from './app.tsx';
import { createReports } from './published.ts';
import { funderCatalogue, type MessageKey, t } from './text.ts';
import '../style/base.css';
import './funder.css';

/** The funder's page: published months, and no code that could ask for anything else. */

const root = document.getElementById('app') ?? document.body;

await useCatalogue(funderCatalogue);
await chooseLanguage('ja');
try {
  const session = await finishSignIn();
  if (session === undefined) await beginSignIn('/reports.html', language(), false);
  else await show(session);
} catch {
  say('signIn.failed');
}

async function show(session: Session): Promise<void> {
  const api = createApi(session);
  const me = await readMe(api);
  if (me.locale === 'en') await chooseLanguage('en');
  if (me.role !== 'funder') {
    say('notForYou');
    return;
  }
  const signOut = async (): Promise<void> => {
    document.body.hidden = true;
    await session.end();
    location.replace((await loadConfig()).signOut);
  };
  render(
    <App
      reports={createReports(api)}
      onSignIn={() => void beginSignIn('/reports.html', language(), false).catch(() => {})}
      onSignOut={() => void signOut()}
    />,
    root,
  );
}

function say(key: MessageKey): void {
  render(
    <main class="narrow">
      <p class="warning" role="alert">
        {t(key)}
      </p>
      <button
        type="button"
        class="primary"
        onClick={() => void beginSignIn('/reports.html', language(), true)}
      >
        {t('again')}
      </button>
    </main>,
    root,
  );
}
