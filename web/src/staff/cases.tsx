import { useState } from 'preact/hooks';
import { type CaseRecord, caseKinds, caseRecord, priorities, statuses } from '../api/case-record.ts';
import type { Api } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import { readAll } from '../api/pages.ts';
import { formatDate } from '../i18n/format.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { caseEvent, entitlements, eventTypes, schemes, services, stages } from '../timeline/case-event.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { AssigneeChoice } from './assignee.tsx';
import { Choice, Field, hundredthsOf, LongField, textOf, textsOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Member } from './member.tsx';
import { Opened } from './opened.tsx';
import { Reading, useRead } from './reading.tsx';
import { ChangeForm, NewForm } from './record-form.tsx';
import { RecordList } from './record-list.tsx';
import { t } from './text.ts';

type CasesProps = { readonly api: Api; readonly me: Me };

export function Cases({ api, me }: CasesProps) {
  const language = useLanguage();
  const [filter, setFilter] = useState({ status: '', kind: '', overdue: '' });
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  const cases = useRead(['cases', query], () => readAll(api, caseRecord, `/api/cases?${query}`));
  const today = todayInIndia();
  const every = ['', t('every')] as const;
  return (
    <RecordList
      of={cases}
      above={
        <div class="fields">
          <Choice
            name="status"
            label="status"
            value={filter.status}
            options={[every, ...statuses.map((each) => [each, t(`status.${each}`)] as const)]}
            onChoose={(status) => setFilter({ ...filter, status })}
          />
          <Choice
            name="kind"
            label="kind"
            value={filter.kind}
            options={[every, ...caseKinds.map((each) => [each, t(`case.${each}`)] as const)]}
            onChoose={(kind) => setFilter({ ...filter, kind })}
          />
          <Choice
            name="overdue"
            label="followUp"
            value={filter.overdue}
            options={[every, ['true', t('overdue.only')]]}
            onChoose={(overdue) => setFilter({ ...filter, overdue })}
          />
        </div>
      }
      caption="cases"
      columns={['code', 'kind', 'priority', 'status', 'openedOn', 'followUp']}
      nameOf={({ code }) => code}
      cellsOf={(one) => [
        t(`case.${one.kind}`),
        t(`priority.${one.priority}`),
        t(`status.${one.status}`),
        formatDate(one.openedOn, language),
        one.nextDue === undefined ? (
          '–'
        ) : one.nextDue < today && one.status !== 'closed' ? (
          <span class="missing" key="due">
            {t('overdue', { date: formatDate(one.nextDue, language) })}
          </span>
        ) : (
          formatDate(one.nextDue, language)
        ),
      ]}
      one={(chosen, onBack) => (
        <Case api={api} me={me} record={chosen} onBack={onBack} onChanged={() => cases.refetch()} />
      )}
    />
  );
}

type CaseProps = CasesProps & {
  readonly record: CaseRecord;
  readonly onBack: () => void;
  readonly onChanged: () => Promise<unknown>;
};

