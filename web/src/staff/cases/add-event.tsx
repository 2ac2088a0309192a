import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, LongField } from '../../design/field.tsx';
import { textsOf } from '../../design/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type CaseEvent, eventTypes } from '../../timeline/case-event.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { nothing } from '../frame/records.ts';
import { t } from '../text.ts';
import { EventFields, type EventType, eventFieldsOf } from './event-fields.tsx';

type AddEventProps = {
  readonly api: Api;
  /** Of the case. */
  readonly path: string;
  readonly openedOn: string;
  /** Of the case so far: a stage names an application that was filed. */
  readonly events: readonly CaseEvent[];
  /** Emergency access cannot change a case's status. */
  readonly isEmergencyAccess: boolean;
  readonly onAdded: () => Promise<unknown>;
};

/** Adds to a timeline. A typed note survives a change of the event's type: it is then recorded as a separate note. */
export function AddEvent({ api, path, openedOn, events, isEmergencyAccess, onAdded }: AddEventProps) {
  const [type, setType] = useState<EventType>('note');
  const [note, setNote] = useState('');
  // The separate note's id: unchanged until it is recorded.
  const noteId = useRef(v7());
  // Of an application or matter that begins with the event: likewise.
  const groupId = useRef(v7());
  const types = eventTypes.filter((each) => !(isEmergencyAccess && each === 'status'));
  const send = async (data: FormData, id: string): Promise<void> => {
    const { on } = textsOf(data);
    const post = (body: object) => api.call(nothing, { method: 'POST', path: `${path}/events`, body });
    const text = note.trim();
    if (type !== 'note') await post({ id, type, on, ...eventFieldsOf(type, data, events, groupId.current) });
    if (text !== '') await post({ id: type === 'note' ? id : noteId.current, type: 'note', on, text });
    noteId.current = v7();
    groupId.current = v7();
    setNote('');
    await onAdded();
  };
  return (
    <Fold label="event.new">
      <Form label="event.new" onSend={send}>
        <Choice
          name="type"
          label={t('event.type')}
          value={type}
          options={types.map((each) => [each, t(`event.${each}`)])}
          onChoose={(chosen) => setType(types.find((each) => each === chosen) ?? 'note')}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} min={openedOn} max={todayInIndia()} />
        <EventFields type={type} events={events} />
        {(type === 'note' || note !== '') && (
          <LongField
            name="text"
            label={t(type === 'note' ? 'event.note' : 'event.noteBeside')}
            text={note}
            onText={setNote}
            isOptional={type !== 'note'}
          />
        )}
      </Form>
    </Fold>
  );
}
