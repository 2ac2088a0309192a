import { v7 } from 'uuid';
import { borrowingSources } from '../../../../../functions/shared/kinds/loan-words.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Choice } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { t } from '../../text.ts';
import { borrowingSourceNames } from '../book-words.ts';
import { LoanTermsFields } from '../loan-terms-fields.tsx';
import type { DraftBorrowing, DraftLoan } from './opening-draft.ts';

/** What a loan to a member and a borrowing share, and the day of each: of the loan's disbursement, the borrowing's sanction. */
type TypedLoan = Pick<DraftLoan, 'principalPaise' | 'outstandingPaise' | 'terms'> & {
  readonly disbursedOn?: string;
  readonly sanctionedOn?: string;
};

type LoanFieldsProps = {
  readonly namePrefix: string;
  readonly dateField: 'disbursedOn' | 'sanctionedOn';
  readonly loan: TypedLoan;
  /** The day of the opening. Every loan in the opening was given on or before that day. */
  readonly asOf: string;
  readonly onChange: (part: Partial<TypedLoan>) => void;
  readonly onRemove: () => void;
};

/** In the desk's form of an opening: the fields of one loan, which the group gave a member or took itself. */
export function LoanFields({ namePrefix, dateField, loan, asOf, onChange, onRemove }: LoanFieldsProps) {
  return (
    <div class="fields">
      <DateField
        name={`${namePrefix}.${dateField}`}
        label={t(dateField === 'disbursedOn' ? 'opening.disbursedOn' : 'borrowing.sanctionedOn')}
        value={loan[dateField]}
        max={asOf}
        onDate={(date) => onChange({ [dateField]: date })}
      />
      <RupeesField
        name={`${namePrefix}.principal`}
        label={t('books.principal')}
        paise={loan.principalPaise}
        onPaise={(principalPaise) => onChange({ principalPaise })}
      />
      <RupeesField
        name={`${namePrefix}.outstanding`}
        label={t('books.outstanding')}
        paise={loan.outstandingPaise}
        onPaise={(outstandingPaise) => onChange({ outstandingPaise })}
      />
      <LoanTermsFields namePrefix={namePrefix} terms={loan.terms} onChange={(terms) => onChange({ terms })} />
      <button type="button" class="link" onClick={onRemove}>
        {t('books.removeRow')}
      </button>
    </div>
  );
}

const newOpeningBorrowing = (): DraftBorrowing => ({
  key: v7(),
  id: v7(),
  source: 'bank_linkage',
  sanctionedOn: '',
  principalPaise: undefined,
  outstandingPaise: undefined,
  terms: {},
});

type BorrowingRowsProps = {
  readonly borrowings: readonly DraftBorrowing[];
  readonly asOf: string;
  readonly onChange: (borrowings: readonly DraftBorrowing[]) => void;
};

/** In the desk's form of an opening: the rows for the group's own borrowings, one for each. */
export function BorrowingRows({ borrowings, asOf, onChange }: BorrowingRowsProps) {
  const change = (key: string, part: Partial<DraftBorrowing>) =>
    onChange(borrowings.map((borrowing) => (borrowing.key === key ? { ...borrowing, ...part } : borrowing)));
  return (
    <>
      {borrowings.map((borrowing, index) => (
        <fieldset class="row wide" key={borrowing.key}>
          <legend>{t('opening.borrowing', { number: index + 1 })}</legend>
          <div class="fields">
            <Choice
              name={`borrowings.${index}.source`}
              label={t('borrowing.source')}
              value={borrowing.source}
              options={Object.entries(borrowingSourceNames).map(([source, name]) => [source, t(name)])}
              onChoose={(chosen) =>
                change(borrowing.key, { source: oneOf(borrowingSources, chosen) ?? 'other' })
              }
            />
          </div>
          <LoanFields
            namePrefix={`borrowings.${index}`}
            dateField="sanctionedOn"
            loan={borrowing}
            asOf={asOf}
            onChange={(part) => change(borrowing.key, part)}
            onRemove={() => onChange(borrowings.filter(({ key }) => key !== borrowing.key))}
          />
        </fieldset>
      ))}
      <p class="wide">
        <button
          type="button"
          class="second small"
          onClick={() => onChange([...borrowings, newOpeningBorrowing()])}
        >
          {t('opening.addBorrowing')}
        </button>
      </p>
    </>
  );
}
