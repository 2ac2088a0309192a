import { type ComponentChildren, Fragment } from 'preact';
import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { Me } from '../../api/me.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { type Address, hrefOf, openAddress } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { OutreachRecord } from '../frame/lists/record-types.ts';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { Written } from '../frame/written.tsx';
import { type MessageKey, t } from '../text.ts';
import { CorrectOutreach, NewOutreach, TakeOutreachBack } from './outreach-forms.tsx';
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
  if (opened === undefined) {
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
  if (subpage === 'reversal') {
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
  if (subpage === 'correction' && opened.reversed === undefined) {
    return <CorrectOutreach api={api} of={opened} onDone={activities.refetch} />;
  }
  return <OpenedOutreach api={api} me={me} of={opened} onChanged={activities.refetch} />;
}

/** The details of an activity, for the table and for the opened activity: the key of each one's label, and its value. */
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

/** Whether a detail says nothing: nobody takes part in a story in the media, so its number is 0. */
const isOfNobody = (key: MessageKey, { kind, participants }: OutreachRecord): boolean =>
  key === 'participants' && kind === 'media_story' && participants === 0;

const strikeIfReversed = ({ reversed }: OutreachRecord, cell: ComponentChildren): ComponentChildren =>
  reversed === undefined ? cell : <s>{cell}</s>;

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
          cell: (activity) =>
            strikeIfReversed(activity, isOfNobody(key, activity) ? '–' : detailCell(key, detailOf(activity))),
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
              <dd>{(isOfNobody(key, activity) ? undefined : detailOf(activity)) ?? '–'}</dd>
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
