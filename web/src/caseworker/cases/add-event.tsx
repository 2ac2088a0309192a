import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { EventFields, eventContentOf } from '../../case-events/event-fields.tsx';
import { t as eventText } from '../../case-events/text.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField } from '../../design/fields/field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { FieldErrors } from '../../design/fields/labelled-field.tsx';
import { findErrors, focusFirst } from '../../design/fields/validity.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { eventsOf } from '../../phone/cases/events-of-case.ts';
import { Gone } from '../../phone/frame.tsx';
import type { EventContent } from '../../timeline/event-body.ts';
import { useHere } from '../context.ts';
import { Frame } from '../frame.tsx';
import { recordedScreen } from '../screen.ts';
import { ownCase } from './own-cases.ts';
import { recordEvents } from './record-events.ts';
import { t } from './text.ts';

/** The types of events that are recorded here. A note, a visit and a safety plan are recorded on the case's screen. */
const types = ['service', 'entitlement', 'compensation', 'proceeding', 'referral', 'status'] as const;
type FormType = (typeof types)[number];

/** Adds an event to a case, on the day on which it happened, with a note beside it if she writes one. */
export function AddEvent({ caseId, isStatus }: { readonly caseId: string; readonly isStatus: boolean }) {
  const { workspace, go } = useHere();
  const [type, setType] = useState<FormType>(isStatus ? 'status' : 'service');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  /** The id of the application or legal matter that the event may begin. */
  const applicationOrMatterId = useRef(v7());
  const file = ownCase(workspace, caseId);
  if (file === undefined) return <Gone />;
  const { events } = eventsOf(workspace, caseId);
  const today = todayInIndia();
  const save = async (form: HTMLFormElement) => {
    const found = findErrors(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return focusFirst(form, Object.keys(found));
    const data = new FormData(form);
    const text = note.trim();
    const contents: EventContent[] = [
      eventContentOf(type, data, events, applicationOrMatterId.current),
      ...(text === '' ? [] : [{ type: 'note', text } as const]),
    ];
    setBusy(true);
    // Recording fails only if the phone is full, which the frame shows.
    await recordEvents(workspace, caseId, requiredTextOf(data, 'on'), contents).then(
      () => go(recordedScreen(caseId, contents)),
      () => setBusy(false),
    );
  };
  return (
    <Frame title={t(isStatus ? 'case.status' : 'case.other')} back={{ name: 'case', id: caseId }} isPrivate>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void save(event.currentTarget);
        }}
      >
        <FieldErrors.Provider value={errors}>
          {!isStatus && (
            <Choice
              name="type"
              label={eventText('event.type')}
              value={type}
              options={types
                .filter((one) => one !== 'status')
                .map((one) => [one, eventText(`event.${one}`)] as const)}
              onChoose={(chosen) => setType(types.find((one) => one === chosen) ?? 'service')}
            />
          )}
          <DateField name="on" label={eventText('event.on')} value={today} min={file.openedOn} max={today} />
          {/* Another type draws the fields anew. */}
          <EventFields key={type} type={type} events={events} prefilled={undefined} />
          <LongField
            name="text"
            label={eventText('event.noteBeside')}
            text={note}
            onText={setNote}
            isOptional
          />
        </FieldErrors.Provider>
        <button type="submit" class="primary" disabled={isBusy}>
          {t('case.save')}
        </button>
      </form>
    </Frame>
  );
}
