import { useState } from 'preact/hooks';
import { borrowingSources } from '../../../../../functions/shared/kinds/loan-words.ts';
import type { Api } from '../../../api/client.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice } from '../../../design/fields/field.tsx';
import { requiredChoiceOf, requiredPaiseOf, requiredTextOf } from '../../../design/fields/form-data.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { todayInIndia } from '../../../i18n/today.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';
import { borrowingSourceNames } from '../book-words.ts';
import type { LoanTerms } from '../drafts/draft.ts';
import { LoanTermsFields } from '../loan-terms-fields.tsx';

type NewBorrowingProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly onAdded: () => Promise<unknown>;
};

/** The form that adds a borrowing. The money itself comes later, by a voucher. */
export function NewBorrowing({ api, groupId, onAdded }: NewBorrowingProps) {
  const [terms, setTerms] = useState<LoanTerms>({});
  return (
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
          await onAdded();
        }}
      >
        <Choice
          name="source"
          label={t('borrowing.source')}
          options={borrowingSources.map((source) => [source, t(borrowingSourceNames[source])])}
        />
        <DateField
          name="sanctionedOn"
          label={t('borrowing.sanctionedOn')}
          value={todayInIndia()}
          max={todayInIndia()}
        />
        <RupeesField name="principal" label={t('books.principal')} />
        <LoanTermsFields terms={terms} onChange={setTerms} />
        <p class="soft wide">{t('borrowing.notYet')}</p>
      </Form>
    </Fold>
  );
}
