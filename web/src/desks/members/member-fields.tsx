import { type ComponentChildren, Fragment } from 'preact';
import type { ChangeableField } from '../../../../functions/areas/members/definition.ts';
import { categories, genders } from '../../../../functions/shared/kinds/member-words.ts';
import type { BodyOf } from '../../api/routes.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { DistrictChoice } from '../frame/forms/district-choice.tsx';
import type { Collective, Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';

type MemberFieldsProps = {
  readonly collectives: readonly Collective[];
  /** The member's record; absent for a new member. */
  readonly member?: Member;
  /** Fields that the form has already, under the same names, and that are left out here. */
  readonly omit?: readonly ('birthYear' | 'joinedOn')[];
};

/** The form fields of a new or existing member at the desk. */
export function MemberFields({ collectives, member, omit = [] }: MemberFieldsProps) {
  const fields: Readonly<Record<ChangeableField, ComponentChildren>> = {
    name: <TextField name="name" label={t('name')} value={member?.name ?? undefined} />,
    phone: <TextField name="phone" label={t('phone')} value={member?.phone ?? undefined} isOptional />,
    birthYear: <NumberField name="birthYear" label={t('birthYear')} value={member?.birthYear} />,
    gender: (
      <Choice
        name="gender"
        label={t('gender')}
        value={member?.gender}
        options={genders.map((gender) => [gender, t(`gender.${gender}`)])}
      />
    ),
    category: (
      <Choice
        name="category"
        label={t('category')}
        value={member?.category}
        options={categories.map((category) => [category, t(`category.${category}`)])}
      />
    ),
    collectiveId: (
      <Choice
        name="collectiveId"
        label={t('collective')}
        value={member?.collectiveId}
        // The choice offers only open groups, and the member's own.
        options={collectives
          .filter(({ id, closedOn }) => closedOn === undefined || id === member?.collectiveId)
          .map(({ id, name }) => [id, name])}
      />
    ),
    district: <DistrictChoice value={member?.district} />,
    mandal: <TextField name="mandal" label={t('mandal')} value={member?.mandal ?? undefined} />,
    joinedOn: (
      <DateField
        name="joinedOn"
        label={t('joinedOn')}
        value={member?.joinedOn ?? todayInIndia()}
        max={todayInIndia()}
      />
    ),
    leaderSince: (
      <DateField
        name="leaderSince"
        label={t('leaderSince')}
        value={member?.leaderSince}
        max={todayInIndia()}
        isOptional
      />
    ),
  };
  const omitted: readonly string[] = omit;
  return (
    <>
      {Object.entries(fields).map(
        ([name, field]) => !omitted.includes(name) && <Fragment key={name}>{field}</Fragment>,
      )}
    </>
  );
}

/** Reads the fields of a member (`MemberFields`) from the sent form, for the API; empty optional fields are undefined. */
export const memberFieldsOf = (data: FormData) =>
  ({
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
  }) satisfies Readonly<Record<ChangeableField, unknown>>;

/** The same for a change: the API removes a field that is null, and keeps one that is absent. */
export const memberChangeOf = (data: FormData): BodyOf<'PATCH /api/members/{id}'> =>
  Object.fromEntries(Object.entries(memberFieldsOf(data)).map(([name, value]) => [name, value ?? null]));
