import { useState } from 'preact/hooks';
import { districts } from '../../../functions/platform/districts.ts';
import type { Api } from '../api/client.ts';
import { formatDate, formatRupees } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Choice, Field, paiseOf, textOf } from './fields.tsx';
import { Fold } from './fold.tsx';
import { Form } from './form.tsx';
import { Opened } from './opened.tsx';
import { Reading, useRead } from './reading.tsx';
import { type Collective, collective, frequencies, ledger, meeting, nothing, readAll } from './records.ts';
import { Table } from './table.tsx';
import { t } from './text.ts';
import { todayInIndia } from './today.ts';

export function Collectives({ api }: { api: Api }) {
  const [open, setOpen] = useState<string>();
  const all = useRead(['collectives'], () => readAll(api, collective, '/api/collectives'));
  return (
    <Reading of={all}>
      {({ items }) => {
        const chosen = items.find(({ id }) => id === open);
        const again = () => all.refetch();
        return chosen === undefined ? (
          <>
            <Table
              caption={t('collectives')}
              columns={['collective', 'district', 'frequency', 'usualDeposit', 'state']}
              rows={items.map((one) => ({
                key: one.id,
                cells: [
                  <button type="button" class="link" key="open" onClick={() => setOpen(one.id)}>
                    {one.name}
                  </button>,
                  one.district,
                  t(`frequency.${one.meetingFrequency}`),
                  formatRupees(one.usualDepositPaise),
                  t(one.closedOn === undefined ? 'active' : 'closed'),
                ],
              }))}
            />
            <Fold label="collective.new">
              <Form
                label="collective.new"
                onSend={async (data, id) => {
                  await api.call(nothing, {
                    method: 'POST',
                    path: '/api/collectives',
                    body: { id, ...fieldsOf(data), formedOn: textOf(data, 'formedOn') },
                  });
                  await again();
                }}
              >
                <CollectiveFields />
                <Field name="formedOn" label="formedOn" type="date" max={todayInIndia()} />
              </Form>
            </Fold>
          </>
        ) : (
          <One api={api} collective={chosen} onBack={() => setOpen(undefined)} onChanged={again} />
        );
      }}
    </Reading>
  );
}

const fieldsOf = (data: FormData) => ({
  name: textOf(data, 'name'),
  district: textOf(data, 'district'),
  mandal: textOf(data, 'mandal'),
  meetingFrequency: textOf(data, 'meetingFrequency'),
  usualDepositPaise: paiseOf(data, 'usualDeposit'),
});

function CollectiveFields({ collective: one }: { collective?: Collective }) {
  return (
    <>
      <Field name="name" label="name" value={one?.name} />
      <Choice
        name="district"
        label="district"
        value={one?.district}
        options={districts.map((name) => [name, name])}
      />
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
    </>
  );
}

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
              rows={items.slice(0, 24).map((held) => ({
                key: held.id,
                cells: [
                  formatDate(held.heldOn, language),
                  `${held.attendance.filter(({ status }) => status === 'present').length} / ${held.attendance.length}`,
                  formatRupees(
                    held.entries.reduce(
                      (sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : 0),
                      0,
                    ),
                  ),
                  held.cashCountedPaise === undefined ? '–' : formatRupees(held.cashCountedPaise),
                  t(held.reversed === undefined ? 'counts' : 'reversed'),
                ],
              }))}
            />
            <Fold label="reverse">
              <p class="soft">{t('reverse.explain')}</p>
              <Form
                label="reverse"
                submit="reverse"
                onSend={async (data, id) => {
                  await api.call(nothing, {
                    method: 'POST',
                    path: `${path}/meetings/${textOf(data, 'meeting')}/reversal`,
                    body: { id, reason: textOf(data, 'reason') },
                  });
                  await Promise.all([meetings.refetch(), money.refetch()]);
                }}
              >
                <Choice
                  name="meeting"
                  label="meeting"
                  options={items
                    .filter(({ reversed }) => reversed === undefined)
                    .map(({ id, heldOn }) => [id, formatDate(heldOn, language)])}
                />
                <Field name="reason" label="reason" />
              </Form>
            </Fold>
          </>
        )}
      </Reading>
      <Fold label="change">
        <Form
          version={one.version}
          label="change"
          onSend={async (data) => {
            await api.call(nothing, {
              method: 'PATCH',
              path,
              ifMatch: one.version,
              body: { ...fieldsOf(data), closedOn: textOf(data, 'closedOn') ?? null },
            });
            await onChanged();
          }}
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
        </Form>
      </Fold>
    </Opened>
  );
}
