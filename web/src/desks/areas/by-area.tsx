import { addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { isUnassigned } from '../cases/list/unassigned-rules.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { readOverviews } from '../groups/read-overviews.ts';
import { t } from '../text.ts';
import { type AreaRow, type Found, rowsByArea } from './by-area-rules.ts';

/** How many cases of a district are not closed and nobody's; a case in the list names no district, so each is asked for. */
const countUnassigned = async (api: Api, district: string): Promise<readonly [string, number]> => {
  const { items } = await readList(api, 'GET /api/cases', { query: { district } });
  return [district, items.filter(isUnassigned).length];
};

const readFound = async (api: Api): Promise<Found> => {
  const [{ items: coordinators }, groups, { items: differences }, { items: pairs }] = await Promise.all([
    readList(api, 'GET /api/assignees', {}),
    readOverviews(api),
    readList(api, 'GET /api/cash-differences', {}),
    readList(api, 'GET /api/same-women', { query: { state: 'open' } }),
  ]);
  const districts = [
    ...new Set([
      ...groups.map(({ district }) => district),
      ...coordinators.flatMap((one) => (one.role === 'coordinator' ? one.districts : [])),
    ]),
  ];
  const waiting = new Map(await Promise.all(districts.map((district) => countUnassigned(api, district))));
  return { coordinators, groups, differences, pairs, waiting };
};

const count = (key: 'groups' | 'waiting' | 'differences' | 'pairs', title: string): Column<AreaRow> => ({
  key,
  title,
  value: (row) => row[key],
  isNumber: true,
  exported: true,
});

/** The state coordinator's table of areas: who is behind, and what is old. Nothing while there is no area coordinator. */
export function ByArea({ api }: { readonly api: Api }) {
  const language = useLanguage();
  const since = `${addMonths(todayInIndia().slice(0, 7), -1)}-01`;
  const found = useRead(['areas'], () => readFound(api));
  const columns = (): Column<AreaRow>[] => [
    { key: 'name', title: t('area.coordinator'), value: ({ name }) => name ?? t('area.nobody') },
    {
      key: 'districts',
      title: t('area.districts'),
      value: ({ districts }) => districts.map((one) => nameDistrict(one)).join(', '),
      exported: true,
    },
    count('groups', t('collectives')),
    {
      key: 'behind',
      title: t('area.behind'),
      value: ({ behind }) => behind,
      isNumber: true,
      cell: ({ behind }) => (behind > 0 ? <Badge tone="care">{behind}</Badge> : behind),
      exported: true,
    },
    {
      key: 'oldest',
      title: t('area.oldest'),
      value: ({ oldestMeetingOn }) => oldestMeetingOn ?? '',
      cell: ({ oldestMeetingOn }) =>
        oldestMeetingOn === undefined ? '–' : formatDate(oldestMeetingOn, language),
      exported: true,
    },
    count('waiting', t('area.waiting')),
    count('differences', t('quality.cashDifferences')),
    count('pairs', t('sameWomen')),
  ];
  return (
    <Reading of={found}>
      {(of) => {
        const rows = rowsByArea(of, since);
        return (
          rows.length > 0 && (
            <>
              <h2>{t('areas')}</h2>
              <DeskTable
                list="groups"
                loggedIdsOf={() => []}
                caption={t('areas')}
                empty={t('nothing')}
                rows={rows}
                keyOf={({ id }) => id}
                columns={columns()}
              />
            </>
          )
        );
      }}
    </Reading>
  );
}
