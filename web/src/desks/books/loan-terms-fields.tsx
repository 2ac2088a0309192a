import { termLimits } from '../../../../functions/shared/kinds/book-limits.ts';
import { loanPurposes } from '../../../../functions/shared/kinds/loan-words.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField } from '../../design/fields/field.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import { t } from '../text.ts';
import { loanPurposeOptions } from './book-words.ts';
import type { LoanTerms } from './drafts/draft.ts';

type TermsFieldsProps = {
  /** What the names of its fields begin with; none where they stand alone. */
  readonly namePrefix?: string;
  readonly terms: LoanTerms;
  /** Whether there is a field for the purpose, as for a new loan. */
  readonly hasPurpose?: boolean;
  readonly onChange: (terms: LoanTerms) => void;
};

/** A typed number; undefined if the field is empty or holds no number. */
const parseNumber = (typed: string): number | undefined =>
  typed.trim() === '' || Number.isNaN(Number(typed)) ? undefined : Number(typed);

/** On the desk's forms of the books: the fields for the terms of a loan or borrowing (purpose, rate, plan), all optional. */
export function LoanTermsFields({ namePrefix, terms, hasPurpose = false, onChange }: TermsFieldsProps) {
  const nameOf = (field: string): string => (namePrefix === undefined ? field : `${namePrefix}.${field}`);
  const change = (part: LoanTerms) => onChange({ ...terms, ...part });
  return (
    <>
      {hasPurpose && (
        <Choice
          name={nameOf('purpose')}
          label={t('books.purpose')}
          value={terms.purpose ?? ''}
          options={loanPurposeOptions()}
          onChoose={(chosen) => change({ purpose: oneOf(loanPurposes, chosen) })}
        />
      )}
      <NumberField
        name={nameOf('ratePerMonth')}
        label={t('books.rate')}
        // In per cent, while the terms have basis points.
        value={terms.ratePerMonthBasisPoints === undefined ? undefined : terms.ratePerMonthBasisPoints / 100}
        max={termLimits.ratePerMonthBasisPoints.max / 100}
        hasHundredths
        isOptional
        onType={(typed) => {
          const percent = parseNumber(typed);
          change({ ratePerMonthBasisPoints: percent === undefined ? undefined : Math.round(percent * 100) });
        }}
      />
      <NumberField
        name={nameOf('instalments')}
        label={t('books.instalments')}
        value={terms.instalments}
        {...termLimits.instalments}
        isOptional
        onType={(typed) => change({ instalments: parseNumber(typed) })}
      />
      <DateField
        name={nameOf('firstDueOn')}
        label={t('books.firstDueOn')}
        value={terms.firstDueOn}
        isOptional
        onDate={(date) => change({ firstDueOn: date === '' ? undefined : date })}
      />
    </>
  );
}
