import { render } from 'preact';
import type { Database } from '../device/database.ts';
import { chooseLanguage, language, loadCatalogue, workLanguage } from '../i18n/language.ts';
import { openRows } from '../rows/encrypted-rows.ts';
import type { DataKey } from '../rows/row-cipher.ts';
import { watchIdleness } from '../shell/idle.ts';
import { followLeave } from '../shell/leave.ts';
import { switchLanguage } from '../shell/switch-language.ts';
import { hasEnded } from '../unlock/device-requests.ts';
import { readKeyring } from '../unlock/keyring.ts';
import { markForgotten } from '../unlock/keyring-changes.ts';
import { Locked } from '../unlock/locked.tsx';
import { holdTabLock } from '../unlock/tab-lock.ts';
import { type Unlocking, unlockWithPictures, unlockWithPin, type WrongTries } from '../unlock/unlock.ts';
import { profiles } from '../workspace/row-kinds.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import { PhoneApp } from './app.tsx';
import type { PhoneRole } from './role.ts';
import './phone.css';
import {
  closeWorkspace,
  goToDesk,
  type LastScreen,
  type Phone,
  type SignedIn,
  signIn,
  wipe,
} from './phone.tsx';
import { loadLockChoices, setUp } from './set-up.ts';

/** What a phone starts with. `signedIn` is absent if nobody has just signed in: then the phone starts locked. */
export type PhoneStart = { readonly database: Database; readonly signedIn?: SignedIn };

/** The phone is locked after this time without a touch. */
const idleMs = 2 * 60_000;

/** The phone is locked once the page has been hidden for this time. */
const hiddenMs = 30_000;

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

export /** Takes her data off the screen and asks for her PIN or pictures. Also draws the screen of a phone that starts locked. */
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
