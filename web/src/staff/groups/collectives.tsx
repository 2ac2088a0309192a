import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/field.tsx';
import { hundredthsOf, paiseOf, textOf } from '../../design/form-data.ts';
import { Rupees } from '../../design/rupees.tsx';
import { RupeesField } from '../../design/rupees-field.tsx';
import { Table } from '../../design/table.tsx';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DistrictChoice } from '../frame/district-choice.tsx';
import { Fold } from '../frame/fold.tsx';
import { Opened } from '../frame/opened.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { ChangeForm, NewForm } from '../frame/record-form.tsx';
import { RecordList } from '../frame/record-list.tsx';
import { type Collective, frequencies, type Meeting } from '../frame/records.ts';
import { t } from '../text.ts';
import { CountNote } from './count-note.tsx';

export function Collectives({ api, open }: { readonly api: Api; readonly open: string | undefined }) {
  const all = useRead(['collectives'], () => readList(api, 'GET /api/collectives', {}));
  const again = () => all.refetch();
  return (
    <RecordList
      of={all}
      at={['groups']}
      open={open}
      caption="collectives"
      name="collective"
      nameOf={({ name }) => name}
      columns={[
        { key: 'district', title: t('district'), value: (one) => one.district },
        { key: 'frequency', title: t('frequency'), value: (one) => t(`frequency.${one.meetingFrequency}`) },
        {
          key: 'usualDeposit',
          title: t('usualDeposit'),
          value: (one) => one.usualDepositPaise,
          cell: (one) => <Rupees paise={one.usualDepositPaise} />,
          isNumber: true,
        },
        {
          key: 'state',
          title: t('state'),
          value: (one) => t(one.closedOn === undefined ? 'active' : 'closed'),
        },
      ]}
      below={
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
            <DateField name="formedOn" label={t('formedOn')} max={todayInIndia()} />
          </NewForm>
        </Fold>
      }
      one={(chosen) => <One api={api} collective={chosen} onChanged={again} />}
    />
  );
}

const fieldsOf = (data: FormData) => ({
  name: textOf(data, 'name'),
  district: textOf(data, 'district'),
  mandal: textOf(data, 'mandal'),
  meetingFrequency: textOf(data, 'meetingFrequency'),
  usualDepositPaise: paiseOf(data, 'usualDeposit'),
});

const rateOf = (data: FormData) => hundredthsOf(data, 'ratePerMonth');

function CollectiveFields({ collective: one }: { collective?: Collective }) {
  return (
    <>
      <TextField name="name" label={t('name')} value={one?.name} />
      <DistrictChoice value={one?.district} />
      <TextField name="mandal" label={t('mandal')} value={one?.mandal} />
      <Choice
        name="meetingFrequency"
        label={t('frequency')}
        value={one?.meetingFrequency ?? 'monthly'}
        options={frequencies.map((each) => [each, t(`frequency.${each}`)])}
      />
      <RupeesField name="usualDeposit" label={t('usualDeposit')} value={one?.usualDepositPaise} />
      <NumberField
        name="ratePerMonth"
        label={t('ratePerMonth')}
        value={one?.ratePerMonthBasisPoints === undefined ? undefined : one.ratePerMonthBasisPoints / 100}
        max={10}
        hasHundredths
        isOptional
      />
    </>
  );
}

const presentAt = ({ attendance }: Meeting): number =>
  attendance.filter(({ status }) => status === 'present').length;

const depositsOf = ({ entries }: Meeting): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : 0), 0);

type OneProps = {
  readonly api: Api;
  readonly collective: Collective;
  readonly onChanged: () => Promise<unknown>;
};

function One({ api, collective: one, onChanged }: OneProps) {
  const language = useLanguage();
  const path = `/api/collectives/${one.id}`;
  const money = useRead(['ledger', one.id], () =>
    api.request('GET /api/collectives/{id}/ledger', { path: { id: one.id } }),
  );
  const meetings = useRead(['meetings', one.id], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path: { id: one.id } }),
  );
  return (
    <Opened back="collectives" backTo={['groups']} title={one.name}>
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
              empty={t('nothing')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'heldOn',
                  title: t('heldOn'),
                  value: (held) => held.heldOn,
                  cell: (held) => <DateText on={held.heldOn} />,
                },
                {
                  key: 'present',
                  title: t('present'),
                  value: (held) => presentAt(held),
                  cell: (held) => `${presentAt(held)} / ${held.attendance.length}`,
                },
                {
                  key: 'deposits',
                  title: t('deposits'),
                  value: (held) => depositsOf(held),
                  cell: (held) => <Rupees paise={depositsOf(held)} />,
                  isNumber: true,
                },
                {
                  key: 'cashCounted',
                  title: t('cashCounted'),
                  value: (held) => held.cashCountedPaise,
                  cell: (held) =>
                    held.cashCountedPaise === undefined ? (
                      <CountNote api={api} path={`${path}/meetings/${held.id}`} label="countNote.uncounted" />
                    ) : (
                      <Rupees paise={held.cashCountedPaise} />
                    ),
                },
                {
                  key: 'state',
                  title: t('state'),
                  value: (held) => t(held.reversed === undefined ? 'counts' : 'reversed'),
                },
              ]}
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
                  label={t('meeting')}
                  options={items
                    .filter(({ reversed }) => reversed === undefined)
                    .map((held) => [
                      held.id,
                      // A day may have several meetings; the deposits tell them apart.
                      `${formatDate(held.heldOn, language)} · ${t('deposits')} ${formatRupees(depositsOf(held))}`,
                    ])}
                />
                <TextField name="reason" label={t('reason')} />
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
          <DateField
            name="closedOn"
            label={t('closedOn')}
            value={one.closedOn}
            max={todayInIndia()}
            isOptional
          />
        </ChangeForm>
      </Fold>
    </Opened>
  );
}
