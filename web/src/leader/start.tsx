import { render } from 'preact';
import { createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { Problem } from '../api/problem.ts';
import type { Database } from '../device/database.ts';
import { chooseLanguage, language, loadCatalogue, workLanguage } from '../i18n/language.ts';
import { redirectToSignOut } from '../session/provider.ts';
import type { Session } from '../session/session-tokens.ts';
import { beginSignIn } from '../session/sign-in.ts';
import { watchIdleness } from '../shell/idle.ts';
import { followLeave, notifyOtherTabs } from '../shell/leave.ts';
import { switchLanguage } from '../shell/switch-language.ts';
import { App } from './app.tsx';
import { firstCatalogue } from './catalogues.ts';
import { hasEnded } from './lock/device-requests.ts';
import { forgetCredential } from './lock/hardware.ts';
import {
  destroyKeyring,
  type Keyring,
  markForgotten,
  needsNewSecret,
  openEscrow,
  readKeyring,
} from './lock/keyring.ts';
import { AccessEnded, Locked } from './lock/locked.tsx';
import { holdTabLock } from './lock/tab-lock.ts';
import { type Unlocking, unlockWithPictures, unlockWithPin, type WrongTries } from './lock/unlock.ts';
import type { DataKey } from './lock/wrap-key.ts';
import { createMeetingMode, meetingMs } from './meetings/meeting-mode.ts';
import { loadLockChoices } from './parts.ts';
import { afterUnlock, type Screen } from './screen.ts';
import { openRows } from './workspace/encrypted-rows.ts';
import { profiles, renewals } from './workspace/row-kinds.ts';
import { openWorkspace, type Workspace } from './workspace/workspace.ts';
import './leader.css';

type SignedIn = { readonly session: Session; readonly me: Me };

/** The screen that an unlocked phone showed last, by ids alone: in memory until the page is closed. */
type LastScreen = {
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
type Phone = {
  readonly root: HTMLElement;
  readonly database: Database;
  /** The data of the unlocked phone; undefined while the phone is locked. */
  workspace: Workspace | undefined;
  stopWatching: () => void;
  releaseTabLock: () => void;
  lastScreen: LastScreen | undefined;
};

/**
 * Starts the leader's part of the client: draws the locked phone, its set-up, or the app of the unlocked phone.
 * @param signedIn undefined if nobody has just signed in: then the phone is locked
 */
export async function startLeader(
  root: HTMLElement,
  { database, signedIn }: { database: Database; signedIn?: SignedIn },
): Promise<void> {
  followLeave();
  await chooseLanguage(workLanguage(language()));
  await loadCatalogue(firstCatalogue);
  const phone: Phone = {
    root,
    database,
    workspace: undefined,
    stopWatching: () => {},
    releaseTabLock: () => {},
    lastScreen: undefined,
  };
  await (signedIn === undefined ? lock(phone) : setUp(phone, signedIn));
}

const signIn = ({ database }: Phone, signInName?: string): Promise<void> =>
  beginSignIn(database, '/signed-in', language(), signInName);

async function closeWorkspace(phone: Phone): Promise<void> {
  phone.stopWatching();
  // Both are cleared before the wait, so that a second call closes nothing twice.
  const [closing, release] = [phone.workspace, phone.releaseTabLock];
  phone.workspace = undefined;
  phone.releaseTabLock = () => {};
  await closing?.close();
  release();
}

/** Wipes the phone's data after the leader's access has ended, and says so. */
async function wipe(phone: Phone, keyring: Keyring): Promise<void> {
  phone.lastScreen = undefined;
  // Other tabs close, with the keys in their memory.
  notifyOtherTabs();
  await closeWorkspace(phone);
  await destroyKeyring(phone.database);
  // `waiting`: how many operations and drafts were unsent.
  render(<AccessEnded key="ended" lostCount={keyring.waiting} />, phone.root);
  if (keyring.lock?.credential !== undefined) await forgetCredential(keyring.lock.credential);
}

async function lock(phone: Phone): Promise<void> {
  const { database, workspace, lastScreen } = phone;
  // While the phone is locked, the page's scroll position is not that of the leader's screen.
  if (workspace !== undefined && lastScreen !== undefined) {
    phone.lastScreen = { ...lastScreen, scrollY: window.scrollY };
  }
  void closeWorkspace(phone);
  const keyring = await readKeyring(database);
  // The leader has signed out in another tab, so nothing is left to unlock.
  if (keyring === undefined) return location.replace('/');
  const attempt = async (unlock: () => Promise<Unlocking>): Promise<Unlocking> => {
    const unlocking = await unlock();
    if (unlocking.outcome === 'ended') await wipe(phone, keyring);
    if (unlocking.outcome === 'open') await openPhone(phone, keyring.deviceId, unlocking);
    return unlocking;
  };
  // How the leader unlocks the phone, by PIN or pictures; undefined if she must sign in to choose a new lock.
  const way = keyring.lock?.way;
  const UnlockByPictures =
    way === 'pictures'
      ? await loadLockChoices()
          .then((choices) => choices.UnlockByPictures)
          // Without a network it may fail: `Locked` then says so.
          .catch(() => undefined)
      : undefined;
  render(
    <Locked
      key="locked"
      way={way}
      UnlockByPictures={UnlockByPictures}
      onSignIn={() => signIn(phone)}
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
async function openPhone(
  phone: Phone,
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
  // Leaves no readable key in memory: the rows have keys derived from it.
  key.fill(0);
  const workspace = openWorkspace(database, rows, async () => {
    const keyring = await readKeyring(database);
    if (keyring === undefined || !(await hasEnded(keyring, keyring.waiting))) return false;
    await wipe(phone, keyring);
    return true;
  });
  phone.releaseTabLock = release;
  phone.workspace = workspace;
  // After wrong tries she starts on the home screen, which warns of them.
  const { screen, scrollY } = screenAfterUnlock(phone, deviceId, wrongTries.count === 0);
  phone.lastScreen = { deviceId, screen, scrollY };
  const allowOrLock = watchOpenPhone(phone, phone.lastScreen);
  workspace.sync();
  const signInAgain = () => signIn(phone, rows.get(profiles, 'me')?.signInName);
  render(
    <App
      key="open"
      workspace={workspace}
      firstScreen={screen}
      scrollY={scrollY}
      wrongTries={wrongTries}
      onSignIn={signInAgain}
      onLanguage={(chosen) => switchLanguage(database, chosen)}
      allowOrLock={allowOrLock}
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
function screenAfterUnlock(
  { lastScreen }: Phone,
  deviceId: string,
  mayGoOn: boolean,
): Pick<LastScreen, 'screen' | 'scrollY'> {
  if (!mayGoOn || lastScreen?.deviceId !== deviceId) return { screen: { name: 'home' }, scrollY: 0 };
  const screen = afterUnlock(lastScreen.screen);
  // A screen that stands in for the former one is shown from its top.
  return { screen, scrollY: screen === lastScreen.screen ? lastScreen.scrollY : 0 };
}

/**
 * Locks the open phone when nobody touches it, or when in meeting mode another screen than the meeting's own is to be shown.
 * @returns whether a screen may be shown; if not, the phone is being locked
 */
function watchOpenPhone(phone: Phone, { deviceId, screen }: LastScreen): (next: Screen) => boolean {
  const meetingMode = createMeetingMode();
  // Tells meeting mode which screen is shown; a phone that was just unlocked may show any.
  meetingMode.mayShow(screen);
  phone.stopWatching = watchIdleness({
    idleMs,
    hiddenMs,
    onIdle: () => void lock(phone),
    // A meeting's sheet stays open longer without a touch.
    hold: { isHolding: meetingMode.isHolding, forMs: meetingMs, onHeld: meetingMode.hold },
  });
  return (next) => {
    const isAllowed = meetingMode.mayShow(next);
    if (!isAllowed) void lock(phone);
    // If she has to unlock the phone first, it then shows the screen to which she wanted to go.
    phone.lastScreen = { deviceId, screen: next, scrollY: 0 };
    return isAllowed;
  };
}

/** Sets the phone up after the leader has signed in: she chooses how the phone is unlocked, unless it has a lock that the server can open for her. */
async function setUp(phone: Phone, fresh: SignedIn): Promise<void> {
  const { database } = phone;
  const api = createApi(fresh.session);
  const keyring = await readKeyring(database);
  // The phone's data key, if the server can decrypt it for the leader. Undefined if there is no keyring, or if the keyring is another person's.
  const opened = keyring && (await openEscrow(api, keyring));
  if (keyring !== undefined && opened === 'ended') return wipe(phone, keyring);
  const key = opened === 'ended' ? undefined : opened;
  if (keyring !== undefined && key !== undefined && !needsNewSecret(keyring)) {
    await finishSignIn(database, key, fresh);
    return;
  }
  const { createKeyring, openSetUp } = await loadLockChoices();
  const { askForSecret, showSomebodyElse } = await openSetUp(phone.root);
  if (keyring !== undefined && key === undefined) {
    showSomebodyElse(keyring.waiting, async () => {
      await destroyKeyring(database);
      await setUp(phone, fresh);
    });
    return;
  }
  // The leader's keyring and data key, if she has set up this phone before: then only its lock is replaced.
  const former = keyring && key && { keyring, key };
  askForSecret({
    isAgain: former !== undefined,
    onSecret: async (secret) => {
      const newKey = await createKeyring(database, api, secret, former).catch(async (error: unknown) => {
        // A phone of hers was ended since she signed in, perhaps this one: she signs in again.
        if (!(error instanceof Problem) || error.document.code !== 'sign_in_again') throw error;
        await signIn(phone, fresh.me.signInName);
      });
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
