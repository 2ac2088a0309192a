import { todayInIndia } from '../i18n/today.ts';
import { DistrictChoice } from './district-choice.tsx';
import { Choice, Field, textOf } from './fields.tsx';
import { type Collective, categories, genders, type Member } from './records.ts';
import { t } from './text.ts';

type MemberFieldsProps = {
  readonly collectives: readonly Collective[];
  /** As she is known; nobody where she is new. */
  readonly member?: Member;
  /** What was asked before, in fields of the same names. */
  readonly asked?: readonly ('birthYear' | 'joinedOn')[];
};

/** What is asked of a member, new or known. */
export function MemberFields({ collectives, member: her, asked = [] }: MemberFieldsProps) {
  return (
    <>
      <Field name="name" label="name" value={her?.name ?? undefined} />
      <Field name="phone" label="phone" value={her?.phone ?? undefined} optional />
      {!asked.includes('birthYear') && (
        <Field name="birthYear" label="birthYear" type="number" whole value={her?.birthYear} />
      )}
      <Choice
        name="gender"
        label="gender"
        value={her?.gender}
        options={genders.map((each) => [each, t(`gender.${each}`)])}
      />
      <Choice
        name="category"
        label="category"
        value={her?.category}
        options={categories.map((each) => [each, t(`category.${each}`)])}
      />
      <Choice
        name="collectiveId"
        label="collective"
        value={her?.collectiveId}
        options={collectives
          .filter(({ id, closedOn }) => closedOn === undefined || id === her?.collectiveId)
          .map(({ id, name }) => [id, name])}
      />
      <DistrictChoice value={her?.district} />
      <Field name="mandal" label="mandal" value={her?.mandal ?? undefined} />
      {!asked.includes('joinedOn') && (
        <Field
          name="joinedOn"
          label="joinedOn"
          type="date"
          value={her?.joinedOn ?? todayInIndia()}
          max={todayInIndia()}
        />
      )}
      <Field
        name="leaderSince"
        label="leaderSince"
        type="date"
        value={her?.leaderSince}
        max={todayInIndia()}
        optional
      />
    </>
  );
}

/** What `MemberFields` holds, as the API takes it; what was left empty is undefined. */
export const memberFieldsOf = (data: FormData) => ({
  name: textOf(data, 'name'),
  phone: textOf(data, 'phone'),
  birthYear: Number(textOf(data, 'birthYear')),
  gender: textOf(data, 'gender'),
  category: textOf(data, 'category'),
  collectiveId: textOf(data, 'collectiveId'),
  district: textOf(data, 'district'),
  mandal: textOf(data, 'mandal'),
  joinedOn: textOf(data, 'joinedOn'),
  leaderSince: textOf(data, 'leaderSince'),
});
