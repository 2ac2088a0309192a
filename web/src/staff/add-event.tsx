import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { statuses } from '../api/case-record.ts';
import type { Api } from '../api/client.ts';
import { todayInIndia } from '../i18n/today.ts';
import { entitlements, eventTypes, schemes, services, stages } from '../timeline/case-event.ts';
import { Choice, Field, hundredthsOf, LongField, textsOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Form } from './form.tsx';
import { nothing } from './records.ts';
import { t } from './text.ts';

type EventType = (typeof eventTypes)[number];

type AddEventProps = {
  readonly api: Api;
  /** Of the case. */
  readonly path: string;
  readonly openedOn: string;
  /** By emergency access nobody changes how a case stands. */
  readonly isByGlass: boolean;
  readonly onAdded: () => Promise<unknown>;
};

/**
 * Adds to a timeline. A note that she has typed stays when she chooses that something else happened: then it is kept as a note
 * of its own beside it.
 */
export function AddEvent({ api, path, openedOn, isByGlass, onAdded }: AddEventProps) {
  const [type, setType] = useState<EventType>('note');
  const [note, setNote] = useState('');
  // Of the note beside it: the same as long as it was not recorded.
  const noteId = useRef(v7());
  const types = eventTypes.filter((each) => !(isByGlass && each === 'status'));
  const send = async (data: FormData, id: string): Promise<void> => {
    const { on, text: _, ...entered } = textsOf(data);
    const post = (body: object) => api.call(nothing, { method: 'POST', path: `${path}/events`, body });
    const text = note.trim();
    if (type !== 'note') await post({ id, type, on, ...fieldsOf(data, entered) });
    if (text !== '') await post({ id: type === 'note' ? id : noteId.current, type: 'note', on, text });
    noteId.current = v7();
    setNote('');
    await onAdded();
  };
  return (
    <Fold label="event.new">
      <Form label="event.new" onSend={send}>
        <Choice
          name="type"
          label="event.type"
          value={type}
          options={types.map((each) => [each, t(`event.${each}`)])}
          onChoose={(chosen) => setType(types.find((each) => each === chosen) ?? 'note')}
        />
        <Field name="on" label="on" type="date" value={todayInIndia()} min={openedOn} max={todayInIndia()} />
        <OwnFields type={type} />
        {(type === 'note' || note !== '') && (
          <LongField
            name="text"
            label={type === 'note' ? 'event.note' : 'event.noteBeside'}
            optional={type !== 'note'}
            text={note}
            onText={setNote}
          />
        )}
      </Form>
    </Fold>
  );
}

const fieldsOf = (
  data: FormData,
  { type: _, amount, done, ...fields }: Readonly<Record<string, string>>,
): object => ({
  ...fields,
  ...(amount === undefined ? {} : { amountPaise: hundredthsOf(data, 'amount') }),
  ...(done === 'true' ? { done: true } : {}),
});

/** What only this type has. */
function OwnFields({ type }: { readonly type: EventType }) {
  switch (type) {
    case 'service':
      return (
        <>
          <Choice
            name="service"
            label="event.service"
            options={services.map((each) => [each, t(`service.${each}`)])}
          />
          <Field name="provider" label="provider" optional />
        </>
      );
    case 'entitlement':
      return (
        <>
          <Choice
            name="entitlement"
            label="event.entitlement"
            options={entitlements.map((each) => [each, t(`entitlement.${each}`)])}
          />
          <Stage of={type} />
        </>
      );
    case 'compensation':
      return (
        <>
          <Choice name="scheme" label="scheme" options={schemes.map((each) => [each, t(`scheme.${each}`)])} />
          <Stage of={type} />
          <Field name="amount" label="amount" type="number" optional />
        </>
      );
    case 'referral':
      return (
        <>
          <Field name="to" label="referral.to" />
          <Stage of={type} />
        </>
      );
    case 'follow_up':
      return (
        <>
          <Field name="due" label="due" type="date" />
          <Choice
            name="done"
            label="state"
            options={[
              ['', t('due.open')],
              ['true', t('done')],
            ]}
          />
        </>
      );
    case 'status':
      return (
        <>
          <Choice
            name="status"
            label="status"
            options={statuses.map((each) => [each, t(`status.${each}`)])}
          />
          <Field name="reason" label="reason" optional />
        </>
      );
    case 'note':
      return null;
  }
}

/** How far it has come; each type has stages of its own. */
function Stage({ of: type }: { readonly of: keyof typeof stages }) {
  return (
    <Choice name="stage" label="stage" options={stages[type].map((each) => [each, t(`stage.${each}`)])} />
  );
}
