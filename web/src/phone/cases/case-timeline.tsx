import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { todayInIndia } from '../../i18n/today.ts';
import { isUnsent, requestOf } from '../../outbox/operation.ts';
import { StageBars } from '../../timeline/stages.tsx';
import { t as timelineText } from '../../timeline/text.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere } from '../context.ts';
import { ReasonDialog } from '../reason-dialog.tsx';
import { eventsOf } from './events-of-case.ts';

/** On a leader's screen of a case: its timeline and stages, from the server's events and those that only her outbox has so far. */
export function CaseTimeline({
  caseId,
  newest,
  isHolder = false,
}: {
  readonly caseId: string;
  /** Whether the case is hers, so that she may take back what others recorded. */
  readonly isHolder?: boolean;
  /** How many of the newest events are shown at once; the others are opened by a press. */
  readonly newest?: number;
}) {
  const { workspace } = useHere();
  // Stored at the sign-in, so the default never matters.
  const me = workspace.me()?.id ?? '';
  const { events, outboxOperations } = eventsOf(workspace, caseId);
  return (
    <>
      <StageBars events={events} level={2} />
      <h2>{timelineText('timeline')}</h2>
      <Timeline
        events={events}
        newest={newest}
        // The phone does not store who else recorded an event.
        recorderOf={(personId) => (personId === me ? 'you' : 'other')}
        unsentIds={new Set(outboxOperations.filter(isUnsent).map(({ id }) => id))}
        actions={(event) =>
          (isHolder || event.createdBy === me) && <TakeBack caseId={caseId} eventId={event.id} />
        }
      />
    </>
  );
}

/** For an event that was not taken back: the button that does so, and the dialog that asks for the reason. */
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
