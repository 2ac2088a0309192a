import type { Handlers } from '../phone/screen.ts';
import { Settings } from '../phone/settings/settings.tsx';
import { PlanScreen } from '../phone/talk/plan.tsx';
import { TalkScreen } from '../phone/talk/talk.tsx';
import { Unsent } from '../phone/unsent/unsent.tsx';
import { AddEvent } from './cases/add-event.tsx';
import { CaseScreen } from './cases/case.tsx';
import { Cases } from './cases/cases.tsx';
import { Conflict } from './cases/conflict.tsx';
import { OpenNewCase } from './cases/open-new-case.tsx';
import { RecordedScreen } from './cases/recorded.tsx';
import { Take } from './cases/take.tsx';
import type { OtherScreen } from './screen.ts';
import { ToTheDesk } from './to-the-desk.tsx';
import { unsentOfCaseworker } from './unsent-of-caseworker.tsx';
import { Find } from './women/find.tsx';
import { NicknameScreen } from './women/nickname.tsx';
import { Talks } from './women/talks.tsx';
import { WomanScreen } from './women/woman.tsx';

/** The screens that are not there from the start, in one file. */
export function OtherScreens({
  screen,
  onSignIn,
  onDesk,
  onLanguage,
  onNewLock,
}: Handlers & { readonly screen: OtherScreen }) {
  switch (screen.name) {
    case 'cases':
      return <Cases />;
    case 'case':
      return <CaseScreen id={screen.id} />;
    case 'addEvent':
      return <AddEvent caseId={screen.id} isStatus={screen.isStatus ?? false} />;
    case 'recorded':
      return <RecordedScreen key={screen.what.join()} {...screen} due={screen.due} onSignIn={onSignIn} />;
    case 'take':
      return <Take id={screen.id} />;
    case 'openCase':
      return <OpenNewCase memberId={screen.memberId} proposal={screen.proposal} />;
    case 'member':
      return <WomanScreen id={screen.id} />;
    case 'nickname':
      return <NicknameScreen memberId={screen.memberId} caseId={screen.caseId} />;
    case 'find':
      return <Find />;
    case 'plan':
      return <PlanScreen caseId={screen.id} isHolder />;
    case 'talk':
      return <TalkScreen memberId={screen.memberId} />;
    case 'talks':
      return <Talks />;
    case 'unsent':
      return <Unsent onSignIn={onSignIn} role={unsentOfCaseworker} />;
    case 'reconcile':
      return <Conflict id={screen.id} />;
    case 'settings':
      return (
        <Settings onLanguage={onLanguage} onNewLock={onNewLock}>
          <ToTheDesk onDesk={onDesk} />
        </Settings>
      );
  }
}
