import { Form } from '../../frame/forms/form.tsx';
import { Reading } from '../../frame/reading.tsx';
import { BalancesAfterDraft } from '../balances-after-draft.tsx';
import { AskBeforeLeaving } from '../drafts/ask-before-leaving.tsx';
import type { DraftVoucher } from '../drafts/draft.ts';
import { draftVoucherBody } from '../drafts/draft-body.ts';
import { type BooksFormProps, useBooksDraft } from '../drafts/use-books-draft.ts';
import { LineRows } from '../line-rows.tsx';
import { CountFields, DayField } from '../sheet-and-voucher-fields.tsx';

/** The form that enters a voucher at the desk: money of the group's that moved without a meeting. */
export function VoucherForm(props: BooksFormProps<DraftVoucher>) {
  const { api, groupId, reversedPostings = [], sendFirst, fieldsAbove, onDone } = props;
  const { draft, change, isTyped, ledger, borrowings } = useBooksDraft(props);
  return (
    <Reading of={borrowings}>
      {({ items }) => (
        <Form
          label="voucher.new"
          done={null}
          isReady={draft.lines.length > 0}
          onSend={async (data, id) => {
            await sendFirst?.(data);
            await api.request('POST /api/collectives/{id}/vouchers', {
              path: { id: groupId },
              body: { id, ...draftVoucherBody(draft) },
            });
            await onDone(id);
          }}
        >
          <AskBeforeLeaving isTyped={isTyped} />
          {fieldsAbove}
          <DayField draft={draft} onChange={change} name="on" />
          <LineRows
            lines={draft.lines}
            borrowings={items}
            mustChooseAccount
            onChange={(lines) => change({ lines })}
          />
          <Reading of={ledger}>
            {(currentLedger) => (
              <BalancesAfterDraft ledger={currentLedger} reversedPostings={reversedPostings} draft={draft} />
            )}
          </Reading>
          <CountFields draft={draft} onChange={change} />
        </Form>
      )}
    </Reading>
  );
}
