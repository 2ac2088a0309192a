import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CallButton } from '../../phone/call.tsx';
import { CaseDetails } from '../../phone/cases/case-details.tsx';
import { CaseTimeline } from '../../phone/cases/case-timeline.tsx';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { OnlyThis } from '../../phone/cases/only-this.tsx';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { t as talkText } from '../../phone/talk/text.ts';
import { PlainNotes } from '../../talks/plain-notes.tsx';
import { standingPlan } from '../../talks/safety-plan.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { type CaseFile, women } from '../row-kinds.ts';
import { WomanAtTheDoor } from '../women/woman-at-the-door.tsx';
import { DueNow, Entries } from './case-work.tsx';
import { CasesOfWoman } from './cases-of-woman.tsx';
import { ownCase } from './own-cases.ts';
import { t } from './text.ts';

/** One case with all that the caseworker needs at the door: who the woman is, what she asked for, what is due, what can be recorded, and what happened in the last year. */
export function CaseScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const file = ownCase(workspace, id);
  if (file === undefined) return <Gone />;
  return (
    <Frame title={file.code ?? t('members.noCode')} back={{ name: 'home' }} isPrivate>
      {file.priority === 'urgent' && file.status !== 'closed' && <p class="error">{t('priority.urgent')}</p>}
      {file.status !== 'closed' && (
        <OnlyThis
          stoppedOn={
            workspace.rows
              .get(women, file.memberId)
              ?.consents.find(({ purpose, given }) => purpose === 'services' && !given)?.on
          }
        />
      )}
      {file.kind === 'crisis' && <Plan file={file} />}
      <WomanAtTheDoor memberId={file.memberId} />
      {/* `DueNow` says what is due next. */}
      <CaseDetails file={{ ...file, nextDue: undefined }} />
      {file.status !== 'closed' && <DueNow file={file} />}
      <CaseTimeline caseId={id} newest={3} isHolder />
      {file.eventsLeftOut !== undefined && (
        <p class="soft">{t('case.leftOut', { count: file.eventsLeftOut })}</p>
      )}
      {file.openedOn < addDays(todayInIndia(), -365) && <p class="soft">{t('case.year')}</p>}
      <CasesOfWoman title={t('woman.cases')} memberId={file.memberId} except={id} />
      {file.status !== 'closed' && <Entries file={file} />}
      <button type="button" class="second" onClick={() => go({ name: 'addEvent', id, isStatus: true })}>
        {t('case.status')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'talk', memberId: file.memberId })}>
        {t('case.talk')}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => go({ name: 'nickname', memberId: file.memberId, caseId: id })}
      >
        {t('nickname.change')}
      </button>
      <CallButton />
    </Frame>
  );
}

/** The safety plan of a crisis: as it stands, and the way to change it. */
function Plan({ file: { id, status } }: { readonly file: CaseFile }) {
  const { workspace, go } = useHere();
  const standing = standingPlan(eventsOf(workspace, id).events);
  return (
    <>
      {standing !== undefined && (
        <details>
          <summary>{t('case.plan')}</summary>
          <PlainNotes plan={standing} />
        </details>
      )}
      {status !== 'closed' && (
        <button type="button" class="second" onClick={() => go({ name: 'plan', id })}>
          {talkText(standing === undefined ? 'plan.open' : 'plan.again')}
        </button>
      )}
    </>
  );
}
