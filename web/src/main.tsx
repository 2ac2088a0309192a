import { render } from 'preact';
import {
  type Database,
  openDatabase,
  type PhoneRoleName,
  readLanguage,
  readPhoneRole,
} from './device/database.ts';
import { bringMissingLetters } from './device/missing-letters.ts';
import { chooseLanguage, language, loadCatalogue } from './i18n/language.ts';
import type { PhoneStart } from './phone/start.tsx';
import { forgetAddress, parseAddress } from './session/desk-address.ts';
import { acceptInvitation } from './session/invitation.ts';
import {
  keepProviderSession,
  markProviderSessionToEnd,
  readProviderSession,
} from './session/provider-session.ts';
import type { Session } from './session/session-tokens.ts';
import { coverWhenHidden } from './shell/cover.ts';
import { switchLanguage } from './shell/switch-language.ts';
import { shellCatalogue } from './shell/text.ts';
import { type Failure, NoRoom, Welcome } from './shell/welcome.tsx';
import './design/base.css';

/**
 * The entry for everybody except the funder. A phone with a key belongs to a leader or caseworker, who unlocks it. Anyone else
 * signs in, and only then the code of her role is loaded. What this file imports statically is what a new phone loads
 * before its first screen: on a slow line each 5 KB take a tenth of a second.
 */

const root = document.getElementById('app') ?? document.body;

/** For how long after her sign-in a reload finds somebody still signed in: as long as a desk stays open without a touch. */
const keptMs = 15 * 60_000;

/** Loads what a sign-in needs, until it is known which role's code comes next. */
const loadSignIn = async () => {
  const [{ arrive, beginSignIn }, { createApi }, { readMe }] = await Promise.all([
    import('./session/sign-in.ts'),
    import('./api/client.ts'),
    import('./api/me.ts'),
  ]);
  return { arrive, beginSignIn, createApi, readMe };
};

acceptInvitation();
coverWhenHidden();
const broughtFonts = bringMissingLetters();
/** The role that works on this phone, as far as is known. */
let roleOfPhone: PhoneRoleName | undefined;
await loadCatalogue(shellCatalogue);
const database = await openDatabase().catch(() => undefined);
if (database === undefined) {
  await chooseLanguage('te');
  render(<NoRoom />, root);
} else {
  await start(database);
}
// Called only when the first screen and the code of the sign-in are loaded: on a slow line, the shell's files would delay them.
void registerServiceWorker(navigator.serviceWorker);

/** Registers the service worker for the role that works on this phone, and has this page get its further parts from it. */
async function registerServiceWorker(workers: ServiceWorkerContainer | undefined): Promise<void> {
  if (workers === undefined) return;
  // The worker's address tells it what to keep for when there is no network: which fonts, and which role's code if not the leader's.
  const query = new URLSearchParams(broughtFonts.map((name) => ['font', name.toLowerCase()]));
  if (roleOfPhone === 'caseworker') query.set('role', roleOfPhone);
  await workers.register(`/service-worker.js${query.size === 0 ? '' : `?${query}`}`, { type: 'module' });
  const { active } = await workers.ready;
  // A worker takes over the pages that are open when it becomes active, but not a page that was still loading then.
  if (workers.controller === null) active?.postMessage('take over');
}

/** Starts the client of a role that works on a phone, whose code is loaded only now. */
async function startPhoneOf(role: PhoneRoleName, start: PhoneStart): Promise<void> {
  forgetAddress();
  roleOfPhone = role;
  if (role === 'leader') await (await import('./leader/start.tsx')).startLeader(root, start);
  else await (await import('./caseworker/start.tsx')).startCaseworker(root, start);
}

/**
 * Whether a caseworker signed in for her phone: from the locked phone, to renew its session or choose its lock anew. To open her desk, she
 * signs in at an address of the desk, or is found signed in after a reload.
 */
function isForPhone(phoneRole: PhoneRoleName | undefined, wasFound: boolean): boolean {
  return phoneRole === 'caseworker' && !wasFound && parseAddress(location.hash).length === 0;
}

/** Whether the API, or the renewal of her token, refuses somebody whom the provider has just let in: she is disabled. */
function isShutOut(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'SignedOut' || ('status' in error && error.status === 401))
  );
}

async function start(database: Database): Promise<void> {
  // Together: each waits for another process of the browser.
  const [stored, providerSession, phoneRole] = await Promise.all([
    readLanguage(database),
    readProviderSession(database),
    readPhoneRole(database),
  ]);
  // Set even if she opens her desk on this phone.
  roleOfPhone = phoneRole;
  await chooseLanguage(stored ?? 'te');

  // If there is no sign-in to find or to end, the code of the sign-in is loaded after the first screen.
  const isNobody = location.search === '' && providerSession === 'none';
  const arrival = isNobody
    ? ({ outcome: 'nobody' } as const)
    : await loadSignIn().then(({ arrive }) => arrive(database, '/signed-in'));
  if (arrival.outcome === 'leaving') return;
  let failure: Failure | undefined = arrival.outcome === 'failed' ? 'signIn.failed' : undefined;
  if (arrival.outcome === 'signed_in') {
    try {
      await enter(database, arrival, { isLanguageChosen: stored !== undefined, phoneRole });
      return;
    } catch (error) {
      failure = isShutOut(error) && !arrival.wasFound ? 'signIn.ended' : 'signIn.failed';
      await markProviderSessionToEnd(database);
    }
  }
  if (phoneRole !== undefined) {
    await startPhoneOf(phoneRole, { database });
    return;
  }
  render(
    <Welcome
      isLanguageChosen={stored !== undefined}
      failure={failure}
      onLanguage={(chosen) => switchLanguage(database, chosen)}
      onSignIn={() => loadSignIn().then(({ beginSignIn }) => beginSignIn(database, '/signed-in', language()))}
    />,
    root,
  );
  // Loads the code of the sign-in while she reads. Without a network this fails, and it is loaded when she signs in.
  await loadSignIn().catch(() => {});
}

/** Starts the client of whoever has signed in: her phone, or her desk. */
async function enter(
  database: Database,
  { session, wasFound }: { readonly session: Session; readonly wasFound: boolean },
  {
    isLanguageChosen,
    phoneRole,
  }: { readonly isLanguageChosen: boolean; readonly phoneRole: PhoneRoleName | undefined },
): Promise<void> {
  const { createApi, readMe } = await loadSignIn();
  const api = createApi(session);
  const me = await readMe(api);
  if (!isLanguageChosen) await chooseLanguage(me.locale);
  if (me.role === 'funder') {
    await keepProviderSession(database, keptMs);
    location.replace('/reports.html');
  } else if (me.role === 'leader') {
    await startPhoneOf('leader', { database, signedIn: { session, me } });
  } else if (me.role === 'caseworker' && isForPhone(phoneRole, wasFound)) {
    await startPhoneOf('caseworker', { database, signedIn: { session, me } });
  } else {
    await keepProviderSession(database, keptMs);
    const { startStaff } = await import('./desks/start.tsx');
    const onRoad = async (): Promise<void> => {
      // Her session at the provider ends with the set-up: a phone is opened by its own lock.
      await markProviderSessionToEnd(database);
      await startPhoneOf('caseworker', { database, signedIn: { session, me } });
      await registerServiceWorker(navigator.serviceWorker);
    };
    await startStaff(root, { database, session, me, onRoad });
  }
}
