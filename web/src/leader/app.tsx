import { Call } from '../phone/call.tsx';
import { lazyScreen } from '../phone/lazy.tsx';
import type { PhoneRole } from '../phone/role.ts';
import { Saved } from '../phone/saved.tsx';
import { firstCatalogue, otherCatalogue } from './catalogues.ts';
import { createMeetingMode, meetingMs } from './meetings/meeting-mode.ts';
import { loadMeeting, loadScreens } from './parts.ts';
import { leaderWork } from './role-work.ts';
import { afterUnlock, type Screen } from './screen.ts';
import { Today } from './today/today.tsx';

const MeetingScreens = lazyScreen(async () => (await loadMeeting()).MeetingScreens);
const OtherScreens = lazyScreen(async () => (await loadScreens()).OtherScreens);

/** The leader's phone. */
export const leader: PhoneRole<Screen> = {
  name: 'leader',
  hasDesk: false,
  work: leaderWork,
  home: { name: 'home' },
  firstCatalogue,
  otherCatalogue,
  preload: loadMeeting,
  afterUnlock,
  // While she fills in a sheet.
  staysOn: ({ name }) => name === 'sheet' || name === 'check',
  createGuard() {
    const { mayShow, isHolding, hold } = createMeetingMode();
    // A meeting's sheet stays open longer without a touch.
    return { mayShow, hold: { isHolding, forMs: meetingMs, onHeld: hold } };
  },
  draw(screen, wrongTries, handlers) {
    switch (screen.name) {
      case 'home':
        return <Today wrongTries={wrongTries} />;
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
  },
};
