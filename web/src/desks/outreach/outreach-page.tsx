import { type ComponentChildren, Fragment } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import { outreachKinds, outreachModes } from '../../../../functions/shared/kinds/outreach-words.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import type { Column } from '../../design/table/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { DistrictChoice } from '../frame/forms/district-choice.tsx';
import { Form } from '../frame/forms/form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { OutreachRecord } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { Written } from '../frame/written.tsx';
import { type MessageKey, t } from '../text.ts';
import { Roster } from './roster.tsx';

type OutreachProps = {
  readonly api: Api;
  readonly me: Me;
  /** The address after `outreach`: the id of the opened activity, and then `reversal` or `correction` for the form that takes it back or corrects it. */
  readonly rest: Address;
};

/** The desk's page of outreach: its activities, the form for a new one, and an opened activity. */
export function Outreach({ api, me, rest: [openId, subpage] }: OutreachProps) {
  const activities = useRead(['outreach'], () => readList(api, 'GET /api/outreach', {}));
  const opened = activities.data?.items.find(({ id }) => id === openId);
  if (opened !== undefined && subpage === 'reversal') {
    return (
      <TakeOutreachBack
        api={api}
        of={opened}
        onDone={async () => {
          await activities.refetch();
          openAddress('outreach');
        }}
      />
    );
  }
  // An activity that was taken back can't be corrected any more.
  if (opened !== undefined && subpage === 'correction' && opened.reversed === undefined)
    return <CorrectOutreach api={api} of={opened} onDone={activities.refetch} />;
  if (opened !== undefined)
    return <OpenedOutreach api={api} me={me} of={opened} onChanged={activities.refetch} />;
  return (
    <>
      <NewOutreach api={api} onChanged={activities.refetch} />
      <Reading of={activities}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <OutreachTable me={me} activities={items} />
          </>
        )}
      </Reading>
    </>
  );
}

type NewOutreachProps = { readonly api: Api; readonly onChanged: () => Promise<unknown> };

/** The form that records a new activity, and right afterwards can undo it. */
const NewOutreach = ({ api, onChanged }: NewOutreachProps) => (
  <Fold label="outreach.new">
    <p class="soft">{t('outreach.noNames')}</p>
    <Form
      label="outreach.new"
      undo={async (activityId, reason) => {
        await api.request('POST /api/outreach/{id}/reversal', {
          path: { id: activityId },
          body: { id: v7(), reason },
        });
        await onChanged();
      }}
      onSend={async (data, id) => {
        await api.request('POST /api/outreach', { body: { id, ...outreachFieldsOf(data) } });
        await onChanged();
      }}
    >
      <OutreachFields />
    </Form>
  </Fold>
);

type OutreachTableProps = { readonly me: Me; readonly activities: readonly OutreachRecord[] };

const OutreachTable = ({ me, activities }: OutreachTableProps) => (
  <DeskTable
    list="outreach"
    // The list shows no member, so the access log names none.
    loggedIdsOf={() => []}
    caption={t('outreach')}
    empty={t('nothing')}
    rows={activities}
    keyOf={({ id }) => id}
    columns={[
      {
        key: 'on',
        title: t('on'),
        value: (activity) => activity.on,
        exported: true,
        cell: (activity) => (
          <a href={hrefOf('outreach', activity.id)}>
            {strikeIfReversed(activity, <DateText on={activity.on} />)}
          </a>
        ),
      },
      ...detailColumns.map(
        ([key, detailOf]): Column<OutreachRecord> => ({
          key,
          title: t(key),
          value: detailOf,
          // A file gets the district's fixed name, and not its name in the reader's language.
          exported: key === 'district' ? ({ district }) => district : true,
          cell: (activity) => strikeIfReversed(activity, detailCell(key, detailOf(activity))),
          isNumber: key === 'participants' || key === 'roster',
        }),
      ),
      {
        key: 'state',
        title: t('state'),
        cell: (activity) => <State of={activity} me={me} />,
        exported: ({ reversed }) => t(reversed === undefined ? 'counts' : 'reversed'),
      },
    ]}
  />
);

/** Only these kinds have an outlet and a web address: trainings of police or leaders are in no newspaper. */
const kindsInMedia: ReadonlySet<string | undefined> = new Set([
  'media_sensitisation',
  'media_story',
  'advocacy',
]);

/** The fields of an activity. @param of the activity whose values stand in the fields at first; undefined for a new activity */
function OutreachFields({ of }: { readonly of?: OutreachRecord }) {
  const [kind, setKind] = useState<string | undefined>(of?.kind);
  return (
    <>
      <Choice
        name="kind"
        label={t('kind')}
        value={kind}
        onChoose={setKind}
        options={outreachKinds.map((one) => [one, t(`outreach.${one}`)])}
      />
      <DateField name="on" label={t('on')} value={of?.on ?? todayInIndia()} max={todayInIndia()} />
      <Choice
        name="mode"
        label={t('mode')}
        value={of?.mode}
        options={outreachModes.map((mode) => [mode, t(`mode.${mode}`)])}
      />
      <DistrictChoice value={of?.district} />
      <NumberField name="participants" label={t('participants')} value={of?.participants} />
      <TextField name="title" label={t('outreach.title')} value={of?.title} isOptional />
      {kindsInMedia.has(kind) && (
        <>
          <TextField name="outlet" label={t('outlet')} value={of?.outlet} isOptional />
          <TextField name="url" type="url" label={t('url')} value={of?.url} isOptional />
        </>
      )}
    </>
  );
}

