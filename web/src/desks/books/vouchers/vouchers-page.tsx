import { changesOf } from '../../../../../functions/shared/kinds/book-entries.ts';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { DateText } from '../../../design/date.tsx';
import { hrefOf } from '../../../session/desk-address.ts';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { kindText, type Voucher } from '../book-words.ts';

type VouchersProps = { readonly api: Api; readonly groupId: string };

/**
 * The sum that came in or went out by a voucher, in cash and at the bank together, in paise, never below 0. What moves from
 * one to the other is in neither sum.
 */
const sumOfMoney = ({ lines }: Voucher, direction: 'in' | 'out'): number =>
  lines.reduce((sum, line) => {
    const { cash, bank } = changesOf(line);
    const change = cash + bank;
    return sum + Math.max(0, direction === 'in' ? change : -change);
  }, 0);

/**
 * The desk's page of a group's vouchers, which record money that moved without a meeting; the latest first, as the API lists
 * them.
 */
export function Vouchers({ api, groupId }: VouchersProps) {
  const vouchers = useRead(['vouchers', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/vouchers', { path: { id: groupId } }),
  );
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('vouchers')}>
      <p class="soft">{t('vouchers.explain')}</p>
      <p>
        <a class="second small button" href={hrefOf('groups', groupId, 'vouchers', 'new')}>
          {t('voucher.new')}
        </a>
      </p>
      <Reading of={vouchers}>
        {({ items, isWhole }) => (
          <>
            {!isWhole && <p class="warning">{t('more')}</p>}
            <DeskTable
              list="vouchers"
              loggedIdsOf={() => []}
              caption={t('vouchers')}
              empty={t('nothing')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'on',
                  title: t('on'),
                  value: ({ on }) => on,
                  cell: ({ id, on }) => (
                    <a href={hrefOf('groups', groupId, 'vouchers', id)}>
                      <DateText on={on} />
                    </a>
                  ),
                  exported: true,
                },
                {
                  key: 'lines',
                  title: t('books.lines'),
                  value: ({ lines }) => [...new Set(lines.map(kindText))].join(', '),
                  exported: true,
                },
                {
                  key: 'in',
                  title: t('books.in'),
                  value: (voucher) => sumOfMoney(voucher, 'in'),
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'out',
                  title: t('books.out'),
                  value: (voucher) => sumOfMoney(voucher, 'out'),
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
    </OpenedRecord>
  );
}
