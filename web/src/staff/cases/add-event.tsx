import { useEffect, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, LongField } from '../../design/field.tsx';
import { requiredTextOf } from '../../design/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type CaseEvent, eventTypes } from '../../timeline/case-event.ts';
import type { EventBody } from '../../timeline/event-body.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { t } from '../text.ts';
import { EventFields, type EventType, eventContentOf } from './event-fields.tsx';
import type { BegunEvent } from './next-steps-rules.ts';

/** What she chose to record, and how many times she has chosen something. */
export type Begun = { readonly event: BegunEvent; readonly round: number };

type AddEventProps = {
  readonly api: Api;
  readonly caseId: string;
  readonly openedOn: string;
  /** Of the case so far: a stage names an application that was filed. */
  readonly events: readonly CaseEvent[];
  /** Emergency access cannot change a case's status. */
  readonly isEmergencyAccess: boolean;
  readonly begun?: Begun | undefined;
  readonly onAdded: () => Promise<unknown>;
};

/**
 * The form that adds an event to a case's timeline. Beside an event of another type, a note is recorded as an event of
 * its own.
 */
export function AddEvent({
  api,
  caseId,
  openedOn,
  events,
  isEmergencyAccess,
  begun,
  onAdded,
}: AddEventProps) {
  const [type, setType] = useState<EventType>('note');
  const [note, setNote] = useState('');
  // The separate note's id: unchanged until it is recorded.
  const noteId = useRef(v7());
  // Of an application or matter that begins with the event: likewise.
  const groupId = useRef(v7());
  // What was chosen fills the form until it is recorded, or another type is chosen.
  const [filled, setFilled] = useState<BegunEvent>();
  useEffect(() => {
    if (begun === undefined) return;
    setType(begun.event.type);
    setFilled(begun.event);
  }, [begun]);
  const today = todayInIndia();
  const dueOn = filled?.type === 'proceeding' ? filled.on : undefined;
  const types = eventTypes.filter((each) => !(isEmergencyAccess && each === 'status'));
  const send = async (data: FormData, id: string): Promise<void> => {
    const on = requiredTextOf(data, 'on');
    const post = (body: EventBody) =>
      api.request('POST /api/cases/{id}/events', { path: { id: caseId }, body });
    const text = note.trim();
    if (type !== 'note') await post({ id, on, ...eventContentOf(type, data, events, groupId.current) });
    if (text !== '') await post({ id: type === 'note' ? id : noteId.current, type: 'note', on, text });
    noteId.current = v7();
    groupId.current = v7();
    setNote('');
    setFilled(undefined);
    await onAdded();
  };
  return (
    <Fold label="event.new" openSignal={begun?.round ?? 0}>
      <Form label="event.new" onSend={send}>
        <Choice
          name="type"
          label={t('event.type')}
          value={type}
          options={types.map((each) => [each, t(`event.${each}`)])}
          onChoose={(chosen) => {
            setFilled(undefined);
            setType(types.find((each) => each === chosen) ?? 'note');
          }}
        />
        <DateField
          name="on"
          label={t('on')}
          // A day in court that is over is most likely the one that she tells of.
          value={dueOn !== undefined && dueOn < today ? dueOn : today}
          min={openedOn}
          max={today}
          key={`on ${dueOn}`}
        />
        <EventFields
          type={type}
          events={events}
          begun={filled?.type === type ? filled : undefined}
          key={`${type} ${filled === undefined ? 0 : begun?.round}`}
        />
        <LongField
          name="text"
          label={t(type === 'note' ? 'event.note' : 'event.noteBeside')}
          text={note}
          onText={setNote}
          isOptional={type !== 'note'}
        />
      </Form>
    </Fold>
  );
}