/** The details of an activity by the key of their label, for the table and for the opened activity. */
const detailColumns: readonly (readonly [
  MessageKey,
  (activity: OutreachRecord) => string | number | undefined,
])[] = [
  ['kind', ({ kind }) => t(`outreach.${kind}`)],
  ['mode', ({ mode }) => t(`mode.${mode}`)],
  ['district', ({ district }) => nameDistrict(district)],
  ['participants', ({ participants }) => participants],
  ['roster', ({ roster }) => roster?.participants.length],
  ['outreach.title', ({ title, outlet }) => [title, outlet].filter(Boolean).join(', ') || undefined],
];

const detailCell = (key: MessageKey, detail: string | number | undefined): ComponentChildren =>
  key === 'outreach.title' ? <Written text={detail?.toString()} /> : (detail ?? '–');

const strikeIfReversed = ({ reversed }: OutreachRecord, cell: ComponentChildren): ComponentChildren =>
  reversed === undefined ? cell : <s>{cell}</s>;

type StateProps = {
  readonly of: OutreachRecord;
  readonly me: Me;
};

/** Whether an activity counts; if it was taken back, the date and the reason. */
function State({ of: { reversed }, me }: StateProps) {
  const language = useLanguage();
  if (reversed === undefined) return <>{t('counts')}</>;
  const date = formatDate(dateInIndia(new Date(reversed.at)), language);
  return (
    <>
      {t(reversed.by === me.id ? 'reversed.onByYou' : 'reversed.on', { date })}: {reversed.reason}
    </>
  );
}

type OpenedOutreachProps = {
  readonly api: Api;
  readonly me: Me;
  readonly of: OutreachRecord;
  readonly onChanged: () => Promise<unknown>;
};

/** An opened activity: its details, and the roster of members who took part. */
function OpenedOutreach({ api, me, of: activity, onChanged }: OpenedOutreachProps) {
  const language = useLanguage();
  return (
    <OpenedRecord
      backLabel="outreach"
      backTo={['outreach']}
      title={`${formatDate(activity.on, language)} · ${t(`outreach.${activity.kind}`)}`}
    >
      <dl class="facts">
        {/* The title of the page has the kind, and the roster stands below. */}
        {detailColumns
          .filter(([key]) => key !== 'kind' && key !== 'roster')
          .map(([key, detailOf]) => (
            <Fragment key={key}>
              <dt>{t(key)}</dt>
              <dd>{detailOf(activity) ?? '–'}</dd>
            </Fragment>
          ))}
        <dt>{t('state')}</dt>
        <dd>
          <State of={activity} me={me} />
        </dd>
      </dl>
      {activity.reversed === undefined && (
        <p>
          <a href={hrefOf('outreach', activity.id, 'correction')}>{t('outreach.correct')}</a>
          {' · '}
          <a href={hrefOf('outreach', activity.id, 'reversal')}>{t('takeBack')}</a>
        </p>
      )}
      <Roster api={api} outreach={activity} onSaved={onChanged} />
    </OpenedRecord>
  );
}

/** Reads the values of `OutreachFields` from a sent form, for the API. */
const outreachFieldsOf = (data: FormData) => ({
  kind: requiredChoiceOf(data, 'kind', outreachKinds),
  on: requiredTextOf(data, 'on'),
  mode: requiredChoiceOf(data, 'mode', outreachModes),
  district: requiredTextOf(data, 'district'),
  participants: Number(requiredTextOf(data, 'participants')),
  title: textOf(data, 'title'),
  outlet: textOf(data, 'outlet'),
  url: textOf(data, 'url'),
});

type TakeOutreachBackProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onDone: () => Promise<void>;
};

/** The form that takes an activity back, with a reason. */
function TakeOutreachBack({ api, of: activity, onDone }: TakeOutreachBackProps) {
  const language = useLanguage();
  return (
    <OpenedRecord backLabel="outreach" backTo={['outreach']} title={t('outreach.reverse')}>
      <p>
        {formatDate(activity.on, language)} · {t(`outreach.${activity.kind}`)} ·{' '}
        {nameDistrict(activity.district)} · {t('participants')}: {activity.participants}
        {activity.title ? ` · ${activity.title}` : ''}
      </p>
      <p class="warning">{t('outreach.reverse.explain')}</p>
      <Form
        label="outreach.reverse"
        submit="takeBack.sure"
        onSend={async (data, id) => {
          await api.request('POST /api/outreach/{id}/reversal', {
            path: { id: activity.id },
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

type CorrectOutreachProps = {
  readonly api: Api;
  readonly of: OutreachRecord;
  readonly onDone: () => Promise<unknown>;
};

/** The form that takes an activity back and records it anew. The fields are filled in with the old values. */
function CorrectOutreach({ api, of: activity, onDone }: CorrectOutreachProps) {
  // A further attempt sends the same id, so that the activity is taken back once.
  const reversalId = useRef(v7());
  return (
    <OpenedRecord backLabel="outreach" backTo={['outreach', activity.id]} title={t('outreach.correct')}>
      <p class="soft">{t('outreach.correct.explain')}</p>
      <Form
        label="outreach.correct"
        onSend={async (data, id) => {
          await api.request('POST /api/outreach/{id}/reversal', {
            path: { id: activity.id },
            body: { id: reversalId.current, reason: requiredTextOf(data, 'reason') },
          });
          await api.request('POST /api/outreach', { body: { id, ...outreachFieldsOf(data) } });
          openAddress('outreach', id);
          await onDone();
        }}
      >
        <OutreachFields of={activity} />
        <TextField name="reason" label={t('outreach.reverse.reason')} />
      </Form>
    </OpenedRecord>
  );
}
