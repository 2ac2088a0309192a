import { useState } from 'preact/hooks';
import { dueOnOf } from '../../../../functions/shared/calendar/request-deadline.ts';
import { consentPurposes, waysOfSaying } from '../../../../functions/shared/kinds/member-words.ts';
import type { Api } from '../../api/client.ts';
import { givers, needsGuardian } from '../../consent/giver.ts';
import { noticeVersion } from '../../consent/notice.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, LongField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import type { Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';
import { wordOfNo } from './consents.tsx';
import { GiverChoice } from './giver-choice.tsx';
import { ReadNotice } from './read-notice.tsx';

/** How an answer to a consent is recorded at the desk: by a coordinator with a form, by a caseworker through a request. */

/**
 * For a caseworker, who may read consents and not record them: the sentence that says who records a new answer. While the member agrees
 * to sharing, there is also a form by which the caseworker tells a coordinator that the member takes this back. It sends a request for a
 * correction, which a caseworker may record.
 */
export function HowConsentsChange({ api, her }: { readonly api: Api; readonly her: Member }) {
  const language = useLanguage();
  // The day by which the coordinator has to answer; undefined until the request is sent. A caseworker can't read requests, so the
  // page forgets the day when it is left.
  const [dueOn, setDueOn] = useState<string>();
  const isShared = her.consents.findLast(({ purpose }) => purpose === 'sharing')?.given === true;
  return (
    <>
      <p class="soft">{t('consent.whoRecords')}</p>
      {isShared && dueOn !== undefined && (
        <p class="warning">{t('consent.sharingBack.done', { due: formatDate(dueOn, language) })}</p>
      )}
      {isShared && dueOn === undefined && (
        <>
          <p class="soft">{t('consent.untilThen')}</p>
          <Fold label="consent.sharingBack">
            <SharingTakenBack api={api} memberId={her.id} onTold={setDueOn} />
          </Fold>
        </>
      )}
    </>
  );
}

type SharingTakenBackProps = {
  readonly api: Api;
  readonly memberId: string;
  /** Called with the day by which the request has to be answered. */
  readonly onTold: (dueOn: string) => void;
};

function SharingTakenBack({ api, memberId, onTold }: SharingTakenBackProps) {
  const [text, setText] = useState(t('consent.sharingBack.text'));
  return (
    <Form
      label="consent.sharingBack"
      submit="consent.sharingBack.send"
      done={null}
      onSend={async (data, id) => {
        const on = requiredTextOf(data, 'on');
        await api.request('POST /api/members/{id}/requests', {
          path: { id: memberId },
          body: {
            id,
            kind: 'correction',
            on,
            via: requiredChoiceOf(data, 'via', waysOfSaying),
            text: requiredTextOf(data, 'text'),
          },
        });
        onTold(dueOnOf(on));
      }}
    >
      <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
      <Choice
        name="via"
        label={t('requests.via')}
        options={waysOfSaying.map((way) => [way, t(`method.${way}`)])}
      />
      <LongField name="text" label={t('requests.text')} text={text} onText={setText} />
    </Form>
  );
}

type NewConsentProps = {
  readonly api: Api;
  readonly her: Member;
  readonly onAdded: () => Promise<unknown>;
};

/** The form that records a consent, its withdrawal, or that she was asked and said no. */
export function NewConsent({ api, her, onAdded }: NewConsentProps) {
  const isMinor = needsGuardian(her.birthYear, todayInIndia());
  const [purpose, setPurpose] = useState<string>();
  return (
    <Fold label="consent.new">
      <Form
        label="consent.new"
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/consents', {
            path: { id: her.id },
            body: {
              id,
              givenBy: requiredChoiceOf(data, 'givenBy', givers),
              purpose: requiredChoiceOf(data, 'purpose', consentPurposes),
              given: textOf(data, 'given') === 'given',
              on: requiredTextOf(data, 'on'),
              method: requiredChoiceOf(data, 'method', waysOfSaying),
              noticeVersion: requiredTextOf(data, 'noticeVersion'),
            },
          });
          setPurpose(undefined);
          await onAdded();
        }}
      >
        <ReadNotice isMinor={isMinor} />
        <GiverChoice isMinor={isMinor} allowsSelf />
        <Choice
          name="purpose"
          label={t('purpose')}
          value={purpose}
          options={consentPurposes.map((option) => [option, t(`purpose.${option}`)])}
          onChoose={setPurpose}
        />
        <Choice
          name="given"
          label={t('state')}
          options={[
            ['given', t('given')],
            ['no', t(wordOfNo(her.consents, purpose))],
          ]}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
        <Choice
          name="method"
          label={t('method')}
          options={waysOfSaying.map((method) => [method, t(`method.${method}`)])}
        />
        <TextField name="noticeVersion" label={t('noticeVersion')} value={noticeVersion} />
      </Form>
    </Fold>
  );
}