/** One case: its timeline, and what can be done. */
export function Case({ api, me, record, onBack, onChanged }: CaseProps) {
  const language = useLanguage();
  const path = `/api/cases/${record.id}`;
  const events = useRead(['events', record.id], () => readAll(api, caseEvent, `${path}/events`));
  const isCoordinator = me.role === 'coordinator';
  const [shows, setShows] = useState<'case' | 'member'>('case');
  if (shows === 'member') {
    return (
      <Member
        api={api}
        id={record.memberId}
        mayChange={isCoordinator}
        back="cases"
        onBack={() => setShows('case')}
      />
    );
  }
  return (
    <Opened back="cases" onBack={onBack} title={`${record.code} · ${t(`case.${record.kind}`)}`}>
      <p>
        {t(`priority.${record.priority}`)} · {t(`status.${record.status}`)} ·{' '}
        {formatDate(record.openedOn, language)}
      </p>
      <button type="button" class="link" onClick={() => setShows('member')}>
        {t('member.show')}
      </button>
      <h3>{t('timeline')}</h3>
      <Reading of={events}>{({ items }) => <Timeline events={items} />}</Reading>
      <AddEvent api={api} path={path} onAdded={() => Promise.all([events.refetch(), onChanged()])} />
      <Fold label={isCoordinator ? 'case.assign' : 'change'}>
        <ChangeForm
          api={api}
          path={path}
          version={record.version}
          bodyOf={(data) => ({
            kind: textOf(data, 'kind'),
            priority: textOf(data, 'priority'),
            // Before the names are there nothing is said of who has it.
            ...(data.has('assignedTo') ? { assignedTo: textOf(data, 'assignedTo') ?? null } : {}),
          })}
          onDone={onChanged}
        >
          <Choice
            name="kind"
            label="kind"
            value={record.kind}
            options={caseKinds.map((each) => [each, t(`case.${each}`)])}
          />
          <Choice
            name="priority"
            label="priority"
            value={record.priority}
            options={priorities.map((each) => [each, t(`priority.${each}`)])}
          />
          {isCoordinator && <AssigneeChoice api={api} value={record.assignedTo} />}
          {!isCoordinator && (record.assignedTo === undefined || record.assignedTo === me.id) && (
            <Choice
              name="assignedTo"
              label="assignedTo"
              value={record.assignedTo ?? ''}
              options={[
                ['', t('nobody')],
                [me.id, t('myself')],
              ]}
            />
          )}
        </ChangeForm>
      </Fold>
    </Opened>
  );
}

type AddEventProps = {
  readonly api: Api;
  readonly path: string;
  readonly onAdded: () => Promise<unknown>;
};

function AddEvent({ api, path, onAdded }: AddEventProps) {
  const [type, setType] = useState<(typeof eventTypes)[number]>('note');
  return (
    <Fold label="event.new">
      <div class="fields">
        <Choice
          name="type"
          label="event.type"
          value={type}
          options={eventTypes.map((each) => [each, t(`event.${each}`)])}
          onChoose={(chosen) => setType(eventTypes.find((each) => each === chosen) ?? 'note')}
        />
      </div>
      <NewForm
        key={type}
        api={api}
        label="event.new"
        path={`${path}/events`}
        bodyOf={(data) => {
          const { amount, done, ...fields } = textsOf(data);
          return {
            type,
            ...fields,
            ...(amount === undefined ? {} : { amountPaise: hundredthsOf(data, 'amount') }),
            ...(done === 'true' ? { done: true } : {}),
          };
        }}
        onDone={onAdded}
      >
        <Field name="on" label="on" type="date" value={todayInIndia()} max={todayInIndia()} />
        {type === 'service' && (
          <>
            <Choice
              name="service"
              label="event.service"
              options={services.map((each) => [each, t(`service.${each}`)])}
            />
            <Field name="provider" label="provider" optional />
          </>
        )}
        {type === 'entitlement' && (
          <Choice
            name="entitlement"
            label="event.entitlement"
            options={entitlements.map((each) => [each, t(`entitlement.${each}`)])}
          />
        )}
        {type === 'compensation' && (
          <Choice name="scheme" label="scheme" options={schemes.map((each) => [each, t(`scheme.${each}`)])} />
        )}
        {(type === 'entitlement' || type === 'compensation' || type === 'referral') && (
          <Choice
            name="stage"
            label="stage"
            options={stages[type].map((each) => [each, t(`stage.${each}`)])}
          />
        )}
        {type === 'compensation' && <Field name="amount" label="amount" type="number" optional />}
        {type === 'referral' && <Field name="to" label="referral.to" />}
        {type === 'follow_up' && (
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
        )}
        {type === 'note' && <LongField name="text" label="event.note" />}
        {type === 'status' && (
          <>
            <Choice
              name="status"
              label="status"
              options={statuses.map((each) => [each, t(`status.${each}`)])}
            />
            <Field name="reason" label="reason" optional />
          </>
        )}
      </NewForm>
    </Fold>
  );
}
