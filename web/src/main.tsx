import { render } from 'preact';
import { createApi } from './api/client.ts';
import { readMe } from './api/me.ts';
import { type Database, keepLanguage, openDatabase, readLanguage } from './device/database.ts';
import { chooseLanguage, language, useCatalogue } from './i18n/language.ts';
import { acceptInvitation } from './session/invitation.ts';
import type { Session } from './session/session.ts';
import { beginSignIn, finishSignIn } from './session/sign-in.ts';
import { shellCatalogue } from './shell/text.ts';
import { NoRoom, Welcome } from './shell/welcome.tsx';
import './style/base.css';

/**
 * Where everybody but the funder begins. Who has a key on this phone is a leader, and unlocks it; whoever signs in is led to
 * her own screens, whose code comes only then.
 */

const root = document.getElementById('app') ?? document.body;

acceptInvitation();
await useCatalogue(shellCatalogue);
const database = await openDatabase().catch(() => undefined);
if (database === undefined) {
  await chooseLanguage('te');
  render(<NoRoom />, root);
} else {
  await start(database);
}
// After the first screen: on a slow line the shell would come before it.
if ('serviceWorker' in navigator)
  void navigator.serviceWorker.register('/service-worker.js', { type: 'module' });

async function start(database: Database): Promise<void> {
  const known = await readLanguage(database);
  await chooseLanguage(known ?? 'te');

  let failure: 'signIn.failed' | undefined;
  const session = await finishSignIn().catch(() => {
    failure = 'signIn.failed';
    return undefined;
  });
  if (session !== undefined) {
    try {
      await enter(session);
      return;
    } catch {
      failure = 'signIn.failed';
    }
  }
  if ((await database.count('keyring')) > 0) {
    const { startLeader } = await import('./leader/start.tsx');
    await startLeader(root, { database });
    return;
  }
  render(
    <Welcome
      isKnown={known !== undefined}
      failure={failure}
      onLanguage={async (chosen) => {
        await chooseLanguage(chosen);
        await keepLanguage(database, chosen);
      }}
      onSignIn={() => beginSignIn('/signed-in', language(), true)}
    />,
    root,
  );

  async function enter(session: Session): Promise<void> {
    const api = createApi(session);
    const me = await readMe(api);
    if (known === undefined) await chooseLanguage(me.locale);
    if (me.role === 'funder') {
      location.replace('/reports.html');
    } else if (me.role === 'leader') {
      const { startLeader } = await import('./leader/start.tsx');
      await startLeader(root, { database, signedIn: { session, me } });
    } else {
      const { startStaff } = await import('./staff/start.tsx');
      await startStaff(root, { session, api, me });
    }
  }
}
