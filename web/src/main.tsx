import { render } from 'preact';
import { createApi } from './api/client.ts';
import { readMe } from './api/me.ts';
import { type Database, openDatabase, readLanguage } from './device/database.ts';
import { chooseLanguage, language, loadCatalogue } from './i18n/language.ts';
import { forgetAddress } from './session/desk-address.ts';
import { acceptInvitation } from './session/invitation.ts';
import { keepProviderSession, markProviderSessionToEnd } from './session/provider-session.ts';
import type { Session } from './session/session-tokens.ts';
import { arrive, beginSignIn } from './session/sign-in.ts';
import { coverWhenHidden } from './shell/cover.ts';
import { switchLanguage } from './shell/switch-language.ts';
import { shellCatalogue } from './shell/text.ts';
import { NoRoom, Welcome } from './shell/welcome.tsx';
import './design/base.css';

/**
 * The entry for everybody except the funder. A phone with a key belongs to a leader, who unlocks it. Anyone else
 * signs in, and only then the code of her role is loaded.
 */

const root = document.getElementById('app') ?? document.body;

/** How long a reload finds an idle staff member: as long as a desk stays open. */
const staffMs = 15 * 60_000;
const funderMs = 3_600_000;

acceptInvitation();
coverWhenHidden();
await loadCatalogue(shellCatalogue);
const database = await openDatabase().catch(() => undefined);
if (database === undefined) {
  await chooseLanguage('te');
  render(<NoRoom />, root);
} else {
  await start(database);
}
// After the first screen: on a slow line the shell's files would come first.
if ('serviceWorker' in navigator)
  void navigator.serviceWorker.register('/service-worker.js', { type: 'module' });

async function start(database: Database): Promise<void> {
  const stored = await readLanguage(database);
  await chooseLanguage(stored ?? 'te');

  const arrival = await arrive(database, '/signed-in');
  if (arrival.outcome === 'leaving') return;
  let hasFailed = arrival.outcome === 'failed';
  if (arrival.outcome === 'signed_in') {
    try {
      await enter(arrival.session);
      return;
    } catch {
      hasFailed = true;
      await markProviderSessionToEnd(database);
    }
  }
  if ((await database.count('keyring')) > 0) {
    forgetAddress();
    const { startLeader } = await import('./leader/start.tsx');
    await startLeader(root, { database });
    return;
  }
  render(
    <Welcome
      isLanguageChosen={stored !== undefined}
      failure={hasFailed ? 'signIn.failed' : undefined}
      onLanguage={(chosen) => switchLanguage(database, chosen)}
      onSignIn={() => beginSignIn(database, '/signed-in', language())}
    />,
    root,
  );

  async function enter(session: Session): Promise<void> {
    const api = createApi(session);
    const me = await readMe(api);
    if (stored === undefined) await chooseLanguage(me.locale);
    if (me.role === 'funder') {
      await keepProviderSession(database, funderMs);
      location.replace('/reports.html');
    } else if (me.role === 'leader') {
      forgetAddress();
      const { startLeader } = await import('./leader/start.tsx');
      await startLeader(root, { database, signedIn: { session, me } });
    } else {
      await keepProviderSession(database, staffMs);
      const { startStaff } = await import('./staff/start.tsx');
      await startStaff(root, { database, session, api, me });
    }
  }
}
