import { render } from 'preact';
import { createApi } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { type Database, keepLanguage } from '../device/database.ts';
import { chooseLanguage, language, useCatalogue } from '../i18n/language.ts';
import { leaveForSignOut } from '../session/provider-session.ts';
import type { Session } from '../session/session.ts';
import { beginSignIn } from '../session/sign-in.ts';
import { watchIdleness } from '../shell/idle.ts';
import { followLeave } from '../shell/leave.ts';
import { App } from './app.tsx';
import { type Desk, openDesk } from './desk.ts';
import {
  choosePin,
  createKeyring,
  destroyKeyring,
  forgetPin,
  needsNewPin,
  openEscrow,
  readKeyring,
  unlock,
} from './keyring.ts';
import { profiles, renewals } from './kinds.ts';
import { ChoosePin, Locked, SomebodyElse } from './lock.tsx';
import { openRows, type SealedRows } from './sealed-rows.ts';
import { leaderCatalogue } from './text.ts';
import './leader.css';

const idleMs = 2 * 60_000;
const hiddenMs = 30_000;

type SignedIn = { readonly session: Session; readonly me: Me };

/** The leader's part of the app: locked, being set up, or open. */
export async function startLeader(
  root: HTMLElement,
  { database, signedIn }: { database: Database; signedIn?: SignedIn },
): Promise<void> {
  followLeave();
  await useCatalogue(leaderCatalogue);
  const signIn = (name?: string) => beginSignIn(database, '/signed-in', language(), name);
  let desk: Desk | undefined;
  let stopWatching = (): void => {};

  const lock = async (isSpent = false): Promise<void> => {
    stopWatching();
    desk?.close();
    desk = undefined;
    const kept = await readKeyring(database);
    // Signed out in another tab: nothing is left to unlock.
    if (kept === undefined) return location.replace('/');
    render(
      <Locked
        key="locked"
        isSpent={isSpent || kept.byPin === undefined}
        onSignIn={() => signIn()}
        onForgotten={async () => {
          await forgetPin(database);
          await signIn();
        }}
        onPin={async (pin) => {
          const unlocking = await unlock(database, pin);
          if (unlocking.outcome === 'open') await open(unlocking.key, undefined);
          return unlocking;
        }}
      />,
      root,
    );
  };

  const open = async (key: Uint8Array<ArrayBuffer>, fresh: SignedIn | undefined): Promise<void> => {
    const rows = await openRows(database, key);
    key.fill(0);
    if (fresh !== undefined) {
      await keepSignIn(rows, fresh);
      // Her session at the provider ends now, and she opens the phone as she will from here on.
      await leaveForSignOut('/').catch(() => lock());
      return;
    }
    const opened = openDesk(database, rows);
    desk = opened;
    stopWatching = watchIdleness({ idleMs, hiddenMs, onIdle: () => void lock() });
    opened.sync();
    render(
      <App
        key="open"
        desk={opened}
        onSignIn={() => signIn(rows.get(profiles, 'me')?.id)}
        onLanguage={async (chosen) => {
          await chooseLanguage(chosen);
          await keepLanguage(database, chosen);
        }}
      />,
      root,
    );
  };

  const setUp = async (fresh: SignedIn): Promise<void> => {
    const api = createApi(fresh.session);
    const kept = await readKeyring(database);
    if (kept === undefined) {
      render(
        <ChoosePin
          key="new"
          isAgain={false}
          onPin={async (pin) => open(await createKeyring(database, api, pin), fresh)}
        />,
        root,
      );
      return;
    }
    const key = await openEscrow(api, kept);
    if (key === undefined) {
      render(
        <SomebodyElse
          waiting={kept.waiting}
          onTake={async () => {
            await destroyKeyring(database);
            await setUp(fresh);
          }}
        />,
        root,
      );
    } else if (needsNewPin(kept)) {
      const onPin = async (pin: string) => {
        await choosePin(database, key, pin);
        await open(key, fresh);
      };
      render(<ChoosePin key="again" isAgain={true} onPin={onPin} />, root);
    } else {
      await open(key, fresh);
    }
  };

  await (signedIn === undefined ? lock() : setUp(signedIn));
}

async function keepSignIn(rows: SealedRows, { session, me }: SignedIn): Promise<void> {
  const refreshToken = session.refreshToken();
  await rows.put(profiles, 'me', me);
  if (refreshToken !== undefined) await rows.put(renewals, 'session', { refreshToken });
  rows.close();
}
