import { useEffect, useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { ownEventTypes } from '../../../../../functions/shared/kinds/case-events.ts';
import type { Api } from '../../../api/client.ts';
import { EventFields, eventContentOf } from '../../../case-events/event-fields.tsx';
import type { FormType } from '../../../case-events/fields-props.ts';
import type { PrefilledEvent } from '../../../case-events/prefilled-event.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice, LongField } from '../../../design/fields/field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import type { CaseEvent } from '../../../timeline/case-event.ts';
import type { EventBody } from '../../../timeline/event-body.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';

/** The event that was chosen among the next steps. `number` counts the choices, so that the same event can be chosen again. */
export type Prefill = { readonly event: PrefilledEvent; readonly number: number };

type AddEventProps = {
  readonly api: Api;
  readonly caseId: string;
  /** The date on which the case was opened: an event can't be earlier. */
  readonly openedOn: string;
  /** The case's events so far: a new event can continue an application or a matter among them. */
  readonly events: readonly CaseEvent[];
  /** In emergency access nobody can change the status. */
  readonly isEmergencyAccess: boolean;
  readonly prefill?: Prefill | undefined;
  readonly onAdded: () => Promise<unknown>;
};

/**
 * The form that adds an event to a case's timeline. A note that she writes together with another event is recorded as a
 * second event.
 */
export function AddEvent({
  api,
  caseId,
  openedOn,
  events,
  isEmergencyAccess,
  prefill,
  onAdded,
}: AddEventProps) {
  const [type, setType] = useState<FormType | 'note'>('note');
  const [note, setNote] = useState('');
  // The ids for the second event, and for an application or matter that begins. A repeated attempt sends the same ids.
  const noteId = useRef(v7());
  const applicationOrMatterId = useRef(v7());
  // Its values fill the fields until the event is recorded or another type is chosen.
  const [prefilled, setPrefilled] = useState<PrefilledEvent>();
  useEffect(() => {
    if (prefill === undefined) return;
    setType(prefill.event.type);
    setPrefilled(prefill.event);
  }, [prefill]);
  // The ids of the event that was just recorded and of the note beside it, the newest first: for `undo`.
  const sentIds = useRef<readonly string[]>([]);
  const undo = async (_: string, reason: string): Promise<void> => {
    for (const eventId of sentIds.current) {
      await api.request('POST /api/cases/{id}/events', {
        path: { id: caseId },
        body: { id: v7(), type: 'taken_back', on: todayInIndia(), eventId, reason },
      });
    }
    await onAdded();
  };
  const today = todayInIndia();
  const hearingDate = prefilled?.type === 'proceeding' ? prefilled.on : undefined;
  // The safety plan of a crisis has a form of its own (her-plan.tsx).
  const types = ownEventTypes.filter(
    (option): option is FormType | 'note' =>
      option !== 'safety_plan' && (option !== 'status' || !isEmergencyAccess),
  );
  const send = async (data: FormData, id: string): Promise<void> => {
    const on = requiredTextOf(data, 'on');
    const post = (body: EventBody) =>
      api.request('POST /api/cases/{id}/events', { path: { id: caseId }, body });
    const text = note.trim();
    if (type !== 'note')
      await post({ id, on, ...eventContentOf(type, data, events, applicationOrMatterId.current) });
    const isNoteBeside = type !== 'note' && text !== '';
    // A note by itself is the event, and has the form's id.
    if (text !== '') await post({ id: isNoteBeside ? noteId.current : id, type: 'note', on, text });
    sentIds.current = isNoteBeside ? [noteId.current, id] : [id];
    noteId.current = v7();
    applicationOrMatterId.current = v7();
    setNote('');
    setPrefilled(undefined);
    await onAdded();
  };
  return (
    // Each new number opens the fold.
    <Fold label="event.new" openSignal={prefill?.number ?? 0}>
      <Form label="event.new" undo={isEmergencyAccess ? undefined : undo} onSend={send}>
        <Choice
          name="type"
          label={t('event.type')}
          value={type}
          options={types.map((option) => [option, t(`event.${option}`)])}
          onChoose={(chosen) => {
            setPrefilled(undefined);
            setType(types.find((option) => option === chosen) ?? 'note');
          }}
        />
        <DateField
          name="on"
          label={t('on')}
          // If the day in court is over, the event most likely happened on that day.
          value={hearingDate !== undefined && hearingDate < today ? hearingDate : today}
          min={openedOn}
          max={today}
          // Another planned day draws the field anew, with its value.
          key={`on ${hearingDate}`}
        />
        {type !== 'note' && (
          <EventFields
            type={type}
            events={events}
            prefilled={prefilled?.type === type ? prefilled : undefined}
            // Another type or another next step draws the fields anew.
            key={`${type} ${prefilled === undefined ? 0 : prefill?.number}`}
          />
        )}
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
