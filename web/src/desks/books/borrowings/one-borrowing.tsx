import { useState } from 'preact/hooks';
import { dueOfBorrowing, instalmentsOf } from '../../../../../functions/shared/money/instalments.ts';
import type { Api } from '../../../api/client.ts';
import { DateText } from '../../../design/date.tsx';
import { Rupees } from '../../../design/rupees.tsx';
import { showToast } from '../../../design/toast.tsx';
import { openAddress } from '../../../session/desk-address.ts';
import { Fold } from '../../frame/fold.tsx';
import { t } from '../../text.ts';
import { type Borrowing, borrowingText } from '../book-words.ts';
import { type DraftLine, emptyDetails, newLine } from '../drafts/draft.ts';
import { VoucherForm } from '../vouchers/voucher-form.tsx';

type OneBorrowingProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly borrowing: Borrowing;
  readonly today: string;
};

/** A borrowing's plan, and the forms of vouchers for money of it that the group received or repaid. */
export function OneBorrowing({ api, groupId, borrowing, today }: OneBorrowingProps) {
  const [openForm, setOpenForm] = useState<'received' | 'repaid'>();
  const plan = instalmentsOf(borrowing);
  const isAllReceived = borrowing.receivedPaise >= borrowing.principalPaise;
  return (
    <section aria-label={borrowingText(borrowing)}>
      <h3>{borrowingText(borrowing)}</h3>
      {plan.length > 0 && (
        <Fold label="borrowing.plan">
          <ol class="plan">
            {plan.map(({ dueOn, amountPaise }) => (
              <li key={dueOn}>
                <DateText on={dueOn} />: <Rupees paise={amountPaise} />
              </li>
            ))}
          </ol>
        </Fold>
      )}
      <p class="actions">
        {!isAllReceived && (
          <button type="button" class="second small" onClick={() => setOpenForm('received')}>
            {t('borrowing.enterReceived')}
          </button>
        )}
        {borrowing.outstandingPaise > 0 && (
          <button type="button" class="second small" onClick={() => setOpenForm('repaid')}>
            {t('borrowing.enterRepaid')}
          </button>
        )}
      </p>
      {openForm !== undefined && (
        <VoucherForm
          key={openForm}
          api={api}
          groupId={groupId}
          initialDraft={{
            ...emptyDetails(today),
            lines: [openForm === 'received' ? receivedLine(borrowing) : repaidLine(borrowing, today)],
          }}
          onDone={(id) => {
            showToast(() => t('saved'));
            openAddress('groups', groupId, 'vouchers', id);
          }}
        />
      )}
    </section>
  );
}

/** The line of money received, prefilled with the amount that is still to be received. */
const receivedLine = ({ id, principalPaise, receivedPaise }: Borrowing): DraftLine =>
  newLine({
    kind: 'borrowing_received',
    borrowingId: id,
    account: 'bank',
    amountPaise: principalPaise - receivedPaise,
  });

/** The line of money repaid, prefilled with the next amount due. */
const repaidLine = (borrowing: Borrowing, today: string): DraftLine =>
  newLine({
    kind: 'borrowing_repaid',
    borrowingId: borrowing.id,
    account: 'bank',
    amountPaise: dueOfBorrowing(borrowing, today).next?.paise,
  });
