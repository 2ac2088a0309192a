import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { DateText } from '../../design/date.tsx';
import { hrefOf } from '../../session/desk-address.ts';
import { CountedCash } from '../books/sheets/cash-difference.tsx';
import { countedCash, expectedCash } from '../books/sheets/expected-cash.ts';
import { useCashAfter } from '../books/sheets/use-cash-after.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import type { Meeting } from '../frame/lists/record-types.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

const presentCountOf = ({ attendance }: Meeting): number =>
  attendance.filter(({ status }) => status === 'present').length;

/** The deposits on a sheet, in paise. */
const depositsOf = ({ entries }: Meeting): number =>
  entries.reduce((sum, { kind, amountPaise }) => sum + (kind === 'deposit' ? amountPaise : 0), 0);

type SheetTableProps = { readonly api: Api; readonly id: string };

/** The sheets of the group with an id, one for each meeting, each with a link to its page. */
export function SheetTable({ api, id }: SheetTableProps) {
  const meetings = useRead(['meetings', id], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path: { id } }),
  );
  const cashAfter = useCashAfter(api, id);
  return (
    <>
      <h3>{t('meetings')}</h3>
      <Reading of={meetings}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <DeskTable
              list="meetings"
              loggedIdsOf={(meeting) => [meeting.id]}
              caption={t('meetings')}
              empty={t('nothing')}
              rows={items}
              keyOf={(meeting) => meeting.id}
              columns={[
                {
                  key: 'heldOn',
                  title: t('heldOn'),
                  value: ({ heldOn }) => heldOn,
                  cell: (meeting) => (
                    <a href={hrefOf('groups', id, meeting.id)}>
                      <DateText on={meeting.heldOn} />
                    </a>
                  ),
                  exported: true,
                },
                {
                  key: 'present',
                  title: t('present.of'),
                  value: presentCountOf,
                  cell: (meeting) => `${presentCountOf(meeting)} / ${meeting.attendance.length}`,
                  isNumber: true,
                  exported: true,
                },
                { key: 'deposits', title: t('deposits'), value: depositsOf, isMoney: true, exported: true },
                {
                  key: 'cashExpected',
                  title: t('cashExpected'),
                  value: (meeting) => expectedCash(meeting, cashAfter(meeting)),
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'cashCounted',
                  title: t('cashCounted'),
                  value: countedCash,
                  cell: (meeting) => <CountedCash sheet={meeting} />,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'state',
                  title: t('state'),
                  value: ({ reversed }) => t(reversed === undefined ? 'counts' : 'reversed'),
                  exported: true,
                },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  );
}
