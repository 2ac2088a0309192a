import { render } from 'preact';
import { createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { Problem } from '../api/problem.ts';
import type { Database } from '../device/database.ts';
import { chooseLanguage, language, loadCatalogue, workLanguage } from '../i18n/language.ts';
import { openRows } from '../rows/encrypted-rows.ts';
import type { DataKey } from '../rows/row-cipher.ts';
import { forgetAddress, hrefOf } from '../session/desk-address.ts';
import { redirectToSignOut } from '../session/provider.ts';
import type { Session } from '../session/session-tokens.ts';
import { beginSignIn } from '../session/sign-in.ts';
import { watchIdleness } from '../shell/idle.ts';
import { followLeave, notifyOtherTabs } from '../shell/leave.ts';
import { switchLanguage } from '../shell/switch-language.ts';
import { hasEnded } from '../unlock/device-requests.ts';
import { forgetCredential } from '../unlock/hardware.ts';
import { destroyKeyring, type Keyring, needsNewSecret, openEscrow, readKeyring } from '../unlock/keyring.ts';
import { markForgotten } from '../unlock/keyring-changes.ts';
import { AccessEnded, Locked } from '../unlock/locked.tsx';
import { holdTabLock } from '../unlock/tab-lock.ts';
import { type Unlocking, unlockWithPictures, unlockWithPin, type WrongTries } from '../unlock/unlock.ts';
import { profiles, renewals } from '../workspace/row-kinds.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { PhoneApp } from './app.tsx';
import type { PhoneRole } from './role.ts';
import './phone.css';

type SignedIn = { readonly session: Session; readonly me: Me };

/** What a phone starts with. `signedIn` is absent if nobody has just signed in: then the phone starts locked. */
export type PhoneStart = { readonly database: Database; readonly signedIn?: SignedIn };

/** The screen that an unlocked phone showed last, by ids alone: in memory until the page is closed. */
type LastScreen<Screen> = {
  readonly deviceId: string;
  readonly screen: Screen;
  /** How far down it is scrolled, in CSS pixels. */
  readonly scrollY: number;
};

/** The phone is locked after this time without a touch. */
const idleMs = 2 * 60_000;
/** The phone is locked once the page has been hidden for this time. */
const hiddenMs = 30_000;

/** The phone while the page is open. */
type Phone<Screen> = {
  readonly role: PhoneRole<Screen>;
  readonly root: HTMLElement;
  readonly database: Database;
  /** The data of the unlocked phone; undefined while the phone is locked. */
  workspace: Workspace | undefined;
  stopWatching: () => void;
  releaseTabLock: () => void;
  lastScreen: LastScreen<Screen> | undefined;
};

/**
 * Starts the client of a role that works on a phone: draws the locked phone, its set-up, or the app of the unlocked phone.
 */
export async function startPhone<Screen>(
  role: PhoneRole<Screen>,
  root: HTMLElement,
  { database, signedIn }: PhoneStart,
): Promise<void> {
  followLeave();
  await chooseLanguage(workLanguage(language()));
  await loadCatalogue(role.firstCatalogue);
  const phone: Phone<Screen> = {
    role,
    root,
    database,
    workspace: undefined,
    stopWatching: () => {},
    releaseTabLock: () => {},
    lastScreen: undefined,
  };
  await (signedIn === undefined ? lock(phone) : setUp(phone, signedIn));
}

const signIn = <Screen,>({ database }: Phone<Screen>, signInName?: string): Promise<void> =>
  beginSignIn(database, '/signed-in', language(), signInName);

/** Leads to her desk, for which she must sign in. The desk stores nothing; the phone's data stays. @throws TypeError without a network */
async function goToDesk<Screen>({ database }: Phone<Screen>): Promise<void> {
  // When she comes back signed in, this address in the history tells the page that she wanted her desk.
  history.replaceState(null, '', hrefOf('today'));
  await beginSignIn(database, '/signed-in', language()).catch((error: unknown) => {
    forgetAddress();
    throw error;
  });
}

async function closeWorkspace<Screen>(phone: Phone<Screen>): Promise<void> {
  phone.stopWatching();
  // Both fields are cleared before the wait, so that a second call closes nothing twice.
  const { workspace, releaseTabLock } = phone;
  phone.workspace = undefined;
  phone.releaseTabLock = () => {};
  await workspace?.close();
  releaseTabLock();
}

/** Wipes the phone's data after her access has ended, and says so. */
async function wipe<Screen>(phone: Phone<Screen>, keyring: Keyring): Promise<void> {
  phone.lastScreen = undefined;
  // Makes the other tabs close, and so drop the keys in their memory.
  notifyOtherTabs();
  await closeWorkspace(phone);
  await destroyKeyring(phone.database);
  // `waiting`: how many operations and drafts were unsent.
  render(<AccessEnded key="ended" lostCount={keyring.waiting} />, phone.root);
  if (keyring.lock?.credential !== undefined) await forgetCredential(keyring.lock.credential);
}

async function lock<Screen>(phone: Phone<Screen>): Promise<void> {
  const { database, workspace, lastScreen } = phone;
  // Stored before the locked screen is drawn, which has a scroll position of its own.
  if (workspace !== undefined && lastScreen !== undefined) {
    phone.lastScreen = { ...lastScreen, scrollY: window.scrollY };
  }
  // Not awaited: her data must leave the screen before the last input is written.
  void closeWorkspace(phone);
  const keyring = await readKeyring(database);
  // She has signed out in another tab, so nothing is left to unlock.
  if (keyring === undefined) return location.replace('/');
  const attempt = async (unlock: () => Promise<Unlocking>): Promise<Unlocking> => {
    const unlocking = await unlock();
    if (unlocking.outcome === 'ended') await wipe(phone, keyring);
    if (unlocking.outcome === 'open') await openPhone(phone, keyring.deviceId, unlocking);
    return unlocking;
  };
  // How she unlocks the phone, by PIN or pictures; undefined if she must sign in to choose a new lock.
  const way = keyring.lock?.way;
  const UnlockByPictures =
    way === 'pictures'
      ? await loadLockChoices(phone.role)
          .then((choices) => choices.UnlockByPictures)
          // Without a network this may fail. `Locked` then says that the pictures cannot be shown yet.
          .catch(() => undefined)
      : undefined;
  render(
    <Locked
      key="locked"
      way={way}
      UnlockByPictures={UnlockByPictures}
      onSignIn={() => signIn(phone)}
      {...(phone.role.hasDesk ? { onDesk: () => goToDesk(phone) } : {})}
      onForgotten={async () => {
        await markForgotten(database);
        await signIn(phone);
      }}
      onPin={(pin) => attempt(() => unlockWithPin(database, pin))}
      // `stretch` derives a secret from the five pictures.
      onPictures={(stretch) => attempt(() => unlockWithPictures(database, stretch))}
    />,
    phone.root,
  );
}

/** Opens the phone with its data key: from here on it is unlocked, until `lock`. */
async function openPhone<Screen>(
  phone: Phone<Screen>,
  deviceId: string,
  { key, wrongTries }: { readonly key: DataKey; readonly wrongTries: WrongTries },
): Promise<void> {
  const { database } = phone;
  const release = await holdTabLock();
  // Another tab may have made a new key since this one was unlocked.
  if ((await readKeyring(database))?.deviceId !== deviceId) {
    release();
    return lock(phone);
  }
  const rows = await openRows(database, key);
  // Erases the readable key from memory. The rows have keys that were derived from it.
  key.fill(0);
  const wipeIfEnded = async (): Promise<boolean> => {
    const keyring = await readKeyring(database);
    if (keyring === undefined || !(await hasEnded(keyring, keyring.waiting))) return false;
    await wipe(phone, keyring);
    return true;
  };
  const workspace = openWorkspace(database, rows, phone.role.work, wipeIfEnded);
  phone.releaseTabLock = release;
  phone.workspace = workspace;
  // After wrong tries she starts on the home screen, which warns of them.
  const { screen, scrollY } = screenAfterUnlock(phone, deviceId, wrongTries.count === 0);
  phone.lastScreen = { deviceId, screen, scrollY };
  const allowOrLock = watchOpenPhone(phone, phone.lastScreen);
  workspace.sync();
  const signInAgain = () => signIn(phone, rows.get(profiles, 'me')?.signInName);
  render(
    <PhoneApp
      key="open"
      role={phone.role}
      workspace={workspace}
      firstScreen={screen}
      scrollY={scrollY}
      wrongTries={wrongTries}
      onSignIn={signInAgain}
      // Only the screens of a role with a desk call it.
      onDesk={() => goToDesk(phone)}
      onLanguage={(chosen) => switchLanguage(database, chosen)}
      allowOrLock={allowOrLock}
      lock={() => void lock(phone)}
      // She chooses a new lock after signing in, as if she had forgotten hers.
      onNewLock={async () => {
        await markForgotten(database);
        await signInAgain();
      }}
    />,
    phone.root,
  );
}

/** The screen that the phone showed last, if `mayGoOn` and it was the screen of this registration (`deviceId`); otherwise the home screen. */
function screenAfterUnlock<Screen>(
  { role, lastScreen }: Phone<Screen>,
  deviceId: string,
  mayGoOn: boolean,
): Pick<LastScreen<Screen>, 'screen' | 'scrollY'> {
  if (!mayGoOn || lastScreen?.deviceId !== deviceId) return { screen: role.home, scrollY: 0 };
  const screen = role.afterUnlock(lastScreen.screen);
  // A screen that stands in for the former one is shown from its top.
  return { screen, scrollY: screen === lastScreen.screen ? lastScreen.scrollY : 0 };
}

/**
 * Locks the open phone when nobody touches it, or when the role's guard forbids a screen.
 * @returns a function that says whether a screen may be shown, and locks the phone if not
 */
function watchOpenPhone<Screen>(
  phone: Phone<Screen>,
  { deviceId, screen }: LastScreen<Screen>,
): (next: Screen) => boolean {
  const guard = phone.role.createGuard();
  // Only tells the guard which screen is shown: a phone that was just unlocked may show any screen.
  guard.mayShow(screen);
  phone.stopWatching = watchIdleness({
    idleMs,
    hiddenMs,
    onIdle: () => void lock(phone),
    ...(guard.hold === undefined ? {} : { hold: guard.hold }),
  });
  return (next) => {
    const isAllowed = guard.mayShow(next);
    if (!isAllowed) void lock(phone);
    // `lock` has stored the screen before. Once she has unlocked the phone, it shows the screen to which she wanted to go.
    phone.lastScreen = { deviceId, screen: next, scrollY: 0 };
    return isAllowed;
  };
}

/** What is loaded when a phone is set up, or is unlocked by pictures, with its texts. */
async function loadLockChoices<Screen>({ otherCatalogue }: PhoneRole<Screen>) {
  const [{ lockChoices }] = await Promise.all([
    import('../unlock/set-up/lock-choices.ts'),
    loadCatalogue(otherCatalogue),
  ]);
  return lockChoices;
}

/** Sets the phone up after its person has signed in: she chooses how the phone is unlocked, unless it has a lock that the server can open for her. */
async function setUp<Screen>(phone: Phone<Screen>, fresh: SignedIn): Promise<void> {
  const { database } = phone;
  const api = createApi(fresh.session);
  const keyring = await readKeyring(database);
  // The phone's data key, decrypted by the server. Undefined if there is no keyring, or if it is another person's or of another role; `ended` if the
  // access of this phone has ended.
  const opened = keyring?.role === phone.role.name ? await openEscrow(api, keyring) : undefined;
  if (keyring !== undefined && opened === 'ended') return wipe(phone, keyring);
  const key = opened === 'ended' ? undefined : opened;
  if (keyring !== undefined && key !== undefined && !needsNewSecret(keyring)) {
    await finishSignIn(database, key, fresh);
    return;
  }
  const { createKeyring, openSetUp } = await loadLockChoices(phone.role);
  const { askForSecret, showSomebodyElse } = await openSetUp(phone.root);
  // The phone has somebody else's data: it asks whether that data may be destroyed.
  if (keyring !== undefined && key === undefined) {
    showSomebodyElse(keyring.waiting, async () => {
      await destroyKeyring(database);
      await setUp(phone, fresh);
    });
    return;
  }
  // Her keyring and data key, if she has set up this phone before: then only its lock is replaced.
  const former = keyring === undefined || key === undefined ? undefined : { keyring, key };
  askForSecret({
    isAgain: former !== undefined,
    onSecret: async (secret) => {
      const newKey = await createKeyring(database, api, secret, former, phone.role.name).catch(
        async (error: unknown) => {
          // One of her phones, perhaps this one, was ended after she signed in: so she must sign in again.
          if (!(error instanceof Problem) || error.document.code !== 'sign_in_again') throw error;
          await signIn(phone, fresh.me.signInName);
        },
      );
      // Undefined if she is led to sign in again.
      if (newKey !== undefined) await finishSignIn(database, newKey, fresh);
    },
  });
}

/**
 * Ends the sign-in on her phone: stores her refresh token encrypted, and redirects her to the identity provider's
 * sign-out, so that her session there ends. When she comes back she unlocks the phone as always.
 */
async function finishSignIn(database: Database, key: DataKey, { session, me }: SignedIn): Promise<void> {
  const rows = await openRows(database, key);
  key.fill(0);
  const refreshToken = session.refreshToken();
  await rows.put(profiles, 'me', me);
  if (refreshToken !== undefined) await rows.put(renewals, 'session', { refreshToken });
  await rows.close();
  await redirectToSignOut('/').catch(() => location.replace('/'));
}
