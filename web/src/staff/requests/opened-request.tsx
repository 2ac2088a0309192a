import { useState } from 'preact/hooks';
import { requestSteps } from '../../../../functions/domain/member-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice, LongField, TextField } from '../../design/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/form-data.ts';
import { Person } from '../../design/person.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { useRecount } from '../frame/waiting-count.tsx';
import { t } from '../text.ts';
import { herRecordPart } from './her-record.tsx';

import { isOverdue, type MemberRequest, statusOf } from './request-state.ts';

/** The desk's page of one opened request: it is found in its list, since there is no route to it alone. */
export function OpenedRequest({ api, me, id }: { readonly api: Api; readonly me: Me; readonly id: string }) {
  const all = useRead(['requests'], () => readList(api, 'GET /api/requests', {}));
  return (
    <Reading of={all}>
      {({ items }) => {
        const one = items.find((request) => request.id === id);
        return (
          <OpenedRecord
            back="requests"
            backTo={['requests']}
            title={one === undefined ? t('refused.missing') : t(`requests.asked.${one.kind}`)}
          >
            {one !== undefined && <OneRequest api={api} me={me} one={one} onChanged={all.refetch} />}
          </OpenedRecord>
        );
      }}
    </Reading>
  );
}

type OneRequestProps = {
  readonly api: Api;
  readonly me: Me;
  readonly one: MemberRequest;
  readonly onChanged: () => Promise<unknown>;
};

function OneRequest({ api, me, one, onChanged }: OneRequestProps) {
  const recount = useRecount();
  const changed = () => Promise.all([onChanged(), recount()]);
  const { memberId, memberCode, on, dueOn, via, text, steps, takenBack } = one;
  const isErased = memberCode === undefined;
  return (
    <>
      <dl class="facts">
        <dt>{t('requests.member')}</dt>
        <dd>
          {me.role === 'coordinator' && !isErased ? (
            <a href={hrefOf('members', memberId, herRecordPart)}>{memberCode}</a>
          ) : (
            <Person name={memberCode} fallback={t('erased')} />
          )}
        </dd>
        <dt>{t('on')}</dt>
        <dd>
          <DateText on={on} />
        </dd>
        <dt>{t('requests.via')}</dt>
        <dd>{t(`method.${via}`)}</dd>
        <dt>{t('requests.due')}</dt>
        <dd>
          <DateText on={dueOn} />{' '}
          {isOverdue(one, todayInIndia()) && <Badge tone="bad">{t('requests.overdue')}</Badge>}
        </dd>
        <dt>{t('state')}</dt>
        <dd>{t(statusOf(one))}</dd>
        {text !== undefined && (
          <>
            <dt>{t('requests.text')}</dt>
            <dd>{text ?? t('erased')}</dd>
          </>
        )}
      </dl>
      <h3>{t('requests.steps')}</h3>
      {steps.length === 0 && <p>{t('requests.steps.none')}</p>}
      <ol class="plain">
        {steps.map((step) => (
          <li key={step.id}>
            <DateText on={step.on} />: {t(`requests.step.${step.step}`)}
            {step.text && ` · ${step.text}`}
          </li>
        ))}
      </ol>
      {takenBack === undefined && (
        <>
          <NewStep api={api} one={one} isErased={isErased} onDone={changed} />
          {me.role === 'auditor' && one.kind === 'erasure' && !isErased && <AskErasure api={api} one={one} />}
          {!isErased && <TakeBack api={api} one={one} onDone={changed} />}
        </>
      )}
    </>
  );
}

type ActProps = {
  readonly api: Api;
  readonly one: MemberRequest;
  readonly onDone: () => Promise<unknown>;
};

function NewStep({ api, one, isErased, onDone }: ActProps & { readonly isErased: boolean }) {
  const [text, setText] = useState('');
  return (
    <>
      <h3>{t('requests.step')}</h3>
      <Form
        label="requests.step"
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/requests/{requestId}/steps', {
            path: { id: one.memberId, requestId: one.id },
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
          options={requestSteps.map((each) => [each, t(`requests.step.${each}`)])}
        />
        <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
        {isErased ? (
          <p class="soft field wide">{t('requests.erasedText')}</p>
        ) : (
          <LongField name="text" label={t('requests.step.text')} isOptional text={text} onText={setText} />
        )}
      </Form>
    </>
  );
}

function TakeBack({ api, one, onDone }: ActProps) {
  return (
    <Fold label="requests.back">
      <Form
        label="requests.back"
        submit="requests.back"
        confirm={() => ({
          title: t('requests.back.ask'),
          explain: <p>{t('requests.back.will')}</p>,
          confirm: t('takeBack.sure'),
        })}
        onSend={async (data, id) => {
          await api.request('POST /api/members/{id}/reversals', {
            path: { id: one.memberId },
            body: { id, of: one.id, reason: requiredTextOf(data, 'reason') },
          });
          await onDone();
        }}
      >
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}

/** What she asked for takes the auditor's word, and then a coordinator's. */
function AskErasure({ api, one }: Pick<ActProps, 'api' | 'one'>) {
  return (
    <Fold label="erasure.new">
      <p class="warning">{t('requests.erasure.explain')}</p>
      <Form
        label="erasure.new"
        submit="erasure.new"
        done="erasure.asked"
        confirm={() => ({
          title: t('erasure.ask'),
          explain: <p>{t('requests.erasure.explain')}</p>,
          confirm: t('erasure.new'),
        })}
        onSend={(data, id) =>
          api.request('POST /api/members/{id}/erasure', {
            path: { id: one.memberId },
            body: { id, reason: requiredTextOf(data, 'reason') },
          })
        }
      >
        <TextField name="reason" label={t('reason')} />
      </Form>
    </Fold>
  );
}
