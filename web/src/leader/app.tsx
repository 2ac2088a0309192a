import { useEffect, useMemo, useState } from 'preact/hooks';
import { Call } from './cases/call.tsx';
import { HereContext } from './context.ts';
import { lazyScreen } from './lazy.tsx';
import type { WrongTries } from './lock/unlock.ts';
import { keepScreenOn } from './meetings/meeting-mode.ts';
import { loadMeeting, loadScreens } from './parts.ts';
import type { Handlers, Screen } from './screen.ts';
import { Saved } from './sheet/saved.tsx';
import { ChooseCollective } from './today/choose-collective.tsx';
import { Today } from './today/today.tsx';
import type { Workspace } from './workspace/workspace.ts';

const MeetingScreens = lazyScreen(async () => (await loadMeeting()).MeetingScreens);
const OtherScreens = lazyScreen(async () => (await loadScreens()).OtherScreens);

/** The app on an unlocked phone: draws the leader's current screen, and changes it when she goes to another. */
export function App({
  workspace,
  firstScreen,
  scrollY,
  wrongTries,
  allowOrLock,
  ...handlers
}: Handlers & {
  readonly workspace: Workspace;
  /** Where she was before the phone was locked, or the home screen. */
  readonly firstScreen: Screen;
  /** How far down the first screen is scrolled, in CSS pixels. */
  readonly scrollY: number;
  /** The attempts to unlock the phone that failed since it was last unlocked. */
  readonly wrongTries: WrongTries;
  /** Whether a screen may be shown: in meeting mode only the meeting's own. Any other locks the phone. */
  readonly allowOrLock: (next: Screen) => boolean;
}) {
  const [screen, setScreen] = useState<Screen>(firstScreen);
  // The warning of wrong tries is shown until she leaves the first screen.
  const [isFirstScreen, setFirstScreen] = useState(true);
  // Focusing the heading scrolls to it; this effect runs afterwards and restores her position.
  useEffect(() => scrollTo(0, scrollY), []);
  // Preloads the screens that she uses most. If that fails now, they are loaded when she opens one.
  useEffect(() => void loadMeeting().catch(() => {}), []);
  const here = useMemo(
    () => ({
      workspace,
      go: (next: Screen) => {
        if (!allowOrLock(next)) return;
        scrollTo(0, 0);
        setFirstScreen(false);
        setScreen(next);
      },
    }),
    [workspace, allowOrLock],
  );
  // While she fills in a sheet, the phone's screen stays on.
  const isSheet = screen.name === 'sheet' || screen.name === 'check';
  useEffect(() => (isSheet ? keepScreenOn() : undefined), [isSheet]);
  return (
    <HereContext.Provider value={here}>
      {drawScreen(screen, isFirstScreen ? wrongTries : undefined, handlers)}
    </HereContext.Provider>
  );
}

/** The element of a screen. @param wrongTries shown on the home screen if given */
function drawScreen(screen: Screen, wrongTries: WrongTries | undefined, handlers: Handlers) {
  switch (screen.name) {
    case 'home':
      return <Today wrongTries={wrongTries} />;
    case 'collectives':
      return <ChooseCollective to={screen.to} />;
    case 'sheet':
    case 'check':
      return <MeetingScreens screen={screen} />;
    case 'saved':
      return <Saved onSignIn={handlers.onSignIn} />;
    case 'call':
      return <Call />;
    default:
      return <OtherScreens screen={screen} {...handlers} />;
  }
}
