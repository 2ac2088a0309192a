import type { Api } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { requiredTextOf } from '../../design/form-data.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { OpenedRecord } from '../frame/opened-record.tsx';
import { Reading } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { useVoucher } from './use-voucher.ts';
import { VoucherFacts } from './voucher-facts.tsx';

type VoucherProps = { readonly api: Api; readonly groupId: string; readonly id: string };

/** The desk's page of one voucher; it can be corrected and taken back. */
export function VoucherPage({ api, groupId, id }: VoucherProps) {
  const language = useLanguage();
  const voucher = useVoucher(api, groupId, id);
  return (
    <Reading of={voucher}>
      {(recorded) => {
        const day = formatDate(recorded.on, language);
        return (
          <OpenedRecord
            backLabel="vouchers"
            backTo={['groups', groupId, 'vouchers']}
            title={t('voucher.of', { day })}
          >
            {recorded.reversed !== undefined && (
              <p class="warning">
                {t('voucher.reversed')}: {recorded.reversed.reason}
              </p>
            )}
            <VoucherFacts api={api} groupId={groupId} voucher={recorded} />
            {recorded.reversed === undefined && (
              <>
                <p>
                  <a class="second small button" href={hrefOf('groups', groupId, 'vouchers', id, 'correct')}>
                    {t('books.correct')}
                  </a>
                </p>
                <Fold label="voucher.reverse">
                  <p class="soft">{t('reverse.explain')}</p>
                  <Form
                    label="voucher.reverse"
                    submit="voucher.reverse"
                    confirm={() => ({
                      title: t('voucher.reverse.ask', { day }),
                      explain: <p>{t('voucher.reverse.will')}</p>,
                      buttonLabel: t('reverse.yes'),
                    })}
                    onSend={async (data, reversalId) => {
                      await api.request('POST /api/collectives/{id}/vouchers/{voucherId}/reversal', {
                        path: { id: groupId, voucherId: id },
                        body: { id: reversalId, reason: requiredTextOf(data, 'reason') },
                      });
                      await voucher.refetch();
                    }}
                  >
                    <TextField name="reason" label={t('reason')} />
                  </Form>
                </Fold>
              </>
            )}
          </OpenedRecord>
        );
      }}
    </Reading>
  );
}
