import { loadCatalogue } from '../i18n/language.ts';
import { Call } from '../phone/call.tsx';
import { lazyScreen } from '../phone/lazy.tsx';
import type { PhoneRole } from '../phone/role.ts';
import { Saved } from '../phone/saved.tsx';
import { firstCatalogue, otherCatalogue } from './catalogues.ts';
import { caseworkerWork } from './role-work.ts';
import { afterUnlock, type Screen } from './screen.ts';
import { Today } from './today/today.tsx';

const withTexts = async <Part,>(loading: Promise<Part>): Promise<Part> => {
  const [part] = await Promise.all([loading, loadCatalogue(otherCatalogue)]);
  return part;
};
const loadScreens = () => withTexts(import('./other-screens.tsx'));

const OtherScreens = lazyScreen(async () => (await loadScreens()).OtherScreens);

/** The caseworker's phone, or laptop, on the road. */
export const caseworker: PhoneRole<Screen> = {
  name: 'caseworker',
  hasDesk: true,
  work: caseworkerWork,
  home: { name: 'home' },
  firstCatalogue,
  otherCatalogue,
  preload: loadScreens,
  afterUnlock,
  staysOn: () => false,
  createGuard: () => ({ mayShow: () => true }),
  draw(screen, wrongTries, handlers) {
    switch (screen.name) {
      case 'home':
        return <Today wrongTries={wrongTries} />;
      case 'saved':
        return <Saved onSignIn={handlers.onSignIn} />;
      case 'call':
        return <Call />;
      default:
        return <OtherScreens screen={screen} {...handlers} />;
    }
  },
};
