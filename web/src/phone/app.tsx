import { useEffect, useMemo, useState } from 'preact/hooks';
import type { WrongTries } from '../unlock/unlock.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { HereContext } from './context.ts';
import { keepScreenOn } from './keep-screen-on.ts';
import type { PhoneRole } from './role.ts';
import type { Handlers } from './screen.ts';

/** The app on an unlocked phone: draws the current screen, and changes it when she goes to another. */
export function PhoneApp<Screen>({
  role,
  workspace,
  firstScreen,
  scrollY,
  wrongTries,
  allowOrLock,
  lock,
  ...handlers
}: Handlers & {
  readonly role: PhoneRole<Screen>;
  readonly workspace: Workspace;
  /** Where she was before the phone was locked, or the home screen. */
  readonly firstScreen: Screen;
  /** How far down the first screen is scrolled, in CSS pixels. */
  readonly scrollY: number;
  /** The attempts to unlock the phone that failed since it was last unlocked. */
  readonly wrongTries: WrongTries;
  /** Whether a screen may be shown; if not, the phone is being locked. */
  readonly allowOrLock: (next: Screen) => boolean;
  readonly lock: () => void;
}) {
  const [screen, setScreen] = useState<Screen>(firstScreen);
  // The warning of wrong tries is shown until she leaves the first screen.
  const [isFirstScreen, setFirstScreen] = useState(true);
  // Focusing the heading scrolls to it; this effect runs afterwards and restores her position.
  useEffect(() => scrollTo(0, scrollY), []);
  // If it fails now, they are loaded when she opens one.
  useEffect(() => void role.preload().catch(() => {}), [role]);
  const here = useMemo(
    () => ({
      workspace,
      go: (next: Screen) => {
        if (!allowOrLock(next)) return;
        scrollTo(0, 0);
        setFirstScreen(false);
        setScreen(() => next);
      },
      lock,
    }),
    [workspace, allowOrLock, lock],
  );
  const staysOn = role.staysOn(screen);
  useEffect(() => (staysOn ? keepScreenOn() : undefined), [staysOn]);
  return (
    <HereContext.Provider value={here}>
      {role.draw(screen, isFirstScreen ? wrongTries : undefined, handlers)}
    </HereContext.Provider>
  );
}
