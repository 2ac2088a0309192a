import type { Api } from '../../../api/client.ts';
import { formatRupees } from '../../../i18n/format.ts';
import { t } from '../../text.ts';
import { LinesTable } from '../lines-table.tsx';
import { CountedCash } from '../sheets/cash-difference.tsx';
import type { RecordedVoucher } from './use-voucher.ts';

type VoucherDetailsProps = { readonly api: Api; readonly groupId: string; readonly voucher: RecordedVoucher };

/** On the desk's page of a recorded voucher, its facts: its lines, what was counted, and its note. */
export function VoucherDetails({ api, groupId, voucher }: VoucherDetailsProps) {
  const { id, lines, bankBalancePaise, note } = voucher;
  return (
    <>
      <LinesTable api={api} groupId={groupId} recordId={id} lines={lines} />
      <dl class="facts">
        <dt>{t('books.cashCounted')}</dt>
        <dd>
          <CountedCash sheet={voucher} />
        </dd>
        <dt>{t('books.bankBalance')}</dt>
        <dd>{bankBalancePaise === undefined ? '–' : formatRupees(bankBalancePaise)}</dd>
        <dt>{t('books.noted')}</dt>
        <dd>{note ?? t('countNote.none')}</dd>
      </dl>
    </>
  );
}
