import { useRef, useState } from 'preact/hooks';
import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { caseKinds, casePriorities, incidents } from '../../../../functions/shared/kinds/case-words.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readAll, readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice, LongField } from '../../design/fields/field.tsx';
import { choiceOf, requiredChoiceOf, textOf } from '../../design/fields/form-data.ts';
import { Person } from '../../design/person.tsx';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { caseEvent } from '../../timeline/case-event.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { StageBars } from '../../timeline/stages.tsx';
import { Timeline } from '../../timeline/timeline.tsx';
import { Fold } from '../frame/fold.tsx';
import { ChangeForm } from '../frame/forms/change-form.tsx';
import type { Confirmation } from '../frame/forms/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { WhoLookedAtCase } from '../requests/who-looked-at-case.tsx';
import { HerTalks } from '../talks/her-talks.tsx';
import { type MessageKey, t } from '../text.ts';
import { AssigneeChoice } from './assignee-choice.tsx';
import { CaseSummary } from './case-summary.tsx';
import { AddEvent, type Prefill } from './events/add-event.tsx';
import { StoppedCase } from './events/stopped-case.tsx';
import { TakeEventBack } from './events/take-event-back.tsx';
import { HerPlan } from './her-plan.tsx';
import { IncidentChoice } from './incident-choice.tsx';
import { isUnassigned, isUnassignedUrgent } from './list/unassigned-rules.ts';
import { NextSteps } from './next-steps/next-steps.tsx';

type CasePageProps = {
  readonly api: Api;
  readonly me: Me;
  readonly record: CaseRecord;
  /** The text and the address of the link back to the list. */
  readonly backLabel: MessageKey;
  readonly backTo: Address;
  readonly onChanged: () => Promise<unknown>;
  /**
   * The address of the member's page; absent if the case was opened from there, or in emergency access. Without it, this page has no
   * link to the member, no form of the summary and no talks.
   */
  readonly memberAddress?: Address;
  /** Whether the case is open in emergency access: then the reader may add events to it, but not change it. */
  readonly isEmergencyAccess?: boolean;
};

/** The desk's page of one case: next steps, forms, and the timeline of its events. */
export function CasePage({ isEmergencyAccess = false, memberAddress, ...props }: CasePageProps) {
  const { api, me, record, backLabel, backTo, onChanged } = props;
  const events = useEvents(api, record.id);
  const timelineHeading = useRef<HTMLHeadingElement>(null);
  const [prefill, setPrefill] = useState<Prefill>();
  const assigning = useAssigning(me.role === 'coordinator' && !isEmergencyAccess && isUnassigned(record));
  const readAgain = () => Promise.all([events.refetch(), onChanged()]);
  // While the case has stopped, the server refuses everything but what `StoppedCase` sends.
  const hasStopped = record.stopped === true;
  return (
    <OpenedRecord
      backLabel={backLabel}
      backTo={backTo}
      title={`${record.code} · ${t(`case.${record.kind}`)}`}
      about={record.code}
      mark={hasStopped ? t('hasStopped') : undefined}
    >
      <CaseFacts of={record} />
      <Holder api={api} me={me} record={record} />
      {memberAddress !== undefined && (
        <p>
          <a href={hrefOf(...memberAddress)}>{t('member.show')}</a>
        </p>
      )}
      {hasStopped && <StoppedCase api={api} record={record} onClosed={readAgain} />}
      {!hasStopped && events.data !== undefined && (
        <NextSteps
          api={api}
          me={me}
          record={record}
          events={events.data.items}
          isEmergencyAccess={isEmergencyAccess}
          onChoose={(event) => setPrefill({ event, number: (prefill?.number ?? 0) + 1 })}
          onFollowedUp={readAgain}
          onAssign={assigning.open}
        />
      )}
      {!hasStopped && (
        <AddEvent
          api={api}
          caseId={record.id}
          kind={record.kind}
          openedOn={record.openedOn}
          events={events.data?.items ?? []}
          isEmergencyAccess={isEmergencyAccess}
          prefill={prefill}
          onAdded={readAgain}
        />
      )}
      {record.kind === 'crisis' && events.data !== undefined && <HerPlan events={events.data.items} />}
      {!isEmergencyAccess && !hasStopped && (
        <ChangeCase
          api={api}
          me={me}
          record={record}
          openSignal={assigning.signal}
          onChanged={readAgain}
          onReleased={() => openAddress(...backTo)}
        />
      )}
      {memberAddress !== undefined && !isEmergencyAccess && !hasStopped && events.data !== undefined && (
        <CaseSummary api={api} record={record} events={events.data.items} />
      )}
      {memberAddress !== undefined && !isEmergencyAccess && !hasStopped && (
        <HerTalks api={api} memberId={record.memberId} mayTakeBack={me.role === 'coordinator'} />
      )}
      {events.data !== undefined && <StageBars events={events.data.items} level={3} />}
      <h3 tabIndex={-1} ref={timelineHeading}>
        {t('timeline')}
      </h3>
      <Reading of={events}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <Timeline
              events={items}
              recorderOf={recorderIn(record, me.id)}
              actions={(event) =>
                !isEmergencyAccess && (
                  <TakeEventBack
                    api={api}
                    caseId={record.id}
                    event={event}
                    onDone={async () => {
                      await readAgain();
                      // The button that had the focus is gone.
                      timelineHeading.current?.focus();
                    }}
                  />
                )
              }
            />
          </>
        )}
      </Reading>
      <WhoLookedAtCase api={api} caseId={record.id} />
    </OpenedRecord>
  );
}

