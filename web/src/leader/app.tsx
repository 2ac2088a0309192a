import { useMemo, useState } from 'preact/hooks';
import type { Language } from '../i18n/language.ts';
import { HereContext } from './context.ts';
import type { Desk } from './desk.ts';
import type { Screen } from './screen.ts';
import { CaseScreen, Cases, OpenCase } from './screens/cases.tsx';
import { Conflict } from './screens/conflict.tsx';
import { Due } from './screens/due.tsx';
import { Enrol } from './screens/enrol.tsx';
import { ChooseCollective, Home, Saved } from './screens/home.tsx';
import { MemberScreen, Members } from './screens/members.tsx';
import { Settings } from './screens/settings.tsx';
import { Waiting } from './screens/waiting.tsx';
import { Check } from './sheet/check.tsx';
import { SheetScreen } from './sheet/sheet.tsx';

/** What an unlocked phone shows. */
export function App({
  desk,
  onSignIn,
  onLanguage,
}: {
  readonly desk: Desk;
  readonly onSignIn: () => Promise<void>;
  readonly onLanguage: (language: Language) => Promise<void>;
}) {
  const [screen, setScreen] = useState<Screen>({ name: 'home' });
  const here = useMemo(
    () => ({
      desk,
      go: (next: Screen) => {
        scrollTo(0, 0);
        setScreen(next);
      },
    }),
    [desk],
  );
  return <HereContext.Provider value={here}>{show()}</HereContext.Provider>;

  function show() {
    switch (screen.name) {
      case 'home':
        return <Home key="home" />;
      case 'collectives':
        return <ChooseCollective key="collectives" to={screen.to} />;
      case 'sheet':
        return <SheetScreen key="sheet" collectiveId={screen.collectiveId} />;
      case 'check':
        return <Check key="check" collectiveId={screen.collectiveId} />;
      case 'saved':
        return <Saved key="saved" />;
      case 'members':
        return <Members key="members" collectiveId={screen.collectiveId} />;
      case 'member':
        return <MemberScreen key="member" id={screen.id} />;
      case 'enrol':
        return <Enrol key="enrol" collectiveId={screen.collectiveId} />;
      case 'cases':
        return <Cases key="cases" />;
      case 'openCase':
        return <OpenCase key="openCase" memberId={screen.memberId} />;
      case 'case':
        return <CaseScreen key="case" id={screen.id} />;
      case 'due':
        return <Due key="due" />;
      case 'waiting':
        return <Waiting key="waiting" onSignIn={onSignIn} />;
      case 'conflict':
        return <Conflict key="conflict" id={screen.id} />;
      case 'settings':
        return <Settings key="settings" onLanguage={onLanguage} />;
    }
  }
}
