import { categories, genders } from '../../../../functions/domain/member-words.ts';
import { DateField } from '../../design/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { DistrictChoice } from '../frame/district-choice.tsx';
import type { Collective, Member } from '../frame/record-types.ts';
import { t } from '../text.ts';

type MemberFieldsProps = {
  readonly collectives: readonly Collective[];
  /** The present record; absent for a new member. */
  readonly member?: Member;
  /** Fields that the same form already has, under the same names: not shown a second time. */
  readonly asked?: readonly ('birthYear' | 'joinedOn')[];
};

/** The form fields of a new or existing member at the desk. */
export function MemberFields({ collectives, member: her, asked = [] }: MemberFieldsProps) {
  return (
    <>
      <TextField name="name" label={t('name')} value={her?.name ?? undefined} />
      <TextField name="phone" label={t('phone')} value={her?.phone ?? undefined} isOptional />
      {!asked.includes('birthYear') && (
        <NumberField name="birthYear" label={t('birthYear')} value={her?.birthYear} />
      )}
      <Choice
        name="gender"
        label={t('gender')}
        value={her?.gender}
        options={genders.map((each) => [each, t(`gender.${each}`)])}
      />
      <Choice
        name="category"
        label={t('category')}
        mustChoose={her === undefined}
        value={her?.category}
        options={categories.map((each) => [each, t(`category.${each}`)])}
      />
      <Choice
        name="collectiveId"
        label={t('collective')}
        mustChoose={her === undefined}
        value={her?.collectiveId}
        options={collectives
          .filter(({ id, closedOn }) => closedOn === undefined || id === her?.collectiveId)
          .map(({ id, name }) => [id, name])}
      />
      <DistrictChoice value={her?.district} />
      <TextField name="mandal" label={t('mandal')} value={her?.mandal ?? undefined} />
      {!asked.includes('joinedOn') && (
        <DateField
          name="joinedOn"
          label={t('joinedOn')}
          value={her?.joinedOn ?? todayInIndia()}
          max={todayInIndia()}
        />
      )}
      <DateField
        name="leaderSince"
        label={t('leaderSince')}
        value={her?.leaderSince}
        max={todayInIndia()}
        isOptional
      />
    </>
  );
}

/** The values of `MemberFields` for the API; empty optional fields are undefined. */
export const memberFieldsOf = (data: FormData) => ({
  name: requiredTextOf(data, 'name'),
  phone: textOf(data, 'phone'),
  birthYear: Number(textOf(data, 'birthYear')),
  gender: requiredChoiceOf(data, 'gender', genders),
  category: requiredChoiceOf(data, 'category', categories),
  collectiveId: requiredTextOf(data, 'collectiveId'),
  district: requiredTextOf(data, 'district'),
  mandal: requiredTextOf(data, 'mandal'),
  joinedOn: requiredTextOf(data, 'joinedOn'),
  leaderSince: textOf(data, 'leaderSince'),
});
