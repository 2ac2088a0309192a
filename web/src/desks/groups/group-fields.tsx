import { Choice, NumberField, TextField } from '../../design/fields/field.tsx';
import {
  hundredthsOf,
  requiredChoiceOf,
  requiredPaiseOf,
  requiredTextOf,
} from '../../design/fields/form-data.ts';
import { RupeesField } from '../../design/fields/rupees-field.tsx';
import { DistrictChoice } from '../frame/forms/district-choice.tsx';
import type { Collective } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';

const frequencies = ['weekly', 'fortnightly', 'monthly'] as const;

const maxRatePercent = 10;

/** The form fields of a new or existing group (collective) at the desk. */
export function GroupFields({ group }: { readonly group?: Collective }) {
  return (
    <>
      <TextField name="name" label={t('name')} value={group?.name} />
      <DistrictChoice value={group?.district} />
      <TextField name="mandal" label={t('mandal')} value={group?.mandal} />
      <Choice
        name="meetingFrequency"
        label={t('frequency')}
        value={group?.meetingFrequency}
        options={frequencies.map((frequency) => [frequency, t(`frequency.${frequency}`)])}
      />
      <RupeesField name="usualDeposit" label={t('usualDeposit')} paise={group?.usualDepositPaise} />
      <NumberField
        name="ratePerMonth"
        label={t('ratePerMonth')}
        value={group?.ratePerMonthBasisPoints === undefined ? undefined : group.ratePerMonthBasisPoints / 100}
        max={maxRatePercent}
        hasHundredths
        isOptional
      />
    </>
  );
}

/** Reads the fields of a group (`GroupFields`) from the sent form, for the API. */
export const groupFieldsOf = (data: FormData) => ({
  name: requiredTextOf(data, 'name'),
  district: requiredTextOf(data, 'district'),
  mandal: requiredTextOf(data, 'mandal'),
  meetingFrequency: requiredChoiceOf(data, 'meetingFrequency', frequencies),
  usualDepositPaise: requiredPaiseOf(data, 'usualDeposit'),
});

/**
 * Reads the group's monthly rate of interest from the sent form, in basis points (hundredths of a per cent); undefined if it was
 * left empty.
 */
export const rateOf = (data: FormData) => hundredthsOf(data, 'ratePerMonth');
