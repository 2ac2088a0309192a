import { addMonths } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { type CollectiveOverview, readOverviews } from './read-overviews.ts';
import { sheetStateOf } from './sheet-state.ts';

/** How many columns of months the table has, the current month included. */
const monthCount = 6;

/** The desk's table of groups by month: how many sheets each has, and where one is missing. */
export function SheetsByMonth({ api }: { api: Api }) {
  const language = useLanguage();
  const currentMonth = todayInIndia().slice(0, 7);
  // The current month comes last.
  const months = Array.from({ length: monthCount }, (_, index) =>
    addMonths(currentMonth, index + 1 - monthCount),
  );
  const groups = useRead(['sheets'], () => readOverviews(api));
  return (
    <Reading of={groups}>
      {(rows) => (
        <>
          <p>{t('sheets.explain')}</p>
          <DeskTable
            list="sheets"
            loggedIdsOf={() => []}
            caption={t('sheets')}
            empty={t('nothing')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'collective',
                title: t('collective'),
                value: ({ name }) => name,
                cell: ({ id, name }) => <a href={hrefOf('groups', id)}>{name}</a>,
                exported: true,
              },
              ...months.map((month): Column<CollectiveOverview> => {
                /** The number of sheets, or why there is none. */
                const stateIn = (group: CollectiveOverview) => sheetStateOf(group, month, currentMonth);
                return {
                  key: month,
                  title: formatMonth(month, language),
                  value: stateIn,
                  isNumber: true,
                  isSummed: true,
                  exported: true,
                  cell: (row) => {
                    const state = stateIn(row);
                    if (state === 'missing') return <Badge tone="care">{t('sheets.missing')}</Badge>;
                    return state === 'not due' ? <span class="soft">{t('sheets.notDue')}</span> : state;
                  },
                };
              }),
            ]}
          />
        </>
      )}
    </Reading>
  );
}
