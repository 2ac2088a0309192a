import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { type NewOperation, requestOf } from '../../outbox/operation.ts';
import { CaseDetails } from '../../phone/cases/case-details.tsx';
import { CaseEntries, VisitDone } from '../../phone/cases/case-entries.tsx';
import { CaseTimeline } from '../../phone/cases/case-timeline.tsx';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { GivenUp } from '../../phone/cases/given-up.tsx';
import { OnlyThis } from '../../phone/cases/only-this.tsx';
import { nextDueAfter, visitToSettle } from '../../phone/cases/visit.ts';
import { WhoLookedAtCase } from '../../phone/cases/who-looked-at-case.tsx';
import { useRedrawWhenRowsChange } from '../../phone/context.ts';
import { Gone } from '../../phone/frame.tsx';
import { recordOnce } from '../../phone/record-once.ts';
import { t as talkText } from '../../phone/talk/text.ts';
import { standingPlan } from '../../talks/safety-plan.ts';
import { isSeenOn } from '../../timeline/counted-events.ts';
import type { EventContent } from '../../timeline/event-body.ts';
import { agendas, noteDrafts } from '../../workspace/row-kinds.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { womanOf } from '../joined.ts';
import { cases } from '../row-kinds.ts';
import { CaseHelpStatus } from './case-help.tsx';
import { t } from './text.ts';

/** One case: whether help is on its way, what the leader can add, the timeline, and who has looked at the case. */
export function CaseScreen({ id }: { readonly id: string }) {
  const { workspace, go } = useHere();
  // The woman's name is shown only on demand, since others may look on.
  const [isNameShown, setNameShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useRedrawWhenRowsChange();
  const file = workspace.rows.get(cases, id);
  if (file === undefined) return <Gone />;
  const woman = womanOf(workspace.rows, file.memberId);
  const { events } = eventsOf(workspace, id);
  // The next follow-up is in `nextDue`, which includes what the leader has just recorded; other dates are the server's.
  const dueDates = (workspace.rows.get(agendas, 'all')?.items ?? []).filter(
    ({ caseId, kind }) => caseId === id && kind !== 'follow_up',
  );
  const add = async (added: readonly EventContent[]) => {
    setBusy(true);
    // On success the screen stays busy, since another screen follows.
    await record(added).catch(() => setBusy(false));
  };
  const record = async (added: readonly EventContent[]) => {
    await recordOnce(workspace, ...added.map((event) => operationOf(id, event)));
    const nextDue = nextDueAfter(file.nextDue, added);
    const { nextDue: _, ...rest } = file;
    if (nextDue !== file.nextDue) {
      await workspace.rows.put(cases, id, { ...rest, ...(nextDue === undefined ? {} : { nextDue }) });
    }
    if (added.some(({ type }) => type === 'note')) await workspace.rows.remove(noteDrafts, id);
    go({ name: 'saved' });
  };
  return (
    <Frame title={file.code ?? t('members.noCode')} back={{ name: 'cases' }} isPrivate>
      {file.status !== 'closed' && <OnlyThis stoppedOn={woman?.withdrawnOn} />}
      <CaseHelpStatus file={file} />
      {file.status !== 'closed' && <GivenUp of={file} />}
      <CaseDetails file={file} due={dueDates} />
      {isNameShown ? (
        <p class="notice">{woman?.name ?? t('members.noCode')}</p>
      ) : (
        <button type="button" class="quiet" onClick={() => setNameShown(true)}>
          {t('cases.whose')}
        </button>
      )}
      {file.kind === 'crisis' && file.status !== 'closed' && (
        <button type="button" class="second" onClick={() => go({ name: 'plan', id })}>
          {talkText(standingPlan(events) === undefined ? 'plan.open' : 'plan.again')}
        </button>
      )}
      {file.status !== 'closed' && (
        <>
          <VisitDone
            nextDue={visitToSettle(file, todayInIndia(), events, workspace.me()?.id)}
            isSeenToday={isSeenOn(events, todayInIndia())}
            isBusy={isBusy}
            onAdd={(visit) => add([visit])}
          />
          <CaseEntries
            isBusy={isBusy}
            initialNote={workspace.rows.get(noteDrafts, id)?.text}
            onNote={(text) => {
              // At each key press the draft is stored, without drawing the screen again.
              void (text === ''
                ? workspace.rows.remove(noteDrafts, id)
                : workspace.rows.putDraft(noteDrafts, id, { text }));
              workspace.storeUnsentWork();
            }}
            onAdd={add}
          />
        </>
      )}
      <CaseTimeline caseId={id} />
      <WhoLookedAtCase caseId={id} />
    </Frame>
  );
}

/** An event of today in a case, to be sent. */
function operationOf(caseId: string, event: EventContent): NewOperation {
  const id = v7();
  return {
    id,
    what: 'case_event',
    ...requestOf('POST /api/cases/{id}/events', {
      path: { id: caseId },
      body: { id, on: todayInIndia(), ...event },
    }),
    entities: [caseId],
  };
}
