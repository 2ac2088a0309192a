import { render } from 'preact';
import { createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import { language, loadCatalogue } from '../i18n/language.ts';
import { redirectToSignOut } from '../session/provider-session.ts';
import type { Session } from '../session/session.ts';
import { beginSignIn } from '../session/sign-in.ts';
import { watchIdleness } from '../shell/idle.ts';
import { followLeave, notifyOtherTabs } from '../shell/leave.ts';
import { switchLanguage } from '../shell/switch-language.ts';
import { App } from './app.tsx';
import { openRows } from './encrypted-rows.ts';
import { hasEnded } from './lock/device-requests.ts';
import { forgetCredential } from './lock/hardware.ts';
import {
  destroyKeyring,
  forgetSecret,
  type Keyring,
  needsNewSecret,
  openEscrow,
  readKeyring,
} from './lock/keyring.ts';
import { Ended, Locked } from './lock/locked.tsx';
import { holdTabLock } from './lock/tab-lock.ts';
import { type Unlocking, unlockWithPictures, unlockWithPin } from './lock/unlock.ts';
import type { DataKey } from './lock/wrap-key.ts';
import { createMeetingMode, meetingMs } from './meeting-mode.ts';
import { profiles, renewals } from './row-kinds.ts';
import { afterUnlock, type Screen } from './screen.ts';
import { leaderCatalogue } from './text.ts';
import { openWorkspace, type Workspace } from './workspace.ts';
import './leader.css';

type SignedIn = { readonly session: Session; readonly me: Me };

/** Where she was on an unlocked phone, by ids alone: in memory until the page is closed. */
type Place = {
  readonly deviceId: string;
  readonly screen: Screen;
  /** How far down, in CSS pixels. */
  readonly scrollY: number;
};

const idleMs = 2 * 60_000;
const hiddenMs = 30_000;

/** The leader's app: locked, in set-up, or unlocked. */
export async function startLeader(
  root: HTMLElement,
  { database, signedIn }: { database: Database; signedIn?: SignedIn },
): Promise<void> {
  followLeave();
  await loadCatalogue(leaderCatalogue);
  const signIn = (name?: string) => beginSignIn(database, '/signed-in', language(), name);
  let workspace: Workspace | undefined;
  let stopWatching = (): void => {};
  let letGo = (): void => {};
  let place: Place | undefined;

  const close = async (): Promise<void> => {
    stopWatching();
    const [open, release] = [workspace, letGo];
    workspace = undefined;
    letGo = () => {};
    await open?.close();
    release();
  };

  /** Her access has ended: wipe the phone's data before anything else. */
  const end = async (kept: Keyring): Promise<void> => {
    place = undefined;
    notifyOtherTabs();
    await close();
    await destroyKeyring(database);
    render(<Ended key="ended" lost={kept.waiting} />, root);
    if (kept.lock?.credential !== undefined) await forgetCredential(kept.lock.credential);
  };

  const lock = async (): Promise<void> => {
    if (workspace !== undefined && place !== undefined) place = { ...place, scrollY: window.scrollY };
    void close();
    const kept = await readKeyring(database);
    // Signed out in another tab: nothing is left to unlock.
    if (kept === undefined) return location.replace('/');
    const attempt = async (unlock: () => Promise<Unlocking>): Promise<Unlocking> => {
      const unlocking = await unlock();
      if (unlocking.outcome === 'ended') await end(kept);
      if (unlocking.outcome === 'open') await open(kept.deviceId, unlocking.key, unlocking.wrongTries);
      return unlocking;
    };
    const way = kept.lock?.way;
    const ByPictures =
      way === 'pictures'
        ? await import('./pictures/unlock-by-pictures.tsx')
            .then((file) => file.loadLockedByPictures())
            .catch(() => undefined)
        : undefined;
    render(
      <Locked
        key="locked"
        way={way}
        ByPictures={ByPictures}
        onSignIn={() => signIn()}
        onForgotten={async () => {
          await forgetSecret(database);
          await signIn();
        }}
        onPin={(pin) => attempt(() => unlockWithPin(database, pin))}
        onPictures={(stretch) => attempt(() => unlockWithPictures(database, stretch))}
      />,
      root,
    );
  };

  const open = async (deviceId: string, key: DataKey, wrongTries: number): Promise<void> => {
    const release = await holdTabLock();
    // Another tab may have made a new key since this one was unlocked.
    if ((await readKeyring(database))?.deviceId !== deviceId) {
      release();
      return lock();
    }
    const rows = await openRows(database, key);
    key.fill(0);
    const opened = openWorkspace(database, rows, async () => {
      const kept = await readKeyring(database);
      if (kept === undefined || !(await hasEnded(kept, kept.waiting))) return false;
      await end(kept);
      return true;
    });
    letGo = release;
    workspace = opened;
    const meeting = createMeetingMode();
    // A warning of wrong tries stands on the home screen.
    const before = wrongTries === 0 && place?.deviceId === deviceId ? place : undefined;
    const returnsTo: Screen = before === undefined ? { name: 'home' } : afterUnlock(before.screen);
    const scrollY = returnsTo === before?.screen ? before.scrollY : 0;
    place = { deviceId, screen: returnsTo, scrollY };
    meeting.mayShow(returnsTo);
    stopWatching = watchIdleness({
      idleMs,
      hiddenMs,
      onIdle: () => void lock(),
      hold: { isHolding: meeting.isHolding, forMs: meetingMs, onHeld: meeting.hold },
    });
    const mayShow = (next: Screen): boolean => {
      const isAllowed = meeting.mayShow(next);
      if (!isAllowed) void lock();
      // Where she wanted to go, also if she has to unlock the phone first.
      place = { deviceId, screen: next, scrollY: 0 };
      return isAllowed;
    };
    opened.sync();
    render(
      <App
        key="open"
        workspace={opened}
        returnsTo={returnsTo}
        scrollY={scrollY}
        wrongTries={wrongTries}
        onSignIn={() => signIn(rows.get(profiles, 'me')?.signInName)}
        onLanguage={(chosen) => switchLanguage(database, chosen)}
        mayShow={mayShow}
        onNewLock={async () => {
          await forgetSecret(database);
          await signIn(rows.get(profiles, 'me')?.signInName);
        }}
      />,
      root,
    );
  };

  const setUp = async (fresh: SignedIn): Promise<void> => {
    const api = createApi(fresh.session);
    const kept = await readKeyring(database);
    const key = kept && (await openEscrow(api, kept));
    if (kept !== undefined && key !== undefined && !needsNewSecret(kept)) {
      await finish(database, key, fresh);
      return;
    }
    const [{ openSetUp }, { createKeyring }] = await Promise.all([
      import('./set-up/set-up.tsx'),
      import('./lock/set-up.ts'),
    ]);
    const { askForSecret, tellOfAnother } = await openSetUp(root);
    if (kept !== undefined && key === undefined) {
      tellOfAnother(kept.waiting, async () => {
        await destroyKeyring(database);
        await setUp(fresh);
      });
      return;
    }
    const former = kept && key && { kept, key };
    askForSecret(former !== undefined, async (secret) => {
      await finish(database, await createKeyring(database, api, secret, former), fresh);
    });
  };

  await (signedIn === undefined ? lock() : setUp(signedIn));
}

/**
 * Stores her refresh token encrypted, and sends her through the provider's sign-out: her session there ends, and
 * she unlocks the phone as she always will.
 */
async function finish(database: Database, key: DataKey, { session, me }: SignedIn): Promise<void> {
  const rows = await openRows(database, key);
  key.fill(0);
  const refreshToken = session.refreshToken();
  await rows.put(profiles, 'me', me);
  if (refreshToken !== undefined) await rows.put(renewals, 'session', { refreshToken });
  await rows.close();
  await redirectToSignOut('/').catch(() => location.replace('/'));
}
