import { useState } from 'preact/hooks';
import { addDays } from '../../../../functions/shared/calendar/calendar.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { CallButton } from '../../phone/call.tsx';
import { CaseDetails } from '../../phone/cases/case-details.tsx';
import { CaseEntries } from '../../phone/cases/case-entries.tsx';
import { CaseTimeline } from '../../phone/cases/case-timeline.tsx';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { t as talkText } from '../../phone/talk/text.ts';
import { PlainNotes } from '../../talks/plain-notes.tsx';
import { standingPlan } from '../../talks/safety-plan.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { agendas, noteDrafts } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import type { CaseFile } from '../row-kinds.ts';
import { WomanAtTheDoor } from '../women/woman-at-the-door.tsx';
import { ownCase } from './own-cases.ts';
import { recordEvents } from './record-events.ts';
import { t } from './text.ts';

/** One case with all that she needs at the door: who, what was asked, what is due, what she can record, and what happened in the last year. */
export function CaseScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  useRedrawWhenRowsChange();
  const file = ownCase(workspace, id);
  if (file === undefined) return <Gone />;
  // The next follow-up is in `nextDue`, with what she has just recorded; other dates are the server's.
  const due = (workspace.rows.get(agendas, 'all')?.items ?? []).filter(
    ({ caseId, kind }) => caseId === id && kind !== 'follow_up',
  );
  return (
    <Frame title={file.code ?? t('members.noCode')} back={{ name: 'home' }} isPrivate>
      {file.priority === 'urgent' && file.status !== 'closed' && (
        <p class="warning">{t('priority.urgent')}</p>
      )}
      <WomanAtTheDoor memberId={file.memberId} />
      <button
        type="button"
        class="quiet"
        onClick={() => go({ name: 'nickname', memberId: file.memberId, caseId: id })}
      >
        {t('nickname.change')}
      </button>
      <CaseDetails file={file} due={due} />
      {file.status !== 'closed' && <Entries file={file} />}
      {file.kind === 'crisis' && <Plan file={file} />}
      <button type="button" class="second" onClick={() => go({ name: 'addEvent', id, isStatus: true })}>
        {t('case.status')}
      </button>
      <button type="button" class="second" onClick={() => go({ name: 'talk', memberId: file.memberId })}>
        {t('case.talk')}
      </button>
      {file.eventsLeftOut !== undefined && (
        <p class="soft">{t('case.leftOut', { count: file.eventsLeftOut })}</p>
      )}
      {file.openedOn < addDays(todayInIndia(), -365) && <p class="soft">{t('case.year')}</p>}
      <CaseTimeline caseId={id} />
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

/** What she records most: that she has seen her, when she will again, and a note. */
function Entries({ file: { id, nextDue } }: { readonly file: CaseFile }) {
  const { workspace, go } = useHere();
  const [isBusy, setBusy] = useState(false);
  const record = async (event: EventContent) => {
    await recordEvents(workspace, id, todayInIndia(), [event]);
    if (event.type === 'note') await workspace.rows.remove(noteDrafts, id);
    go({ name: 'saved' });
  };
  return (
    <>
      <CaseEntries
        nextDue={nextDue}
        isBusy={isBusy}
        initialNote={workspace.rows.get(noteDrafts, id)?.text}
        onNote={(text) => {
          void (text.trim() === ''
            ? workspace.rows.remove(noteDrafts, id)
            : workspace.rows.putDraft(noteDrafts, id, { text }));
          workspace.storeUnsentWork();
        }}
        onAdd={async (event) => {
          setBusy(true);
          // On success the screen stays busy, since another follows. Recording fails only if the phone is full, which the frame shows.
          await record(event).catch(() => setBusy(false));
        }}
      />
      <button type="button" class="second" onClick={() => go({ name: 'addEvent', id })}>
        {t('case.other')}
      </button>
    </>
  );
}
