import { useState } from 'preact/hooks';
import { requestSteps } from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { showToast } from '../../design/toast.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { t } from '../text.ts';
import type { MemberRequest } from './request-state.ts';

type RequestFormProps = {
  readonly api: Api;
  readonly request: MemberRequest;
  readonly onDone: () => Promise<unknown>;
};

/** The form that records what was done about a request. @param isErased whether the member is erased: no text about her is kept then */
export function NewStep({
  api,
  request,
  isErased,
  onDone,
}: RequestFormProps & { readonly isErased: boolean }) {
  const [text, setText] = useState('');
  return (
    <Fold label="requests.step">
      <Form
        label="requests.step"
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/requests/{requestId}/steps', {
            path: { id: request.memberId, requestId: request.id },
            body: {
              id,
              step: requiredChoiceOf(data, 'step', requestSteps),
              on: requiredTextOf(data, 'on'),
              text: textOf(data, 'text'),
            },
          });
          setText('');
          await onDone();
        }}
      >
        <Choice
          name="step"
          label={t('requests.step.which')}
          options={requestSteps.map((step) => [step, t(`requests.step.${step}`)])}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
        {isErased ? (
          <p class="soft field wide">{t('requests.erasedText')}</p>
        ) : (
          <LongField name="text" label={t('requests.step.text')} isOptional text={text} onText={setText} />
        )}
      </Form>
    </Fold>
  );
}

/** The form that takes back a request that was recorded in error. */
export function TakeRequestBack({ api, request, onDone }: RequestFormProps) {
  return (
    <Fold label="requests.back">
      <Form
        label="requests.back"
        submit="requests.back"
        confirm={() => ({
          title: t('requests.back.ask'),
          explain: <p>{t('requests.back.will')}</p>,
          buttonLabel: t('takeBack.sure'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/reversals', {
            path: { id: request.memberId },
            body: { id, of: request.id, reason: requiredTextOf(data, 'reason') },
          });
          await onDone();
        }}
      >
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}

/** The auditor's form that starts the erasure which a member requested; a coordinator must approve it. */
export function AskForErasure({ api, request, onDone }: RequestFormProps) {
  return (
    <Fold label="erasure.new">
      <p class="warning">{t('requests.erasure.explain')}</p>
      <Form
        label="erasure.new"
        submit="erasure.new"
        done={null}
        confirm={() => ({
          title: t('erasure.ask', { who: request.memberCode ?? t('erased') }),
          explain: <p>{t('requests.erasure.explain')}</p>,
          buttonLabel: t('erasure.new'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/erasure', {
            path: { id: request.memberId },
            body: { id, reason: requiredTextOf(data, 'reason') },
          });
          // The form's own message (`done`) would come only after `onDone`, which may fail although the erasure was asked for.
          showToast(() => t('erasure.asked'));
          await onDone();
        }}
      >
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}
