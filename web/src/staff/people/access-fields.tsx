import { useState } from 'preact/hooks';
import { roles } from '../../api/me.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Choice, TextField, Tick } from '../../design/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf, textsIn } from '../../design/form-data.ts';
import { districtOptions, nameDistrict } from '../../districts/text.ts';
import { languageNames, languages } from '../../i18n/language.ts';
import { districtsFor } from '../frame/district-choice.tsx';
import { t } from '../text.ts';

type Person = ItemOf<'GET /api/users'>;
export type Group = ItemOf<'GET /api/assignable-collectives'>;

/** A person's access, from the administrator's form. What her role has no use for is taken away. */
export function accessOf(data: FormData) {
  const role = requiredChoiceOf(data, 'role', roles);
  return {
    name: requiredTextOf(data, 'name'),
    role,
    locale: requiredChoiceOf(data, 'locale', languages),
    districts: role === 'caseworker' ? textsIn(data, 'districts') : [],
    collectives: role === 'leader' ? textsIn(data, 'collectives') : [],
    ...(role === 'leader' && textOf(data, 'memberId') !== undefined
      ? { memberId: textOf(data, 'memberId') }
      : {}),
  };
}

/** A person's access after a change in the administrator's form; an emptied link to a member ends. */
export const changedAccessOf = (data: FormData) => ({
  memberId: null,
  ...accessOf(data),
  disabled: textOf(data, 'disabled') === 'true',
});

type AccessFieldsProps = { readonly person?: Person; readonly groups: readonly Group[] };

/**
 * The administrator's form fields of a person's access: name, role, language, and what the role is about: a leader's
 * groups, a caseworker's districts.
 */
export function AccessFields({ person: one, groups }: AccessFieldsProps) {
  const [role, setRole] = useState<string>(one?.role ?? 'leader');
  return (
    <>
      <TextField name="name" label={t('name')} value={one?.name} />
      <Choice
        name="role"
        label={t('role')}
        value={role}
        onChoose={setRole}
        options={roles.map((each) => [each, t(`role.${each}`)])}
      />
      <Choice
        name="locale"
        label={t('language')}
        value={one?.locale ?? 'te'}
        options={languages.map((each) => [each, languageNames[each]])}
      />
      {['administrator', 'coordinator', 'auditor'].includes(role) && role !== one?.role && (
        <p class="soft field wide">{t('person.two')}</p>
      )}
      {role === 'leader' && <Groups chosen={one?.collectives ?? []} groups={groups} />}
      {role === 'leader' && (
        <TextField
          name="memberId"
          label={t('person.member')}
          hint={t('person.member.hint')}
          value={one?.memberId}
          isOptional
          isWide
        />
      )}
      {role === 'caseworker' && (
        <fieldset class="field wide">
          <legend>{t('person.districts')}</legend>
          <div class="fields">
            {districtOptions(districtsFor(one?.districts ?? [])).map(([district, shown]) => (
              <Tick
                key={district}
                name="districts"
                value={district}
                label={shown}
                isTicked={one?.districts.some((each) => each === district) ?? false}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

type GroupsProps = { readonly chosen: readonly string[]; readonly groups: readonly Group[] };

/** From how many groups on she may want to find some. */
const manyGroups = 9;

/** A leader's groups, picked by name. A closed group is only there if it is hers. */
function Groups({ chosen, groups }: GroupsProps) {
  const [wanted, setWanted] = useState('');
  const offered = groups.filter(({ id, closedOn }) => closedOn === undefined || chosen.includes(id));
  const isFound = ({ name, district }: Group): boolean =>
    `${name} ${district} ${nameDistrict(district)}`.toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <fieldset class="field wide">
      <legend>{t('person.collectives')}</legend>
      {offered.length >= manyGroups && (
        <label class="find">
          {t('person.findGroup')}
          <input
            type="search"
            autocomplete="off"
            value={wanted}
            onInput={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        </label>
      )}
      <div class="fields">
        {offered
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map((group) => (
            // What is ticked stays in the form when it is not found.
            <div key={group.id} hidden={!isFound(group)}>
              <Tick
                name="collectives"
                value={group.id}
                label={`${group.name} (${nameDistrict(group.district)})`}
                isTicked={chosen.includes(group.id)}
              />
            </div>
          ))}
      </div>
    </fieldset>
  );
}
