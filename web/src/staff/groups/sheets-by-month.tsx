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
import { stateOf } from './sheet-state.ts';

const monthsShown = 6;

/** The desk's table of collectives by months: the number of sheets, and which are missing. */
export function Sheets({ api }: { api: Api }) {
  const language = useLanguage();
  const now = todayInIndia().slice(0, 7);
  const months = Array.from({ length: monthsShown }, (_, index) => addMonths(now, index + 1 - monthsShown));
  const board = useRead(['sheets'], () => readBoard(api));
  return (
    <Reading of={board}>
      {(rows) => (
        <>
          <p>{t('sheets.explain')}</p>
          <DeskTable
            list="sheets"
            idsOf={({ collective: { id } }) => [id]}
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
              ...months.map((month): Column<Row> => {
                const stateIn = (row: Row) => stateOf(row.collective, row.meetings, month, now);
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

type Row = { readonly collective: Collective; readonly meetings: readonly Meeting[] };

async function readBoard(api: Api): Promise<Row[]> {
  const { items } = await readList(api, 'GET /api/collectives', {});
  const rows: Row[] = [];
  // A few at a time, to avoid a burst of requests.
  for (let start = 0; start < items.length; start += 4) {
    rows.push(
      ...(await Promise.all(
        items.slice(start, start + 4).map(async (one) => ({
          collective: one,
          meetings: (
            await readList(api, 'GET /api/collectives/{id}/meetings', { path: { id: one.id } })
          ).items,
        })),
      )),
    );
  }
  return rows;
}
