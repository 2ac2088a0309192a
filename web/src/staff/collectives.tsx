import type { Api } from '../api/client.ts';
import { readAll } from '../api/pages.ts';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { todayInIndia } from '../i18n/today.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { CountNote } from './count-note.tsx';
import { DistrictChoice } from './district-choice.tsx';
import { Choice, Field, hundredthsOf, textOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Opened } from './opened.tsx';
import { Reading, useRead } from './reading.tsx';
import { ChangeForm, NewForm } from './record-form.tsx';
import { RecordList } from './record-list.tsx';
import { type Collective, collective, frequencies, ledger, type Meeting, meeting } from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';

export function Collectives({ api }: { api: Api }) {
  const all = useRead(['collectives'], () => readAll(api, collective, '/api/collectives'));
  const again = () => all.refetch();
  return (
    <RecordList
      of={all}
      caption="collectives"
      columns={['collective', 'district', 'frequency', 'usualDeposit', 'state']}
      nameOf={({ name }) => name}
      cellsOf={(one) => [
        one.district,
        t(`frequency.${one.meetingFrequency}`),
        formatRupees(one.usualDepositPaise),
        t(one.closedOn === undefined ? 'active' : 'closed'),
      ]}
      below={() => (
        <Fold label="collective.new">
          <NewForm
            api={api}
            label="collective.new"
            path="/api/collectives"
            bodyOf={(data) => ({
              ...fieldsOf(data),
              ratePerMonthBasisPoints: rateOf(data),
              formedOn: textOf(data, 'formedOn'),
            })}
            onDone={again}
          >
            <CollectiveFields />
            <Field name="formedOn" label="formedOn" type="date" max={todayInIndia()} />
          </NewForm>
        </Fold>
      )}
      one={(chosen, onBack) => <One api={api} collective={chosen} onBack={onBack} onChanged={again} />}
    />
  );
}

const fieldsOf = (data: FormData) => ({
  name: textOf(data, 'name'),
  district: textOf(data, 'district'),
  mandal: textOf(data, 'mandal'),
  meetingFrequency: textOf(data, 'meetingFrequency'),
  usualDepositPaise: hundredthsOf(data, 'usualDeposit'),
});

const rateOf = (data: FormData) => hundredthsOf(data, 'ratePerMonth');

function CollectiveFields({ collective: one }: { collective?: Collective }) {
  return (
    <>
      <Field name="name" label="name" value={one?.name} />
      <DistrictChoice value={one?.district} />
      <Field name="mandal" label="mandal" value={one?.mandal} />
      <Choice
        name="meetingFrequency"
        label="frequency"
        value={one?.meetingFrequency ?? 'monthly'}
        options={frequencies.map((each) => [each, t(`frequency.${each}`)])}
      />
      <Field
        name="usualDeposit"
        label="usualDeposit"
        type="number"
        value={one === undefined ? undefined : one.usualDepositPaise / 100}
      />
      <Field
        name="ratePerMonth"
        label="ratePerMonth"
        type="number"
        value={one?.ratePerMonthBasisPoints === undefined ? undefined : one.ratePerMonthBasisPoints / 100}
        optional
        max="10"
      />
    </>
  );
}

const depositsOf = ({ entries }: Meeting): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : 0), 0);

type OneProps = {
  readonly api: Api;
  readonly collective: Collective;
  readonly onBack: () => void;
  readonly onChanged: () => Promise<unknown>;
};

function One({ api, collective: one, onBack, onChanged }: OneProps) {
  const language = useLanguage();
  const path = `/api/collectives/${one.id}`;
  const money = useRead(['ledger', one.id], () => api.call(ledger, { path: `${path}/ledger` }));
  const meetings = useRead(['meetings', one.id], () => readAll(api, meeting, `${path}/meetings`));
  return (
    <Opened back="collectives" onBack={onBack} title={one.name}>
      <dl class="facts">
        <dt>{t('district')}</dt>
        <dd>
          {one.district}, {one.mandal}
        </dd>
        <dt>{t('formedOn')}</dt>
        <dd>{formatDate(one.formedOn, language)}</dd>
        <dt>{t('usualDeposit')}</dt>
        <dd>{formatRupees(one.usualDepositPaise)}</dd>
        <dt>{t('ratePerMonth')}</dt>
        <dd>{one.ratePerMonthBasisPoints === undefined ? '–' : `${one.ratePerMonthBasisPoints / 100}%`}</dd>
        <dt>{t('id')}</dt>
        <dd>
          <code>{one.id}</code>
        </dd>
      </dl>
      <Reading of={money}>
        {({ cashPaise, savingsPaise, loansOutstandingPaise }) => (
          <dl class="facts">
            <dt>{t('cash')}</dt>
            <dd>{formatRupees(cashPaise)}</dd>
            <dt>{t('savings')}</dt>
            <dd>{formatRupees(savingsPaise)}</dd>
            <dt>{t('loans')}</dt>
            <dd>{formatRupees(loansOutstandingPaise)}</dd>
          </dl>
        )}
      </Reading>
      <h3>{t('meetings')}</h3>
      <Reading of={meetings}>
        {({ items }) => (
          <>
            <Table
              caption={t('meetings')}
              columns={['heldOn', 'present', 'deposits', 'cashCounted', 'state']}
              rows={items.map((held) => ({
                key: held.id,
                cells: [
                  formatDate(held.heldOn, language),
                  `${held.attendance.filter(({ status }) => status === 'present').length} / ${held.attendance.length}`,
                  formatRupees(depositsOf(held)),
                  held.cashCountedPaise === undefined ? (
                    <CountNote
                      key="note"
                      api={api}
                      path={`${path}/meetings/${held.id}`}
                      label="countNote.uncounted"
                    />
                  ) : (
                    formatRupees(held.cashCountedPaise)
                  ),
                  t(held.reversed === undefined ? 'counts' : 'reversed'),
                ],
              }))}
            />
            <Fold label="reverse">
              <p class="soft">{t('reverse.explain')}</p>
              <NewForm
                api={api}
                label="reverse"
                submit="reverse"
                path={(data) => `${path}/meetings/${textOf(data, 'meeting')}/reversal`}
                bodyOf={(data) => ({ reason: textOf(data, 'reason') })}
                onDone={() => Promise.all([meetings.refetch(), money.refetch()])}
              >
                <Choice
                  name="meeting"
                  label="meeting"
                  options={items
                    .filter(({ reversed }) => reversed === undefined)
                    .map((held) => [
                      held.id,
                      // A day may have several: the deposits tell them apart.
                      `${formatDate(held.heldOn, language)} · ${t('deposits')} ${formatRupees(depositsOf(held))}`,
                    ])}
                />
                <Field name="reason" label="reason" />
              </NewForm>
            </Fold>
          </>
        )}
      </Reading>
      <Fold label="change">
        <ChangeForm
          api={api}
          path={path}
          version={one.version}
          bodyOf={(data) => ({
            ...fieldsOf(data),
            ratePerMonthBasisPoints: rateOf(data) ?? null,
            closedOn: textOf(data, 'closedOn') ?? null,
          })}
          onDone={onChanged}
        >
          <CollectiveFields collective={one} />
          <Field
            name="closedOn"
            label="closedOn"
            type="date"
            value={one.closedOn}
            optional
            max={todayInIndia()}
          />
        </ChangeForm>
      </Fold>
    </Opened>
  );
}
