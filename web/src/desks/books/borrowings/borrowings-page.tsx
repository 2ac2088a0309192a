import { useState } from 'preact/hooks';
import { borrowingSources } from '../../../../../functions/shared/kinds/loan-words.ts';
import { dueOfBorrowing, instalmentsOf } from '../../../../../functions/shared/money/instalments.ts';
import type { Api } from '../../../api/client.ts';
import { Badge } from '../../../design/badge.tsx';
import { DateText } from '../../../design/date.tsx';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice } from '../../../design/fields/field.tsx';
import { requiredChoiceOf, requiredPaiseOf, requiredTextOf } from '../../../design/fields/form-data.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { Rupees } from '../../../design/rupees.tsx';
import { showToast } from '../../../design/toast.tsx';
import { todayInIndia } from '../../../i18n/today.ts';
import { openAddress } from '../../../session/desk-address.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { type Borrowing, borrowingSourceNames, borrowingText } from '../book-words.ts';
import { emptyDetails, type LoanTerms, newLine } from '../drafts/draft.ts';
import { LoanTermsFields } from '../loan-terms-fields.tsx';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import { borrowingColumns } from './borrowing-columns.tsx';
import { useBorrowings } from './use-borrowings.ts';

type BorrowingsProps = { readonly api: Api; readonly groupId: string };

/** The desk's page of a group's borrowings: how much it received, still owes, and has to pay when. */
export function Borrowings({ api, groupId }: BorrowingsProps) {
  const borrowings = useBorrowings(api, groupId);
  const [terms, setTerms] = useState<LoanTerms>({});
  const today = todayInIndia();
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('borrowings')}>
      <p class="soft">{t('borrowings.explain')}</p>
      <Reading of={borrowings}>
        {({ items }) => (
          <>
            <DeskTable
              list="borrowings"
              loggedIdsOf={() => []}
              caption={t('borrowings')}
              empty={t('borrowings.none')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                ...borrowingColumns(),
                {
                  key: 'received',
                  title: t('borrowing.received'),
                  value: (borrowing) => borrowing.receivedPaise,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'outstanding',
                  title: t('books.outstanding'),
                  value: (borrowing) => borrowing.outstandingPaise,
                  isMoney: true,
                  exported: true,
                },
                {
                  key: 'due',
                  title: t('borrowing.nextDue'),
                  value: (borrowing) => dueOfBorrowing(borrowing, today).next?.on,
                  cell: (borrowing) => <Due of={borrowing} today={today} />,
                  exported: true,
                },
                {
                  key: 'overdue',
                  title: t('borrowing.overdue'),
                  value: (borrowing) => dueOfBorrowing(borrowing, today).overduePaise,
                  cell: (borrowing) => <Overdue of={borrowing} today={today} />,
                  isMoney: true,
                  exported: true,
                },
              ]}
            />
            {/* Only the borrowings with something still to receive or to repay. */}
            {items
              .filter(
                ({ outstandingPaise, receivedPaise, principalPaise }) =>
                  outstandingPaise > 0 || receivedPaise < principalPaise,
              )
              .map((borrowing) => (
                <OneBorrowing
                  key={borrowing.id}
                  api={api}
                  groupId={groupId}
                  borrowing={borrowing}
                  today={today}
                />
              ))}
          </>
        )}
      </Reading>
      <Fold label="borrowing.new">
        <Form
          label="borrowing.new"
          onSend={async (data, id) => {
            await api.request('POST /api/collectives/{id}/borrowings', {
              path: { id: groupId },
              body: {
                id,
                source: requiredChoiceOf(data, 'source', borrowingSources),
                sanctionedOn: requiredTextOf(data, 'sanctionedOn'),
                principalPaise: requiredPaiseOf(data, 'principal'),
                ...terms,
              },
            });
            setTerms({});
            await borrowings.refetch();
          }}
        >
          <Choice
            name="source"
            label={t('borrowing.source')}
            options={borrowingSources.map((source) => [source, t(borrowingSourceNames[source])])}
          />
          <DateField name="sanctionedOn" label={t('borrowing.sanctionedOn')} value={today} max={today} />
          <RupeesField name="principal" label={t('books.principal')} />
          <LoanTermsFields terms={terms} onChange={setTerms} />
          <p class="soft wide">{t('borrowing.notYet')}</p>
        </Form>
      </Fold>
    </OpenedRecord>
  );
}

type DueProps = { readonly of: Borrowing; readonly today: string };

function Due({ of, today }: DueProps) {
  const { next } = dueOfBorrowing(of, today);
  if (next === undefined) return <>–</>;
  return (
    <>
      <DateText on={next.on} />: <Rupees paise={next.paise} />
    </>
  );
}

function Overdue({ of, today }: DueProps) {
  const { overduePaise } = dueOfBorrowing(of, today);
  if (overduePaise === 0) return <>–</>;
  return (
    <>
      <Badge tone="care">{t('borrowing.late')}</Badge> <Rupees paise={overduePaise} />
    </>
  );
}

/**
 * A borrowing's plan, and the forms of vouchers for money received or repaid. The forms are prefilled with the amount that is still to be received, or
 * that is due.
 */
function OneBorrowing({
  api,
  groupId,
  borrowing,
  today,
}: BorrowingsProps & { readonly borrowing: Borrowing; readonly today: string }) {
  const [openForm, setOpenForm] = useState<'received' | 'repaid'>();
  const { next } = dueOfBorrowing(borrowing, today);
  const plan = instalmentsOf(borrowing);
  const isAllReceived = borrowing.receivedPaise >= borrowing.principalPaise;
  // The lines with which a form begins: of money received, or of money repaid. Without an open form nothing uses them.
  const lines =
    openForm === 'received'
      ? [
          newLine({
            kind: 'borrowing_received',
            borrowingId: borrowing.id,
            account: 'bank',
            amountPaise: borrowing.principalPaise - borrowing.receivedPaise,
          }),
        ]
      : [
          newLine({
            kind: 'borrowing_repaid',
            borrowingId: borrowing.id,
            account: 'bank',
            amountPaise: next?.paise,
          }),
        ];
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
          initialDraft={{ ...emptyDetails(today), lines }}
          onDone={(id) => {
            showToast(() => t('saved'));
            openAddress('groups', groupId, 'vouchers', id);
          }}
        />
      )}
    </section>
  );
}
