import { addMonths } from '../../../../functions/domain/calendar.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { Badge } from '../../design/badge.tsx';
import type { Column } from '../../design/table.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import type { Collective, Meeting } from '../frame/record-types.ts';
import { t } from '../text.ts';
import { sheetStateOf } from './sheet-state.ts';

/** How many columns of months the table has, the current month included. */
const monthCount = 6;

/** How many groups are read in parallel, to avoid a burst of requests. */
const batchSize = 4;

/** The desk's table of groups by month: how many sheets each has, and where one is missing. */
export function SheetsByMonth({ api }: { api: Api }) {
  const language = useLanguage();
  const currentMonth = todayInIndia().slice(0, 7);
  // The current month comes last.
  const months = Array.from({ length: monthCount }, (_, index) =>
    addMonths(currentMonth, index + 1 - monthCount),
  );
  const meetingsByGroup = useRead(['sheets'], () => readMeetingsByGroup(api));
  return (
    <Reading of={meetingsByGroup}>
      {(rows) => (
        <>
          <p>{t('sheets.explain')}</p>
          <DeskTable
            list="sheets"
            loggedIdsOf={() => []}
            caption={t('sheets')}
            empty={t('nothing')}
            rows={rows}
            keyOf={({ collective: { id } }) => id}
            columns={[
              {
                key: 'collective',
                title: t('collective'),
                value: (row) => row.collective.name,
                cell: ({ collective: { id, name } }) => <a href={hrefOf('groups', id)}>{name}</a>,
                exported: true,
              },
              ...months.map((month): Column<MeetingsOfGroup> => {
                /** The number of sheets, or why there is none. */
                const stateIn = (row: MeetingsOfGroup) =>
                  sheetStateOf(row.collective, row.meetings, month, currentMonth);
                return {
                  key: month,
                  title: formatMonth(month, language),
                  value: stateIn,
                  exported: true,
                  cell: (row) =>
                    stateIn(row) === 'missing' ? (
                      <Badge tone="care">{t('sheets.missing')}</Badge>
                    ) : (
                      stateIn(row)
                    ),
                };
              }),
            ]}
          />
        </>
      )}
    </Reading>
  );
}

type MeetingsOfGroup = { readonly collective: Collective; readonly meetings: readonly Meeting[] };

async function readMeetingsByGroup(api: Api): Promise<MeetingsOfGroup[]> {
  const { items } = await readList(api, 'GET /api/collectives', {});
  const meetingsOf = async (collective: Collective): Promise<MeetingsOfGroup> => {
    const path = { id: collective.id };
    const meetings = await readList(api, 'GET /api/collectives/{id}/meetings', { path });
    return { collective, meetings: meetings.items };
  };
  const rows: MeetingsOfGroup[] = [];
  for (let start = 0; start < items.length; start += batchSize) {
    rows.push(...(await Promise.all(items.slice(start, start + batchSize).map(meetingsOf))));
  }
  return rows;
}
