import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { LongField } from '../../design/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { type CaseEvent, caseEvent } from '../../timeline/case-event.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { t as timeline } from '../../timeline/text.ts';
import { Timeline } from '../../timeline/timeline.tsx';
import { useHere } from '../context.ts';
import { timelines } from '../kinds.ts';
import { inOrder, isUnsent, operations } from '../outbox/operation.ts';

/** A case's timeline: the events from the server, and her own unsent ones. */
export function CaseTimeline({ caseId }: { readonly caseId: string }) {
  const { desk } = useHere();
  const me = desk.me()?.id ?? '';
  const heard = desk.rows.get(timelines, caseId)?.events ?? [];
  const own = inOrder(desk.rows.all(operations)).filter(
    ({ id, what, entities }) =>
      what === 'case_event' && entities[0] === caseId && !heard.some((event) => event.id === id),
  );
  const written = own.flatMap(({ body }): CaseEvent[] => {
    const parsed = caseEvent.safeParse({ ...body, createdBy: me });
    return parsed.success ? [parsed.data] : [];
  });
  return (
    <>
      <h2>{timeline('timeline')}</h2>
      <Timeline
        events={[...heard, ...written].toSorted((a, b) => a.on.localeCompare(b.on))}
        recorderOf={recorderIn({ assignedTo: undefined, createdBy: me }, me)}
        waiting={new Set(own.filter(isUnsent).map(({ id }) => id))}
        actions={(event) => <TakeBack caseId={caseId} eventId={event.id} />}
      />
    </>
  );
}

/** Takes an event back, with a reason. */
function TakeBack({ caseId, eventId }: { readonly caseId: string; readonly eventId: string }) {
  const { desk } = useHere();
  const [reason, setReason] = useState<string>();
  if (reason === undefined) {
    return (
      <button type="button" class="quiet" onClick={() => setReason('')}>
        {timeline('takeBack')}
      </button>
    );
  }
  const takeBack = async () => {
    const id = v7();
    await desk.record({
      id,
      what: 'case_event',
      path: `/api/cases/${caseId}/events`,
      body: { id, type: 'taken_back', on: todayInIndia(), eventId, reason: reason.trim() },
      entities: [caseId],
    });
  };
  return (
    <>
      <p>{timeline('takeBack.explain')}</p>
      <LongField
        name="note"
        label={timeline('takeBack.reason')}
        rows={2}
        maxLength={120}
        text={reason}
        onText={setReason}
      />
      <button
        type="button"
        class="danger"
        disabled={reason.trim() === ''}
        onClick={() => void takeBack().catch(() => {})}
      >
        {timeline('takeBack.sure')}
      </button>
      <button type="button" class="quiet" onClick={() => setReason(undefined)}>
        {timeline('takeBack.not')}
      </button>
    </>
  );
}
