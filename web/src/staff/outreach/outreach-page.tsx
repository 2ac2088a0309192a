import { type ComponentChildren, Fragment } from 'preact';
import { dateInIndia } from '../../../../functions/domain/calendar.ts';
import { outreachKinds, outreachModes } from '../../../../functions/domain/outreach-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/form-data.ts';
import type { Column } from '../../design/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { DistrictChoice } from '../frame/district-choice.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import type { OutreachRecord } from '../frame/record-types.ts';
import { type MessageKey, t } from '../text.ts';
import { Roster } from './roster.tsx';

type OutreachProps = {
  readonly api: Api;
  readonly me: Me;
  /** What the address says after `outreach`: the id of the opened one, and `reversal` where it is taken back. */
  readonly rest: Address;
};

export function Outreach({ api, me, rest: [open, part] }: OutreachProps) {
  const all = useRead(['outreach'], () => readList(api, 'GET /api/outreach', {}));
  const opened = all.data?.items.find(({ id }) => id === open);
  if (opened !== undefined && part === 'reversal') {
    return (
      <TakeOutreachBack
        api={api}
        of={opened}
        onDone={async () => {
          await all.refetch();
          openAddress('outreach');
        }}
      />
    );
  }
  if (opened !== undefined) return <Event api={api} me={me} of={opened} onChanged={all.refetch} />;
  return (
    <>
      <Fold label="outreach.new">
        <p class="soft">{t('outreach.noNames')}</p>
        <Form
          label="outreach.new"
          onSend={async (data, id) => {
            await api.request('POST /api/outreach', { body: { id, ...outreachFieldsOf(data) } });
            await all.refetch();
          }}
        >
          <Choice
            name="kind"
            label={t('kind')}
            options={outreachKinds.map((each) => [each, t(`outreach.${each}`)])}
          />
          <DateField name="on" label={t('on')} value={todayInIndia()} max={todayInIndia()} />
          <Choice
            name="mode"
            label={t('mode')}
            options={outreachModes.map((each) => [each, t(`mode.${each}`)])}
          />
          <DistrictChoice />
          <NumberField name="participants" label={t('participants')} />
          <TextField name="title" label={t('outreach.title')} isOptional />
          <TextField name="outlet" label={t('outlet')} isOptional />
          <TextField name="url" type="url" label={t('url')} isOptional />
        </Form>
      </Fold>
      <Reading of={all}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <DeskTable
              list="outreach"
              idsOf={({ id }) => [id]}
              caption={t('outreach')}
              empty={t('nothing')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'on',
                  title: t('on'),
                  value: (one) => one.on,
                  exported: true,
                  cell: (one) => (
                    <a href={hrefOf('outreach', one.id)}>{struckIf(one, <DateText on={one.on} />)}</a>
                  ),
                },
                ...wordColumns.map(
                  ([key, wordOf]): Column<OutreachRecord> => ({
                    key,
                    title: t(key),
                    value: wordOf,
                    exported: key === 'district' ? ({ district }) => district : true,
                    cell: (one) => struckIf(one, wordOf(one) ?? '–'),
                    isNumber: key === 'participants' || key === 'roster',
                  }),
                ),
                {
                  key: 'state',
                  title: t('state'),
                  cell: (one) => <State of={one} me={me} />,
                  exported: ({ reversed }) => t(reversed === undefined ? 'counts' : 'reversed'),
                },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}

const wordColumns: readonly (readonly [MessageKey, (one: OutreachRecord) => string | number | undefined])[] =
  [
    ['kind', ({ kind }) => t(`outreach.${kind}`)],
    ['mode', ({ mode }) => t(`mode.${mode}`)],
    ['district', ({ district }) => nameDistrict(district)],
    ['participants', ({ participants }) => participants],
    ['roster', ({ roster }) => roster?.participants.length],
    ['outreach.title', ({ title, outlet }) => [title, outlet].filter(Boolean).join(', ') || undefined],
  ];

const struckIf = ({ reversed }: OutreachRecord, cell: ComponentChildren): ComponentChildren =>
  reversed === undefined ? cell : <s>{cell}</s>;

type StateProps = {
  readonly of: OutreachRecord;
  readonly me: Me;
};

/** Whether it counts; if not, when and why it was reversed. */
function State({ of: { id, kind, on, reversed }, me }: StateProps) {
  const language = useLanguage();
  if (reversed === undefined) {
    return (
      <a
        href={hrefOf('outreach', id, 'reversal')}
        aria-label={`${t('takeBack')}: ${formatDate(on, language)}, ${t(`outreach.${kind}`)}`}
      >
        {t('takeBack')}
      </a>
    );
  }
  const date = formatDate(dateInIndia(new Date(reversed.at)), language);
  return (
    <>
      {t(reversed.by === me.id ? 'reversed.onByYou' : 'reversed.on', { date })}: {reversed.reason}
    </>
  );
}

type EventProps = {
  readonly api: Api;
  readonly me: Me;
  readonly of: OutreachRecord;
  readonly onChanged: () => Promise<unknown>;
};

/** One of them, with who of the members took part. */
function Event({ api, me, of: one, onChanged }: EventProps) {
  const language = useLanguage();
  return (
    <OpenedRecord
      back="outreach"
      backTo={['outreach']}
      title={`${formatDate(one.on, language)} · ${t(`outreach.${one.kind}`)}`}
    >
      <dl class="facts">
        {wordColumns
          .filter(([key]) => key !== 'kind' && key !== 'roster')
          .map(([key, wordOf]) => (
            <Fragment key={key}>
              <dt>{t(key)}</dt>
              <dd>{wordOf(one) ?? '–'}</dd>
            </Fragment>
          ))}
        <dt>{t('state')}</dt>
        <dd>
          <State of={one} me={me} />
        </dd>
      </dl>
      <Roster api={api} of={one} onSaved={onChanged} />
    </OpenedRecord>
  );
}

/** What was entered of new outreach, for the API. */
const outreachFieldsOf = (data: FormData) => ({
  kind: requiredChoiceOf(data, 'kind', outreachKinds),
  on: requiredTextOf(data, 'on'),
  mode: requiredChoiceOf(data, 'mode', outreachModes),
  district: requiredTextOf(data, 'district'),
  participants: Number(textOf(data, 'participants')),
  title: textOf(data, 'title'),
  outlet: textOf(data, 'outlet'),
  url: textOf(data, 'url'),
});

type TakeOutreachBackProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onDone: () => Promise<void>;
};

function TakeOutreachBack({ api, of: one, onDone }: TakeOutreachBackProps) {
  const language = useLanguage();
  return (
    <OpenedRecord back="outreach" backTo={['outreach']} title={t('outreach.reverse')}>
      <p>
        {formatDate(one.on, language)} · {t(`outreach.${one.kind}`)} · {nameDistrict(one.district)} ·{' '}
        {t('participants')}: {one.participants}
        {one.title ? ` · ${one.title}` : ''}
      </p>
      <p class="warning">{t('outreach.reverse.explain')}</p>
      <Form
        label="outreach.reverse"
        submit="takeBack.sure"
        onSend={async (data, id) => {
          await api.request('POST /api/outreach/{id}/reversal', {
            path: { id: one.id },
            body: { id, reason: requiredTextOf(data, 'reason') },
          });
          await onDone();
        }}
      >
        <TextField name="reason" label={t('outreach.reverse.reason')} />
      </Form>
      <a class="link" href={hrefOf('outreach')}>
        {t('takeBack.not')}
      </a>
    </OpenedRecord>
  );
}
