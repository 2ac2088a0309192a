import type { ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { dueOnOf } from '../../../../functions/shared/calendar/request-deadline.ts';
import { requestKinds, waysOfSaying } from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { language } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { AboutRecord, sayDone } from '../frame/forms/saved.ts';
import { t } from '../text.ts';

/**
 * The desk's form that records a new request of a member about her data. That nothing new is written is no request: it leads to the steps after which all
 * stops. The form confirms the recording itself, because the
 * coordinator can't see a complaint afterwards.
 */
export function NewRequest({
  api,
  memberId,
  hasStopped,
  stop,
  onRecorded,
}: {
  readonly api: Api;
  readonly memberId: string;
  readonly hasStopped: boolean;
  /** The steps by which she stops; nothing for who may not record that: it stays a request, and the form says that nothing stops yet. */
  readonly stop: ComponentChildren;
  readonly onRecorded?: () => unknown;
}) {
  const about = useContext(AboutRecord);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<string>();
  const isStop = asked === 'withdrawal';
  const choice = (
    <Choice
      name="kind"
      label={t('requests.kind')}
      value={asked}
      options={requestKinds
        .filter((kind) => kind !== 'withdrawal' || !hasStopped)
        .map((kind) => [kind, t(`requests.asked.${kind}`)])}
      onChoose={setAsked}
    />
  );
  if (isStop && stop) {
    return (
      <Fold label="requests.new">
        <div class="fields">{choice}</div>
        {stop}
      </Fold>
    );
  }
  return (
    <Fold label="requests.new">
      <p class="soft">{t('requests.new.explain')}</p>
      <Form
        label="requests.new"
        done={null}
        onSend={async (data, id) => {
          const on = requiredTextOf(data, 'on');
          await api.request('POST /api/members/{id}/requests', {
            path: { id: memberId },
            body: {
              id,
              kind: requiredChoiceOf(data, 'kind', requestKinds),
              on,
              via: requiredChoiceOf(data, 'via', waysOfSaying),
              text: textOf(data, 'text'),
            },
          });
          sayDone(() => t('requests.new.done', { due: formatDate(dueOnOf(on), language()) }), about);
          setText('');
          setAsked(undefined);
          await onRecorded?.();
        }}
      >
        {choice}
        {isStop && <p class="warning field wide">{t('requests.notYet')}</p>}
        <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
        <Choice
          name="via"
          label={t('requests.via')}
          options={waysOfSaying.map((way) => [way, t(`method.${way}`)])}
        />
        <LongField name="text" label={t('requests.text')} isOptional text={text} onText={setText} />
      </Form>
    </Fold>
  );
}