const useEvents = (api: Api, caseId: string) =>
  useRead(['events', caseId], () => readAll(api, caseEvent, `/api/cases/${caseId}/events`));

/** How urgent a case is, how far it is, since when, and what happened to her. */
const CaseFacts = ({ of: { priority, status, openedOn, incident } }: { readonly of: CaseRecord }) => (
  <p>
    {t(`priority.${priority}`)} · {t(`status.${status}`)} · {formatDate(openedOn, useLanguage())}
    {incident !== undefined && ` · ${t(`incident.${incident}`)}`}
  </p>
);

/** Opens the form that assigns the case, which it does at each new number of its signal. */
function useAssigning(mayAssign: boolean) {
  const [signal, setSignal] = useState(0);
  return { signal, open: mayAssign ? () => setSignal((before) => before + 1) : undefined };
}

/** The day in India since which the assignee has had the case. Without `assignedAt`, she has had it since it was recorded. */
const assignedSince = ({ assignedAt, createdAt }: CaseRecord): string =>
  dateInIndia(new Date(assignedAt ?? createdAt));

type AssigneeProps = Pick<CasePageProps, 'api' | 'me' | 'record'>;

/** Who has the case, and since when. */
function Holder({ api, me, record }: AssigneeProps) {
  const date = formatDate(assignedSince(record), useLanguage());
  if (record.assignedTo === me.id) return <p>{t('case.yours', { date })}</p>;
  return (
    <dl class="facts">
      <dt>{t('case.holder')}</dt>
      <dd>
        <Assignee api={api} me={me} record={record} />
        {record.assignedTo !== undefined && <span class="soft"> · {t('case.since', { date })}</span>}
      </dd>
    </dl>
  );
}

/** The case's assignee, if it is not the reader. Only the coordinator, who assigns cases, sees the name of a colleague. */
function Assignee({ api, me, record: { assignedTo } }: AssigneeProps) {
  if (assignedTo === undefined) return <Badge tone="care">{t('nobody')}</Badge>;
  return me.role === 'coordinator' ? <NameOfAssignee api={api} id={assignedTo} /> : t('colleague');
}

function NameOfAssignee({ api, id }: { readonly api: Api; readonly id: string }) {
  const people = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  const name = people.data?.items.find((person) => person.id === id)?.name;
  return <Person name={name} fallback={t(people.data === undefined ? 'colleague' : 'assignee.gone')} />;
}

type ChangeCaseProps = Pick<CasePageProps, 'api' | 'me' | 'record' | 'onChanged'> & {
  /** Called after a caseworker has given up her case, because she can no longer open it. */
  readonly onReleased: () => void;
  readonly openSignal: number;
};

