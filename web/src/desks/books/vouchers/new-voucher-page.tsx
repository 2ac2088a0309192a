import type { Api } from '../../../api/client.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { openAddress } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { t } from '../../text.ts';
import { emptyDetails, newLine } from '../drafts/draft.ts';
import { saySavedBooks } from '../reverse-form.tsx';
import { VoucherForm } from './voucher-form.tsx';

/** The desk's page of a new voucher. */
export function NewVoucher({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  return (
    <OpenedRecord backLabel="vouchers" backTo={['groups', groupId, 'vouchers']} title={t('voucher.new')}>
      <VoucherForm
        api={api}
        groupId={groupId}
        initialDraft={newVoucher()}
        onDone={(id) => {
          saySavedBooks('voucher.reverse');
          openAddress('groups', groupId, 'vouchers', id);
        }}
      />
    </OpenedRecord>
  );
}

/** A draft of one line, for which cash or bank is still to be chosen. */
const newVoucher = () => ({ ...emptyDetails(todayInIndia()), lines: [newLine({ account: undefined })] });
