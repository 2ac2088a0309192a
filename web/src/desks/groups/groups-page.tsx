import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import { DateText } from '../../design/date.tsx';
import { DateField } from '../../design/fields/date-field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import type { Column } from '../../design/table/table.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type Address, hrefOf } from '../../session/desk-address.ts';
import { drawBookPage } from '../books/book-pages.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { GroupFields, groupFieldsOf, rateOf } from './group-fields.tsx';
import { GroupPage } from './group-page.tsx';
import { type OverviewRow, overviewMonths, overviewOf } from './overview-rules.ts';
import { readOverviews } from './read-overviews.ts';
import { SheetPage } from './sheet-page.tsx';

type GroupsPageProps = {
  readonly api: Api;
  /** The address after `groups`: the id of a group, and then a sheet's id or a page of the group's books. */
  readonly rest: Address;
};

/** The desk's page of groups (collectives): their overview, an opened group, one of its sheets, or a page of its books. */
export function GroupsPage({ api, rest: [groupId, ...subpage] }: GroupsPageProps) {
  if (groupId === undefined) return <Overview api={api} />;
  const [bookPageOrSheetId] = subpage;
  if (bookPageOrSheetId === undefined) return <GroupPage api={api} id={groupId} />;
  // A part that names no page of the books is a sheet's id.
  return (
    <>
      {drawBookPage(api, groupId, subpage) ?? (
        <SheetPage api={api} groupId={groupId} id={bookPageOrSheetId} />
      )}
    </>
  );
}

/** The table of all groups: last meetings, savings and loans, and what the coordinator should look into. */
function Overview({ api }: { readonly api: Api }) {
  const overview = useRead(['overview'], () => readOverview(api));
  return (
    <>
      <p>{t('groups.explain', { count: overviewMonths })}</p>
      <Reading of={overview}>
        {(rows) => (
          <DeskTable
            list="groups"
            loggedIdsOf={() => []}
            caption={t('collectives')}
            empty={t('nothing')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              ...groupColumns(),
              ...moneyColumns(),
              ...lookIntoColumns(),
              ...(rows.some(({ collective }) => collective.closedOn !== undefined) ? [stateColumn()] : []),
            ]}
          />
        )}
      </Reading>
      <p class="soft">{t('published.differ')}</p>
      <NewGroup api={api} onAdded={overview.refetch} />
    </>
  );
}

/** Which group it is, and how it is doing. */
const groupColumns = (): Column<OverviewRow>[] => [
  {
    key: 'collective',
    title: t('collective'),
    value: ({ collective }) => collective.name,
    cell: ({ id, collective }) => <a href={hrefOf('groups', id)}>{collective.name}</a>,
    exported: true,
  },
  {
    key: 'district',
    title: t('district'),
    value: ({ collective }) => nameDistrict(collective.district),
    exported: ({ collective }) => collective.district,
  },
  {
    key: 'members',
    title: t('groups.members'),
    value: ({ collective }) => collective.memberCount,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'lastMeeting',
    title: t('groups.lastMeeting'),
    value: ({ collective }) => collective.lastMeetingOn,
    cell: ({ collective: { lastMeetingOn }, isSilent }) => (
      <>
        {lastMeetingOn === undefined ? '–' : <DateText on={lastMeetingOn} />}
        {isSilent && (
          <>
            {' '}
            <Badge tone="care">{t('groups.silent')}</Badge>
          </>
        )}
      </>
    ),
    exported: true,
  },
];

const moneyColumns = (): Column<OverviewRow>[] => [
  {
    key: 'savings',
    title: t('savings'),
    value: ({ collective }) => collective.savingsPaise,
    isMoney: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'loans',
    title: t('loans'),
    value: ({ collective }) => collective.loansOutstandingPaise,
    isMoney: true,
    isSummed: true,
    exported: true,
  },
];

/** The numbers of what the coordinator should look into: talks that are due, and faults of the sheets. */
const lookIntoColumns = (): Column<OverviewRow>[] => [
  {
    key: 'talksDue',
    title: t('talks.due.number'),
    value: ({ collective }) => collective.talksDue,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'differences',
    title: t('groups.differences'),
    value: (row) => row.cashDifferences,
    cell: ({ cashDifferences }) => <Count of={cashDifferences} />,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'notCounted',
    title: t('groups.notCounted'),
    value: (row) => row.uncountedSheets,
    cell: ({ uncountedSheets }) => <Count of={uncountedSheets} />,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
  {
    key: 'missing',
    title: t('groups.missing'),
    value: (row) => row.monthsWithoutSheet,
    cell: ({ monthsWithoutSheet }) => <Count of={monthsWithoutSheet} />,
    isNumber: true,
    isSummed: true,
    exported: true,
  },
];

/** Whether a group is closed. The table has this column only if at least one is. */
const stateColumn = (): Column<OverviewRow> => ({
  key: 'state',
  title: t('state'),
  value: ({ collective }) => t(collective.closedOn === undefined ? 'active' : 'closed'),
  exported: true,
});

/** The form that adds a group. */
function NewGroup({ api, onAdded }: { readonly api: Api; readonly onAdded: () => Promise<unknown> }) {
  return (
    <Fold label="collective.new">
      <Form
        label="collective.new"
        onSend={async (data, id) => {
          await api.request('POST /api/collectives', {
            body: {
              id,
              ...groupFieldsOf(data),
              ratePerMonthBasisPoints: rateOf(data),
              formedOn: requiredTextOf(data, 'formedOn'),
            },
          });
          await onAdded();
        }}
      >
        <GroupFields />
        <DateField name="formedOn" label={t('formedOn')} max={todayInIndia()} />
      </Form>
    </Fold>
  );
}

/** A number in the table, marked for the coordinator to look into unless it is 0. */
const Count = ({ of }: { readonly of: number }) => (of === 0 ? <>0</> : <Badge tone="care">{of}</Badge>);

async function readOverview(api: Api): Promise<OverviewRow[]> {
  const today = todayInIndia();
  const [overviews, differences] = await Promise.all([
    readOverviews(api),
    readList(api, 'GET /api/cash-differences', {}),
  ]);
  return overviews.map((collective) => overviewOf(collective, differences.items, today));
}
