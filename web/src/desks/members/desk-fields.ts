import type { ChangeableField } from '../../../../functions/areas/members/definition.ts';
import { categories, genders } from '../../../../functions/shared/kinds/member-words.ts';
import type { BodyOf } from '../../api/routes.ts';
import { requiredChoiceOf, requiredTextOf, textOf } from '../../design/fields/form-data.ts';
import { nameDistrict } from '../../districts/text.ts';
import { formatDate } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Member } from '../frame/lists/record-types.ts';
import { type MessageKey, t } from '../text.ts';

type DeskField = {
  readonly label: MessageKey;
  /** The field's control in forms. For `own`, member-fields.tsx draws a control that only this field has. */
  readonly control: 'text' | 'date' | 'own';
  readonly isOptional?: true;
  /** Reads the field's value from a sent form, for the API; undefined for an optional field that was left empty. */
  readonly read: (data: FormData, name: string) => unknown;
  /** The value as her page shows it among her details. The page leaves out undefined. `elsewhere`: another part of the page shows it, or none. */
  readonly fact: 'elsewhere' | ((member: Member, language: Language) => string | number | undefined);
};

/**
 * The fields of a member at the desk, in the order in which forms ask for them and her page tells them. Forms, what they send, her page, and the words for
 * refusals and logs follow from this table.
 */
export const deskFields = {
  // The title of her page shows it.
  name: { label: 'name', control: 'text', read: requiredTextOf, fact: 'elsewhere' },
  phone: {
    label: 'phone',
    control: 'text',
    isOptional: true,
    read: textOf,
    fact: ({ phone }) => phone ?? '–',
  },
  birthYear: {
    label: 'birthYear',
    control: 'own',
    read: (data, name) => Number(textOf(data, name)),
    fact: ({ birthYear }) => birthYear,
  },
  gender: {
    label: 'gender',
    control: 'own',
    read: (data, name) => requiredChoiceOf(data, name, genders),
    fact: ({ gender }) => t(`gender.${gender}`),
  },
  // Only the form shows it, so that nobody reads it in passing.
  category: {
    label: 'category',
    control: 'own',
    read: (data, name) => requiredChoiceOf(data, name, categories),
    fact: 'elsewhere',
  },
  // Her page shows it as a link to her group.
  collectiveId: { label: 'collective', control: 'own', read: requiredTextOf, fact: 'elsewhere' },
  district: {
    label: 'district',
    control: 'own',
    read: requiredTextOf,
    fact: ({ district }) => nameDistrict(district),
  },
  mandal: { label: 'mandal', control: 'text', read: requiredTextOf, fact: ({ mandal }) => mandal ?? '–' },
  joinedOn: {
    label: 'joinedOn',
    control: 'own',
    read: requiredTextOf,
    fact: ({ joinedOn }, language) => formatDate(joinedOn, language),
  },
  leaderSince: {
    label: 'leaderSince',
    control: 'date',
    isOptional: true,
    read: textOf,
    fact: ({ leaderSince }, language) => leaderSince && formatDate(leaderSince, language),
  },
} as const satisfies Readonly<Record<ChangeableField, DeskField>>;

type Fields = typeof deskFields;
/** The fields with a control of their own. */
export type OwnControl = {
  [F in keyof Fields]: Fields[F] extends { control: 'own' } ? F : never;
}[keyof Fields];

const entries = Object.entries<DeskField>(deskFields);

/** The label of each field, by its name. */
export const memberLabels: Readonly<Record<string, MessageKey>> = Object.fromEntries(
  entries.map(([name, { label }]) => [name, label]),
);

/** Reads the fields of a member from the sent form, for the API; empty optional fields are undefined. */
export const memberFieldsOf = (data: FormData) =>
  // The cast is safe: every field is read by its own `read`.
  Object.fromEntries(entries.map(([name, { read }]) => [name, read(data, name)])) as {
    [F in keyof Fields]: ReturnType<Fields[F]['read']>;
  };

/** What a change sends. The API removes a field that is null, so an empty field is sent as null. */
export const memberChangeOf = (data: FormData): BodyOf<'PATCH /api/members/{id}'> =>
  Object.fromEntries(Object.entries(memberFieldsOf(data)).map(([name, value]) => [name, value ?? null]));

/** What her page tells of her: the label and the value of each field. */
export const factsOf = (member: Member, language: Language): (readonly [MessageKey, string | number])[] =>
  entries.flatMap(([, { label, fact }]) => {
    const value = fact === 'elsewhere' ? undefined : fact(member, language);
    return value === undefined ? [] : [[label, value] as const];
  });
