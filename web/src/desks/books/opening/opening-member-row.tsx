import { v7 } from 'uuid';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { t } from '../../text.ts';
import type { DraftLoan, DraftMember } from './opening-draft.ts';
import { LoanFields } from './opening-loans.tsx';

const newOpeningLoan = (): DraftLoan => ({
  key: v7(),
  loanId: v7(),
  disbursedOn: '',
  principalPaise: undefined,
  outstandingPaise: undefined,
  terms: {},
});

type OpeningMemberRowProps = {
  /** The member's index in the request, by which the API's errors name her; her id if the request does not list her. */
  readonly place: number | string;
  readonly code: string;
  /** The member's name; undefined until names are shown. */
  readonly name: string | undefined;
  readonly member: DraftMember;
  readonly asOf: string;
  readonly onChange: (part: Partial<DraftMember>) => void;
};

/** The fields for a member's savings and loans in an opening. */
export function OpeningMemberRow({
  place,
  code,
  name,
  member: { savingsPaise, loans },
  asOf,
  onChange,
}: OpeningMemberRowProps) {
  const namePrefix = `members.${place}`;
  return (
    <fieldset class="row wide">
      <legend>
        {name !== undefined && <bdi>{name} · </bdi>}
        {code}
      </legend>
      <div class="fields">
        <RupeesField
          name={`${namePrefix}.savings`}
          label={t('opening.savings')}
          paise={savingsPaise}
          isOptional
          onPaise={(paise) => onChange({ savingsPaise: paise })}
        />
      </div>
      {loans.map((loan, loanIndex) => (
        <fieldset class="row" key={loan.key}>
          <legend>{t('opening.loan', { number: loanIndex + 1 })}</legend>
          <LoanFields
            namePrefix={`${namePrefix}.loans.${loanIndex}`}
            dateField="disbursedOn"
            loan={loan}
            asOf={asOf}
            onChange={(part) =>
              onChange({ loans: loans.map((one) => (one.key === loan.key ? { ...one, ...part } : one)) })
            }
            onRemove={() => onChange({ loans: loans.filter(({ key }) => key !== loan.key) })}
          />
        </fieldset>
      ))}
      <button type="button" class="link" onClick={() => onChange({ loans: [...loans, newOpeningLoan()] })}>
        {t('opening.addLoan')}
      </button>
    </fieldset>
  );
}
