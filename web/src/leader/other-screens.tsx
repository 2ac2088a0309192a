import type { Handlers } from '../phone/screen.ts';
import { Settings } from '../phone/settings/settings.tsx';
import { PlanScreen } from '../phone/talk/plan.tsx';
import { TalkScreen } from '../phone/talk/talk.tsx';
import { TalksDue } from '../phone/talk/talks-due.tsx';
import { Unsent } from '../phone/unsent/unsent.tsx';
import { CaseScreen } from './cases/case.tsx';
import { Cases } from './cases/cases.tsx';
import { OpenNewCase } from './cases/open-new-case.tsx';
import { Children } from './children/ask-about-children.tsx';
import { ChildScreen } from './children/child.tsx';
import { HerChildren } from './children/her-children.tsx';
import { NewChild } from './children/new-child.tsx';
import { EmergencyAccessScreen } from './emergency/emergency.tsx';
import { Enrol } from './enrol/enrol.tsx';
import { EntitlementsScreen } from './entitlements/entitlements.tsx';
import { Learn } from './learn/learn.tsx';
import { LearnLink } from './learn/learn-link.tsx';
import { LessonScreen } from './learn/lesson-screen.tsx';
import { Find } from './members/find.tsx';
import { MemberScreen } from './members/member.tsx';
import { Members } from './members/members.tsx';
import { NewPhone } from './members/new-phone.tsx';
import { unsentOfLeader } from './outbox/unsent-of-leader.tsx';
import { PapersScreen } from './passbook/papers-screen.tsx';
import { Passbook } from './passbook/passbook.tsx';
import { MeetingScreen } from './past/past-meeting.tsx';
import { Past } from './past/past-meetings.tsx';
import { Practice } from './practice/practice.tsx';
import { QuestionScreen } from './questions/question-screen.tsx';
import { RecordScreen } from './record/record.tsx';
import type { OtherScreen } from './screen.ts';
import { OwnMoney } from './settings/own-money.tsx';
import { Reconcile } from './sheet/count/reconcile.tsx';
import { ChooseCollective } from './today/choose-collective.tsx';
import { Due } from './today/due.tsx';

/**
 * The screens that are not there from the start. They are one file: each file costs a request, and small ones compress badly.
 */
export function OtherScreens({
  screen,
  onSignIn,
  onLanguage,
  onNewLock,
}: Handlers & { readonly screen: OtherScreen }) {
  switch (screen.name) {
    case 'meeting':
      return <MeetingScreen collectiveId={screen.collectiveId} id={screen.id} from={screen.from} />;
    case 'collectives':
      return <ChooseCollective to={screen.to} />;
    case 'past':
      return <Past collectiveId={screen.collectiveId} />;
    case 'passbook':
      return <Passbook id={screen.id} isOwn={screen.isOwn ?? false} />;
    case 'papers':
      return <PapersScreen id={screen.id} isOwn={screen.isOwn} />;
    case 'members':
      return <Members collectiveId={screen.collectiveId} />;
    case 'find':
      return <Find isForHelp={screen.isForHelp ?? false} />;
    case 'member':
      return <MemberScreen id={screen.id} />;
    case 'newPhone':
      return <NewPhone id={screen.id} />;
    case 'record':
      return <RecordScreen id={screen.id} toStop={screen.toStop ?? false} />;
    case 'enrol':
      return <Enrol collectiveId={screen.collectiveId} />;
    case 'entitlements':
      return <EntitlementsScreen memberId={screen.memberId} />;
    case 'children':
      return <Children collectiveId={screen.collectiveId} />;
    case 'herChildren':
      return <HerChildren memberId={screen.memberId} />;
    case 'child':
      return <ChildScreen memberId={screen.memberId} id={screen.id} />;
    case 'newChild':
      return <NewChild memberId={screen.memberId} />;
    case 'plan':
      return <PlanScreen caseId={screen.id} isHolder={false} />;
    case 'talk':
      return <TalkScreen memberId={screen.memberId} />;
    case 'talks':
      return <TalksDue />;
    case 'cases':
      return <Cases />;
    case 'openCase':
      return <OpenNewCase memberId={screen.memberId} proposal={screen.proposal} />;
    case 'case':
      return <CaseScreen id={screen.id} />;
    case 'emergency':
      return <EmergencyAccessScreen onSignIn={onSignIn} />;
    case 'question':
      return <QuestionScreen id={screen.id} />;
    case 'due':
      return <Due />;
    case 'unsent':
      return <Unsent onSignIn={onSignIn} role={unsentOfLeader} />;
    case 'reconcile':
      return <Reconcile id={screen.id} />;
    case 'learn':
      return <Learn />;
    case 'lesson':
      return <LessonScreen id={screen.id} />;
    case 'practice':
      return <Practice />;
    case 'settings':
      return (
        <Settings onLanguage={onLanguage} onNewLock={onNewLock}>
          <OwnMoney />
          <LearnLink />
        </Settings>
      );
  }
}
