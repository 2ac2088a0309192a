import { hasField } from '../../../../functions/shared/kinds/book-kinds.ts';
import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { translateReason } from '../../books/difference-reasons.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DeskTable } from '../frame/lists/desk-table.tsx';
import { useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { borrowingText, kindText } from './book-words.ts';
import type { RecordedVoucher } from './vouchers/use-voucher.ts';

type LinesTableProps = {
  readonly api: Api;
  readonly groupId: string;
  /** The id of the sheet or voucher. */
  readonly recordId: string;
  readonly lines: RecordedVoucher['lines'];
};

/** The table of a group's lines on a recorded sheet or voucher, at the desk. */
export function LinesTable({ api, groupId, recordId, lines }: LinesTableProps) {
  const language = useLanguage();
  const hasBorrowings = lines.some((line) => 'borrowingId' in line);
  // The borrowings are read only if a line names one.
  const borrowings = useRead(['borrowings', groupId, hasBorrowings], async () =>
    hasBorrowings
      ? readList(api, 'GET /api/collectives/{id}/borrowings', { path: { id: groupId } })
      : { items: [], isWhole: true },
  );
  const borrowingNames = new Map(borrowings.data?.items.map((one) => [one.id, borrowingText(one)]));
  return (
    <DeskTable
      list="lines"
      loggedIdsOf={() => [recordId]}
      caption={t('books.lines')}
      empty={t('nothing')}
      rows={lines.map((line, index) => ({ line, index }))}
      keyOf={({ index }) => String(index)}
      columns={[
        {
          key: 'kind',
          title: t('kind'),
          value: ({ line }) => kindText(line),
          cell: ({ line }) =>
            'borrowingId' in line
              ? `${kindText(line)} (${borrowingNames.get(line.borrowingId) ?? '…'})`
              : kindText(line),
          exported: true,
        },
        {
          key: 'account',
          title: t('account'),
          // A line without an account is in cash, the API's default.
          value: ({ line }) =>
            hasField(line.kind, 'account')
              ? t('account' in line && line.account === 'bank' ? 'account.bank' : 'account.cash')
              : undefined,
          exported: true,
        },
        {
          key: 'amount',
          title: t('amount'),
          value: ({ line }) => line.amountPaise,
          isMoney: true,
          exported: true,
        },
        {
          key: 'reason',
          title: t('reason'),
          cell: ({ line }) => ('reason' in line ? translateReason(line.reason, language) : ''),
        },
      ]}
    />
  );
}
