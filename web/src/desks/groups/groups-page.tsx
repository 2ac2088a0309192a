import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { requiredTextOf } from '../../design/fields/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import type { Address } from '../../session/desk-address.ts';
import { drawBookPage } from '../books/book-pages.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/forms/form.tsx';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { GroupFields, groupFieldsOf, rateOf } from './group-fields.tsx';
import { GroupPage } from './group-page.tsx';
import { groupColumns, lookIntoColumns, moneyColumns, stateColumn } from './overview-columns.tsx';
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

async function readOverview(api: Api): Promise<OverviewRow[]> {
  const today = todayInIndia();
  const [overviews, differences] = await Promise.all([
    readOverviews(api),
    readList(api, 'GET /api/cash-differences', {}),
  ]);
  return overviews.map((collective) => overviewOf(collective, differences.items, today));
}