function ChangeCase({ api, me, record, openSignal, onChanged, onReleased }: ChangeCaseProps) {
  // When somebody else has changed the case, the form resets its fields. The note is kept here, so that it survives.
  const [note, setNote] = useState('');
  /** Whether the change that was just sent gave up the case. `onSend` sets it; `done` and `onChanged`, which run later, read it. */
  const wasReleased = useRef(false);
  const isCoordinator = me.role === 'coordinator';
  /** Whether a caseworker gives up her own case: the form assigns it to nobody. */
  const isReleasing = (data: FormData): boolean => {
    const hasChosenNobody = data.has('assignedTo') && textOf(data, 'assignedTo') === undefined;
    return !isCoordinator && record.assignedTo === me.id && hasChosenNobody;
  };
  return (
    <Fold label={isCoordinator ? 'case.assign' : 'case.change'} openSignal={openSignal}>
      <ChangeForm
        version={record.version}
        // A case that she gave up gets a toast of its own, in `onChanged`.
        done={() => (wasReleased.current ? null : 'saved')}
        onSend={async (data, ifMatch) => {
          await api.request('PATCH /api/cases/{id}', {
            path: { id: record.id },
            ifMatch,
            body: {
              kind: requiredChoiceOf(data, 'kind', caseKinds),
              priority: requiredChoiceOf(data, 'priority', casePriorities),
              // The form lacks the field until the names are loaded. Its empty choice means nobody, which the API takes as null.
              ...(data.has('assignedTo') ? { assignedTo: textOf(data, 'assignedTo') ?? null } : {}),
              // Only a crisis has the field. A case that becomes another kind loses its incident.
              ...(data.has('incident') ? { incident: choiceOf(data, 'incident', incidents) ?? null } : {}),
              ...(note.trim() === '' ? {} : { note }),
            },
          });
          wasReleased.current = isReleasing(data);
        }}
        confirm={(data) => (isReleasing(data) ? releaseQuestion(record, data) : undefined)}
        onChanged={async () => {
          if (wasReleased.current) {
            showToast(() => t('letGo.done', { code: record.code }));
            onReleased();
          } else await onChanged();
        }}
        onSaved={() => setNote('')}
      >
        <KindAndIncident record={record} />
        <Choice
          name="priority"
          label={t('priority')}
          value={record.priority}
          options={casePriorities.map((priority) => [priority, t(`priority.${priority}`)])}
        />
        {isCoordinator && <AssigneeChoice api={api} value={record.assignedTo} />}
        {!isCoordinator && (record.assignedTo === undefined || record.assignedTo === me.id) && (
          <Choice
            name="assignedTo"
            label={t('assignedTo')}
            hint={t('assignedTo.onlyCoordinator')}
            value={record.assignedTo ?? ''}
            options={[
              ['', t('nobody')],
              [me.id, t('myself')],
            ]}
          />
        )}
        <LongField name="note" label={t('case.note')} text={note} onText={setNote} isOptional />
      </ChangeForm>
    </Fold>
  );
}

/** The choices of the case's kind and, for a crisis, of its incident. When somebody else has changed the case, the form draws both anew. */
function KindAndIncident({ record }: { readonly record: CaseRecord }) {
  const [kind, setKind] = useState<string>(record.kind);
  return (
    <>
      <Choice
        name="kind"
        label={t('kind')}
        value={kind}
        options={caseKinds.map((one) => [one, t(`case.${one}`)])}
        onChoose={setKind}
      />
      {kind === 'crisis' && <IncidentChoice value={record.incident} />}
    </>
  );
}

/** The question before a caseworker gives up her case, which then waits for somebody else to take it. */
function releaseQuestion(record: CaseRecord, data: FormData): Confirmation {
  const priority = requiredChoiceOf(data, 'priority', casePriorities);
  const isUrgent = isUnassignedUrgent({ status: record.status, priority, assignedTo: undefined });
  return {
    title: t('letGo.ask'),
    explain: t(isUrgent ? 'letGo.urgent' : 'letGo.normal'),
    buttonLabel: t('letGo.yes'),
  };
}
