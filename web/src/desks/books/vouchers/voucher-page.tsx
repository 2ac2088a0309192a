import type { Api } from '../../../api/client.ts';
import { formatDate } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading } from '../../frame/reading.tsx';
import { useGroup } from '../../questions/leaders.tsx';
import { t } from '../../text.ts';
import { ReverseForm } from '../reverse-form.tsx';
import { useVoucher } from './use-voucher.ts';
import { VoucherDetails } from './voucher-details.tsx';

type VoucherProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/** The desk's page of one voucher; it can be corrected and taken back. */
export function VoucherPage({ api, groupId, id }: VoucherProps) {
  const language = useLanguage();
  const voucher = useVoucher(api, groupId, id);
  const group = useGroup(api, groupId);
  return (
    <Reading of={voucher}>
      {(recorded) => {
        const day = formatDate(recorded.on, language);
        return (
          <OpenedRecord
            backLabel="vouchers"
            backTo={['groups', groupId, 'vouchers']}
            title={[t('voucher.of', { day }), group.data?.name].filter(Boolean).join(' · ')}
          >
            {recorded.reversed !== undefined && (
              <p class="warning">
                {t('voucher.reversed')}: {recorded.reversed.reason}
              </p>
            )}
            <VoucherDetails api={api} groupId={groupId} voucher={recorded} />
            {recorded.reversed === undefined && (
              <>
                <p>
                  <a class="second small button" href={hrefOf('groups', groupId, 'vouchers', id, 'correct')}>
                    {t('books.correct')}
                  </a>
                </p>
                <ReverseForm
                  label="voucher.reverse"
                  title={t('voucher.reverse.ask', { day })}
                  explain={t('voucher.reverse.will')}
                  onReverse={async (body) => {
                    const path = { id: groupId, voucherId: id };
                    await api.request('POST /api/collectives/{id}/vouchers/{voucherId}/reversal', {
                      path,
                      body,
                    });
                    await voucher.refetch();
                  }}
                />
              </>
            )}
          </OpenedRecord>
        );
      }}
    </Reading>
  );
}
