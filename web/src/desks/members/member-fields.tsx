import { type ComponentChildren, Fragment } from 'preact';
import { categories, genders } from '../../../../functions/shared/kinds/member-words.ts';
import { DateField } from '../../design/fields/date-field.tsx';
import { Choice, NumberField, TextField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { DistrictChoice } from '../frame/forms/district-choice.tsx';
import { groupOptions } from '../frame/forms/group-options.ts';
import type { Collective, Member } from '../frame/lists/record-types.ts';
import { t } from '../text.ts';
import { deskFields, type OwnControl } from './desk-fields.ts';

type MemberFieldsProps = {
  readonly collectives: readonly Collective[];
  /** The member's record; absent for a new member. */
  readonly member?: Member;
  /** Fields that the form has already, under the same names, and that are left out here. */
  readonly omit?: readonly ('birthYear' | 'joinedOn')[];
};

/** The form fields of a new or existing member at the desk. */
export function MemberFields({ collectives, member, omit = [] }: MemberFieldsProps) {
  const own: Readonly<Record<OwnControl, ComponentChildren>> = {
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
        options={groupOptions(
          collectives.filter(({ id, closedOn }) => closedOn === undefined || id === member?.collectiveId),
        )}
      />
    ),
    district: <DistrictChoice value={member?.district} />,
    joinedOn: (
      <DateField
        name="joinedOn"
        label={t('joinedOn')}
        value={member?.joinedOn ?? todayInIndia()}
        max={todayInIndia()}
      />
    ),
  };
  const omitted: readonly string[] = omit;
  return (
    <>
      {namesOfFields
        .filter((name) => !omitted.includes(name))
        .map((name) => (
          <Fragment key={name}>{isOwn(name) ? own[name] : <Control name={name} member={member} />}</Fragment>
        ))}
    </>
  );
}

type FieldName = keyof typeof deskFields;
const namesOfFields = Object.keys(deskFields).filter((name): name is FieldName => name in deskFields);
const isOwn = (name: FieldName): name is OwnControl => deskFields[name].control === 'own';

/** The field of a text or a date. */
function Control({
  name,
  member,
}: {
  readonly name: Exclude<FieldName, OwnControl>;
  readonly member: Member | undefined;
}) {
  const { label, control, ...rest } = deskFields[name];
  const field = {
    name,
    label: t(label),
    value: member?.[name] ?? undefined,
    isOptional: 'isOptional' in rest,
  };
  return control === 'date' ? <DateField {...field} max={todayInIndia()} /> : <TextField {...field} />;
}
