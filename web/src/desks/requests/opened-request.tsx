import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { Person } from '../../design/person.tsx';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { type Erasure, erasuresOf, isOver, stateOf } from '../audit/erasure-state.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { StepList } from '../frame/step-list.tsx';
import { t } from '../text.ts';
import { herRecordPart } from './her-record.tsx';
import { HowToReachHer } from './how-to-reach-her.tsx';
import { AskForErasure, NewStep, TakeRequestBack } from './request-forms.tsx';
import { isOverdue, type MemberRequest, statusOf } from './request-state.ts';

/** The desk's page of one opened request. It is found in the list of requests: the API has no route for a single request. */
export function OpenedRequest({ api, me, id }: { readonly api: Api; readonly me: Me; readonly id: string }) {
  const requests = useRead(['requests'], () => readList(api, 'GET /api/requests', {}));
  return (
    <Reading of={requests}>
      {({ items }) => {
        const request = items.find((candidate) => candidate.id === id);
        return (
          <OpenedRecord
            backLabel="requests"
            backTo={['requests']}
            title={request === undefined ? t('refused.missing') : t(`requests.asked.${request.kind}`)}
            about={request?.memberCode}
          >
            {request !== undefined && (
              <RequestDetails api={api} me={me} request={request} onChanged={requests.refetch} />
            )}
          </OpenedRecord>
        );
      }}
    </Reading>
  );
}

type RequestDetailsProps = {
  readonly api: Api;
  readonly me: Me;
  readonly request: MemberRequest;
  readonly onChanged: () => Promise<unknown>;
};

/** What is known of the request, what was done about it, and the forms for what a person may do now. */
function RequestDetails({ api, me, request, onChanged }: RequestDetailsProps) {
  const { memberId, memberCode, steps, takenBack } = request;
  // The code disappears with the member's erasure.
  const isErased = memberCode === undefined;
  const maySeeErasure = me.role === 'auditor' && request.kind === 'erasure';
  const erasures = useRead(['erasures', 'of', memberId], async () =>
    maySeeErasure ? erasuresOf((await readList(api, 'GET /api/erasures', {})).items, memberId) : [],
  );
  return (
    <>
      <RequestFacts me={me} request={request} />
      {me.role === 'auditor' && !isErased && request.status === 'open' && takenBack === undefined && (
        <HowToReachHer api={api} me={me} request={request} />
      )}
      <StepList
        title={t('requests.steps')}
        none={t('requests.steps.none')}
        steps={steps}
        wordOf={({ step }) => t(`requests.step.${step}`)}
        // An erasure that was asked for is no step, but it is something done about the request.
        isMoreBelow={erasures.data !== undefined && erasures.data.length > 0}
      />
      {maySeeErasure && (
        <Reading of={erasures}>
          {(asked) => (
            <>
              <AskedErasures erasures={asked} />
              {takenBack === undefined && !isErased && asked.every(isOver) && (
                <AskForErasure api={api} request={request} onDone={erasures.refetch} />
              )}
            </>
          )}
        </Reading>
      )}
      {takenBack === undefined && (
        <>
          <NewStep api={api} request={request} isErased={isErased} onDone={onChanged} />
          {/* Taking a request back needs a written reason, and no text about an erased member is kept. A step needs no text. */}
          {!isErased && <TakeRequestBack api={api} request={request} onDone={onChanged} />}
        </>
      )}
    </>
  );
}

function RequestFacts({ me, request }: Pick<RequestDetailsProps, 'me' | 'request'>) {
  const { memberId, memberCode, on, dueOn, via, text } = request;
  return (
    <dl class="facts">
      <dt>{t('requests.member')}</dt>
      <dd>
        {me.role === 'coordinator' && memberCode !== undefined ? (
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
        {isOverdue(request, todayInIndia()) && <Badge tone="bad">{t('requests.overdue')}</Badge>}
      </dd>
      <dt>{t('state')}</dt>
      <dd>{t(statusOf(request))}</dd>
      {text !== undefined && (
        <>
          <dt>{t('requests.text')}</dt>
          {/* Null after an erasure. */}
          <dd>{text ?? t('erased')}</dd>
        </>
      )}
    </dl>
  );
}

/** The erasures of her record that were asked for, with how far each has come. */
function AskedErasures({ erasures }: { readonly erasures: readonly Erasure[] }) {
  const language = useLanguage();
  return (
    <>
      {erasures.map((erasure) => (
        <p key={erasure.id} class="notice">
          {t('requests.erasure.asked', {
            on: formatDate(dateInIndia(new Date(erasure.requestedAt)), language),
            state: t(stateOf(erasure)),
          })}{' '}
          <a href={hrefOf('erasures')}>{t('erasures')}</a>
        </p>
      ))}
    </>
  );
}
