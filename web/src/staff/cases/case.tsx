import { useRef, useState } from 'preact/hooks';
import { caseKinds, casePriorities } from '../../../../functions/domain/case-words.ts';
import type { CaseRecord } from '../../api/case-record.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readAll, readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { Choice, LongField } from '../../design/field.tsx';
import { requiredChoiceOf, textOf } from '../../design/form-data.ts';
import { Person } from '../../design/person.tsx';
import { showToast } from '../../design/toast.tsx';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { caseEvent } from '../../timeline/case-event.ts';
import { recorderIn } from '../../timeline/recorder.ts';
import { StageBars } from '../../timeline/stages.tsx';
import { Timeline } from '../../timeline/timeline.tsx';
import { ChangeForm } from '../frame/change-form.tsx';
import { Fold } from '../frame/fold.tsx';
import type { Confirmation } from '../frame/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { useRecount } from '../frame/waiting-count.tsx';
import { WhoLookedAtCase } from '../requests/who-looked-at-case.tsx';
import { type MessageKey, t } from '../text.ts';
import { AddEvent, type Begun } from './add-event.tsx';
import { AssigneeChoice } from './assignee.tsx';
import { NextSteps } from './next-steps.tsx';
import { Summary } from './summary.tsx';
import { TakeEventBack } from './take-event-back.tsx';
import { isUnassignedUrgent } from './unassigned-rules.ts';

type CaseProps = {
  readonly api: Api;
  readonly me: Me;
  readonly record: CaseRecord;
  readonly back: MessageKey;
  readonly backTo: Address;
  readonly onChanged: () => Promise<unknown>;
  /** The member's address; absent if she is known already or may not be known. */
  readonly member?: Address;
  /** Emergency access may read and add to the timeline, and change nothing. */
  readonly isEmergencyAccess?: boolean;
};

/** The desk's page of one case: its timeline and actions. */
export function Case({ isEmergencyAccess = false, member, ...props }: CaseProps) {
  const { api, me, record, back, backTo, onChanged } = props;
  const language = useLanguage();
  const events = useRead(['events', record.id], () =>
    readAll(api, caseEvent, `/api/cases/${record.id}/events`),
  );
  const timeline = useRef<HTMLHeadingElement>(null);
  const [begun, setBegun] = useState<Begun>();
  const readAgain = () => Promise.all([events.refetch(), onChanged()]);
  return (
    <OpenedRecord back={back} backTo={backTo} title={`${record.code} · ${t(`case.${record.kind}`)}`}>
      <p>
        {t(`priority.${record.priority}`)} · {t(`status.${record.status}`)} ·{' '}
        {formatDate(record.openedOn, language)}
      </p>
      <dl class="facts">
        <dt>{t('case.holder')}</dt>
        <dd>
          <Holder api={api} me={me} record={record} />
        </dd>
      </dl>
      {member !== undefined && <a href={hrefOf(...member)}>{t('member.show')}</a>}
      {events.data !== undefined && (
        <NextSteps
          api={api}
          record={record}
          events={events.data.items}
          isEmergencyAccess={isEmergencyAccess}
          onBegin={(event) => setBegun({ event, round: (begun?.round ?? 0) + 1 })}
          onSettled={readAgain}
        />
      )}
      <AddEvent
        api={api}
        caseId={record.id}
        openedOn={record.openedOn}
        events={events.data?.items ?? []}
        isEmergencyAccess={isEmergencyAccess}
        begun={begun}
        onAdded={readAgain}
      />
      {!isEmergencyAccess && (
        <ChangeCase
          api={api}
          me={me}
          record={record}
          onChanged={readAgain}
          onLetGo={() => openAddress(...backTo)}
        />
      )}
      {member !== undefined && !isEmergencyAccess && events.data !== undefined && (
        <Summary api={api} record={record} events={events.data.items} />
      )}
      {events.data !== undefined && <StageBars events={events.data.items} level={3} />}
      <WhoLookedAtCase api={api} caseId={record.id} />
      <h3 tabIndex={-1} ref={timeline}>
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
                      timeline.current?.focus();
                    }}
                  />
                )
              }
            />
          </>
        )}
      </Reading>
    </OpenedRecord>
  );
}

type HolderProps = Pick<CaseProps, 'api' | 'me' | 'record'>;

/** Who has the case: by name for the coordinator, who hands cases over. */
function Holder({ api, me, record: { assignedTo } }: HolderProps) {
  if (assignedTo === undefined) return <Badge tone="care">{t('nobody')}</Badge>;
  if (assignedTo === me.id) return t('myself');
  return me.role === 'coordinator' ? <Named api={api} id={assignedTo} /> : t('colleague');
}

function Named({ api, id }: { readonly api: Api; readonly id: string }) {
  const people = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  const name = people.data?.items.find((person) => person.id === id)?.name;
  return <Person name={name} fallback={t(people.data === undefined ? 'colleague' : 'assignee.gone')} />;
}

type ChangeCaseProps = Pick<CaseProps, 'api' | 'me' | 'record' | 'onChanged'> & {
  /** Called when a caseworker has let her case go: it is out of her reach. */
  readonly onLetGo: () => void;
};

function ChangeCase({ api, me, record, onChanged, onLetGo }: ChangeCaseProps) {
  // Kept separately: other fields are reset when somebody else has changed the case.
  const [note, setNote] = useState('');
  const isGone = useRef(false);
  const recount = useRecount();
  const isCoordinator = me.role === 'coordinator';
  const isLetGo = (data: FormData): boolean =>
    !isCoordinator &&
    record.assignedTo === me.id &&
    data.has('assignedTo') &&
    textOf(data, 'assignedTo') === undefined;
  return (
    <Fold label={isCoordinator ? 'case.assign' : 'change'}>
      <ChangeForm
        version={record.version}
        onSend={async (data, ifMatch) => {
          await api.request('PATCH /api/cases/{id}', {
            path: { id: record.id },
            ifMatch,
            body: {
              kind: requiredChoiceOf(data, 'kind', caseKinds),
              priority: requiredChoiceOf(data, 'priority', casePriorities),
              // The assignee is only sent once the names are loaded.
              ...(data.has('assignedTo') ? { assignedTo: textOf(data, 'assignedTo') ?? null } : {}),
              ...(note.trim() === '' ? {} : { note }),
            },
          });
          isGone.current = isLetGo(data);
        }}
        confirm={(data) => (isLetGo(data) ? letGoOf(record, data) : undefined)}
        onChanged={async () => {
          if (isGone.current) {
            await recount();
            showToast(() => t('letGo.done', { code: record.code }));
            onLetGo();
          } else await onChanged();
        }}
        onSaved={() => setNote('')}
      >
        <Choice
          name="kind"
          label={t('kind')}
          value={record.kind}
          options={caseKinds.map((each) => [each, t(`case.${each}`)])}
        />
        <Choice
          name="priority"
          label={t('priority')}
          value={record.priority}
          options={casePriorities.map((each) => [each, t(`priority.${each}`)])}
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

/** What is asked before a caseworker lets her case go. */
function letGoOf(record: CaseRecord, data: FormData): Confirmation {
  const priority = requiredChoiceOf(data, 'priority', casePriorities);
  const waits = isUnassignedUrgent({ status: record.status, priority, assignedTo: undefined });
  return {
    title: t('letGo.ask'),
    explain: t(waits ? 'letGo.urgent' : 'letGo.normal'),
    confirm: t('letGo.yes'),
  };
}
