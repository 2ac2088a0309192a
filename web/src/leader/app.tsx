import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Language } from '../i18n/language.ts';
import { Call } from './cases/call.tsx';
import { HereContext } from './context.ts';
import { lazyScreen } from './lazy.tsx';
import type { WrongTries } from './lock/unlock.ts';
import { keepScreenOn } from './meetings/meeting-mode.ts';
import type { Screen } from './screen.ts';
import { Saved } from './sheet/saved.tsx';
import { ChooseCollective } from './today/choose-collective.tsx';
import { Today } from './today/today.tsx';
import type { Workspace } from './workspace/workspace.ts';

const loadSheet = () => import('./sheet/sheet.tsx').then((file) => file.loadSheet());
const loadCheck = () => import('./sheet/check.tsx').then((file) => file.loadCheck());

const SheetScreen = lazyScreen(loadSheet);
const Check = lazyScreen(loadCheck);
const Cases = lazyScreen(() => import('./cases/cases.tsx').then((file) => file.Cases));
const OpenCase = lazyScreen(() => import('./cases/open-case.tsx').then((file) => file.OpenCase));
const CaseScreen = lazyScreen(() => import('./cases/case.tsx').then((file) => file.loadCase()));
const Entitlements = lazyScreen(() =>
  import('./entitlements/entitlements.tsx').then((file) => file.loadEntitlements()),
);
const Children = lazyScreen(() =>
  import('./children/ask-about-children.tsx').then((file) => file.loadChildren()),
);
const HerChildren = lazyScreen(() =>
  import('./children/her-children.tsx').then((file) => file.loadHerChildren()),
);
const ChildScreen = lazyScreen(() => import('./children/child.tsx').then((file) => file.loadChild()));
const NewChild = lazyScreen(() => import('./children/new-child.tsx').then((file) => file.loadNewChild()));
const Reconcile = lazyScreen(() =>
  import('./sheet/count/reconcile.tsx').then((file) => file.loadReconcile()),
);
const Due = lazyScreen(() => import('./today/due.tsx').then((file) => file.Due));
const Enrol = lazyScreen(() => import('./enrol/enrol.tsx').then((file) => file.loadEnrol()));
const EmergencyAccess = lazyScreen(() =>
  import('./emergency/emergency.tsx').then((file) => file.loadEmergencyAccess()),
);
const Find = lazyScreen(() => import('./members/find.tsx').then((file) => file.loadFind()));
const Members = lazyScreen(() => import('./members/members.tsx').then((file) => file.loadMembers()));
const MemberScreen = lazyScreen(() => import('./members/member.tsx').then((file) => file.loadMember()));
const MeetingScreen = lazyScreen(() => import('./past/past-meeting.tsx').then((file) => file.loadMeeting()));
const Passbook = lazyScreen(() => import('./passbook/passbook.tsx').then((file) => file.loadPassbook()));
const PapersScreen = lazyScreen(() =>
  import('./passbook/papers-screen.tsx').then((file) => file.loadPapers()),
);
const Past = lazyScreen(() => import('./past/past-meetings.tsx').then((file) => file.loadPast()));
const Practice = lazyScreen(() => import('./practice/practice.tsx').then((file) => file.loadPractice()));
const RecordScreen = lazyScreen(() => import('./record/record.tsx').then((file) => file.loadRecord()));
const Settings = lazyScreen(() => import('./settings/settings.tsx').then((file) => file.loadSettings()));
const Unsent = lazyScreen(() => import('./outbox/unsent.tsx').then((file) => file.loadUnsent()));

/** What screens ask of the code that starts and locks the app. */
type Handlers = {
  readonly onSignIn: () => Promise<void>;
  readonly onLanguage: (language: Language) => Promise<void>;
  /** Lets her choose anew how the phone opens, after signing in. */
  readonly onNewLock: () => Promise<void>;
};

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
  // Preloads the screens that she uses most. One that fails to load now is loaded when she opens it.
  useEffect(() => {
    Promise.all([loadSheet(), loadCheck()]).catch(() => {});
  }, []);
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
function drawScreen(
  screen: Screen,
  wrongTries: WrongTries | undefined,
  { onSignIn, onLanguage, onNewLock }: Handlers,
) {
  switch (screen.name) {
    case 'home':
      return <Today wrongTries={wrongTries} />;
    case 'collectives':
      return <ChooseCollective to={screen.to} />;
    case 'sheet':
      return <SheetScreen collectiveId={screen.collectiveId} toCount={screen.toCount ?? false} />;
    case 'meeting':
      return <MeetingScreen collectiveId={screen.collectiveId} id={screen.id} from={screen.from} />;
    case 'past':
      return <Past collectiveId={screen.collectiveId} />;
    case 'passbook':
      return <Passbook id={screen.id} isOwn={screen.isOwn ?? false} />;
    case 'papers':
      return <PapersScreen id={screen.id} isOwn={screen.isOwn} />;
    case 'check':
      return <Check collectiveId={screen.collectiveId} />;
    case 'saved':
      return <Saved onSignIn={onSignIn} />;
    case 'members':
      return <Members collectiveId={screen.collectiveId} />;
    case 'find':
      return <Find isForHelp={screen.isForHelp ?? false} />;
    case 'member':
      return <MemberScreen id={screen.id} />;
    case 'record':
      return <RecordScreen id={screen.id} />;
    case 'enrol':
      return <Enrol collectiveId={screen.collectiveId} />;
    case 'entitlements':
      return <Entitlements memberId={screen.memberId} />;
    case 'children':
      return <Children collectiveId={screen.collectiveId} />;
    case 'herChildren':
      return <HerChildren memberId={screen.memberId} />;
    case 'child':
      return <ChildScreen memberId={screen.memberId} id={screen.id} />;
    case 'newChild':
      return <NewChild memberId={screen.memberId} />;
    case 'cases':
      return <Cases />;
    case 'openCase':
      return <OpenCase memberId={screen.memberId} proposal={screen.proposal} />;
    case 'case':
      return <CaseScreen id={screen.id} />;
    case 'call':
      return <Call />;
    case 'emergency':
      return <EmergencyAccess onSignIn={onSignIn} />;
    case 'due':
      return <Due />;
    case 'unsent':
      return <Unsent onSignIn={onSignIn} />;
    case 'reconcile':
      return <Reconcile id={screen.id} />;
    case 'practice':
      return <Practice />;
    case 'settings':
      return <Settings onLanguage={onLanguage} onNewLock={onNewLock} />;
  }
}
