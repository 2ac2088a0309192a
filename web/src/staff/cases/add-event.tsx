import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { statuses } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, LongField, TextField } from '../../design/field.tsx';
import { paiseOf, textsOf } from '../../design/form-data.ts';
import { RupeesField } from '../../design/rupees-field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { entitlements, eventTypes, schemes, services, stages } from '../../timeline/case-event.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { nothing } from '../frame/records.ts';
import { t } from '../text.ts';

type EventType = (typeof eventTypes)[number];

type AddEventProps = {
  readonly api: Api;
  /** Of the case. */
  readonly path: string;
  readonly openedOn: string;
  /** Emergency access cannot change a case's status. */
  readonly isEmergencyAccess: boolean;
  readonly onAdded: () => Promise<unknown>;
};

/** Adds to a timeline. A typed note survives a change of the event's type: it is then recorded as a separate note. */
export function AddEvent({ api, path, openedOn, isEmergencyAccess, onAdded }: AddEventProps) {
  const [type, setType] = useState<EventType>('note');
  const [note, setNote] = useState('');
  // The separate note's id: unchanged until it is recorded.
  const noteId = useRef(v7());
  const types = eventTypes.filter((each) => !(isEmergencyAccess && each === 'status'));
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
          label={t('event.type')}
          value={type}
          options={types.map((each) => [each, t(`event.${each}`)])}
          onChoose={(chosen) => setType(types.find((each) => each === chosen) ?? 'note')}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} min={openedOn} max={todayInIndia()} />
        <OwnFields type={type} />
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

const fieldsOf = (
  data: FormData,
  { type: _, amount, done, ...fields }: Readonly<Record<string, string>>,
): object => ({
  ...fields,
  ...(amount === undefined ? {} : { amountPaise: paiseOf(data, 'amount') }),
  ...(done === 'true' ? { done: true } : {}),
});

/** Fields of one type. */
function OwnFields({ type }: { readonly type: EventType }) {
  switch (type) {
    case 'service':
      return (
        <>
          <Choice
            name="service"
            label={t('event.service')}
            options={services.map((each) => [each, t(`service.${each}`)])}
          />
          <TextField name="provider" label={t('provider')} isOptional />
        </>
      );
    case 'entitlement':
      return (
        <>
          <Choice
            name="entitlement"
            label={t('event.entitlement')}
            options={entitlements.map((each) => [each, t(`entitlement.${each}`)])}
          />
          <Stage of={type} />
        </>
      );
    case 'compensation':
      return (
        <>
          <Choice
            name="scheme"
            label={t('scheme')}
            options={schemes.map((each) => [each, t(`scheme.${each}`)])}
          />
          <Stage of={type} />
          <RupeesField name="amount" label={t('amount')} isOptional />
        </>
      );
    case 'referral':
      return (
        <>
          <TextField name="to" label={t('referral.to')} />
          <Stage of={type} />
        </>
      );
    case 'follow_up':
      return (
        <>
          <DateField name="due" label={t('due')} />
          <Choice
            name="done"
            label={t('state')}
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
            label={t('status')}
            options={statuses.map((each) => [each, t(`status.${each}`)])}
          />
          <TextField name="reason" label={t('reason')} isOptional />
        </>
      );
    case 'note':
      return null;
  }
}

/** The stage; each type has its own stages. */
function Stage({ of: type }: { readonly of: keyof typeof stages }) {
  return (
    <Choice
      name="stage"
      label={t('stage')}
      options={stages[type].map((each) => [each, t(`stage.${each}`)])}
    />
  );
}
