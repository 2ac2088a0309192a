import { render } from 'preact';
import type { Me } from '../api/me.ts';
import type { Database } from '../device/database.ts';
import { language } from '../i18n/language.ts';
import { forgetAddress, hrefOf } from '../session/desk-address.ts';
import type { Session } from '../session/session-tokens.ts';
import { beginSignIn } from '../session/sign-in.ts';
import { notifyOtherTabs } from '../shell/leave.ts';
import { forgetCredential } from '../unlock/hardware.ts';
import { destroyKeyring, type Keyring } from '../unlock/keyring.ts';
import { AccessEnded } from '../unlock/locked.tsx';
import type { Workspace } from '../workspace/workspace.ts';
import type { PhoneRole } from './role.ts';

/** The state of the phone's page, and the ways to leave it. start.tsx locks and unlocks the phone, set-up.ts sets it up. */

export type SignedIn = { readonly session: Session; readonly me: Me };

/** The screen that an unlocked phone showed last, by ids alone: in memory until the page is closed. */
export type LastScreen<Screen> = {
  readonly deviceId: string;
  readonly screen: Screen;
  /** How far down it is scrolled, in CSS pixels. */
  readonly scrollY: number;
};

/** The phone while the page is open. */
export type Phone<Screen> = {
  readonly role: PhoneRole<Screen>;
  readonly root: HTMLElement;
  readonly database: Database;
  /** The data of the unlocked phone; undefined while the phone is locked. */
  workspace: Workspace | undefined;
  stopWatching: () => void;
  releaseTabLock: () => void;
  lastScreen: LastScreen<Screen> | undefined;
};

export const signIn = <Screen,>({ database }: Phone<Screen>, signInName?: string): Promise<void> =>
  beginSignIn(database, '/signed-in', language(), signInName);

/** Leads to her desk, for which she must sign in. The desk stores nothing; the phone's data stays. @throws TypeError without a network */
export async function goToDesk<Screen>({ database }: Phone<Screen>): Promise<void> {
  // When she comes back signed in, this address in the history tells the page that she wanted her desk.
  history.replaceState(null, '', hrefOf('today'));
  await beginSignIn(database, '/signed-in', language()).catch((error: unknown) => {
    forgetAddress();
    throw error;
  });
}

export async function closeWorkspace<Screen>(phone: Phone<Screen>): Promise<void> {
  phone.stopWatching();
  // Both fields are cleared before the wait, so that a second call closes nothing twice.
  const { workspace, releaseTabLock } = phone;
  phone.workspace = undefined;
  phone.releaseTabLock = () => {};
  await workspace?.close();
  releaseTabLock();
}

/** Wipes the phone's data after her access has ended, and says so. */
export async function wipe<Screen>(phone: Phone<Screen>, keyring: Keyring): Promise<void> {
  phone.lastScreen = undefined;
  // Makes the other tabs close, and so drop the keys in their memory.
  notifyOtherTabs();
  await closeWorkspace(phone);
  await destroyKeyring(phone.database);
  // `waiting`: how many operations and drafts were unsent.
  render(<AccessEnded key="ended" lostCount={keyring.waiting} />, phone.root);
  if (keyring.lock?.credential !== undefined) await forgetCredential(keyring.lock.credential);
}
