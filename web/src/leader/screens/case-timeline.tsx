import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { StageBars } from '../../timeline/stages.tsx';
import { t as timelineText } from '../../timeline/text.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere } from '../context.ts';
import { inOrder, isUnsent, operations, requestOf } from '../outbox/operation.ts';
import { ReasonDialog } from '../reason-dialog.tsx';
import { timelines } from '../row-kinds.ts';

/** On a leader's screen of a case: its timeline and stages, from the server's events and her own unsent ones. */
export function CaseTimeline({ caseId }: { readonly caseId: string }) {
  const { workspace } = useHere();
  // Stored at the sign-in, so the default never matters.
  const me = workspace.me()?.id ?? '';
  const fromServer = workspace.rows.get(timelines, caseId)?.events ?? [];
  const inOutbox = inOrder(workspace.rows.all(operations)).filter(
    ({ id, what, entities }) =>
      what === 'case_event' && entities[0] === caseId && !fromServer.some((event) => event.id === id),
  );
  const ownEvents = inOutbox.flatMap(({ body }): CaseEvent[] => {
    const parsed = caseEvent.safeParse({ ...body, createdBy: me });
    return parsed.success ? [parsed.data] : [];
  });
  const events = [...fromServer, ...ownEvents].toSorted((a, b) => a.on.localeCompare(b.on));
  return (
    <>
      <StageBars events={events} level={2} />
      <h2>{timelineText('timeline')}</h2>
      <Timeline
        events={events}
        // The phone stores who recorded an event only if it was she; everybody else is "other".
        recorderOf={recorderIn({ assignedTo: undefined, createdBy: me }, me)}
        unsentIds={new Set(inOutbox.filter(isUnsent).map(({ id }) => id))}
        actions={(event) => <TakeBack caseId={caseId} eventId={event.id} />}
      />
    </>
  );
}

/** The button that takes an event back, and the dialog that asks for the reason. */
function TakeBack({ caseId, eventId }: { readonly caseId: string; readonly eventId: string }) {
  const { workspace } = useHere();
  const [isDialogOpen, setDialogOpen] = useState(false);
  const takeBack = async (reason: string) => {
    const id = v7();
    await workspace.record({
      id,
      what: 'case_event',
      ...requestOf('POST /api/cases/{id}/events', {
        path: { id: caseId },
        body: { id, type: 'taken_back', on: todayInIndia(), eventId, reason },
      }),
      entities: [caseId],
    });
    setDialogOpen(false);
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => setDialogOpen(true)}>
        {timelineText('takeBack')}
      </button>
      {isDialogOpen && (
        <ReasonDialog
          title={timelineText('takeBack.title')}
          confirm={timelineText('takeBack.sure')}
          label={timelineText('takeBack.reason')}
          missing={timelineText('takeBack.missing')}
          onReason={takeBack}
          onCancel={() => setDialogOpen(false)}
        >
          <p>{timelineText('takeBack.explain')}</p>
        </ReasonDialog>
      )}
    </>
  );
}
