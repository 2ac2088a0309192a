import { useContext, useState } from 'preact/hooks';
import { roles } from '../../api/me.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { requiredChoiceOf, requiredTextOf, textOf, textsIn } from '../../design/fields/form-data.ts';
import { type Errors, FieldErrors } from '../../design/fields/labelled-field.tsx';
import { Tick } from '../../design/fields/tick.tsx';
import { districtOptions, nameDistrict } from '../../districts/text.ts';
import { type Language, languageNames, languagesOf, workLanguage } from '../../i18n/language.ts';
import { offeredDistricts } from '../frame/forms/district-choice.tsx';
import { type MessageKey, t } from '../text.ts';

type Person = ItemOf<'GET /api/users'>;
export type Group = ItemOf<'GET /api/assignable-collectives'>;

/** Reads a person's access from the administrator's form, without fields that her role doesn't use. */
export function accessOf(data: FormData) {
  const role = requiredChoiceOf(data, 'role', roles);
  const telephone = textOf(data, 'telephone');
  const memberId = textOf(data, 'memberId');
  return {
    name: requiredTextOf(data, 'name'),
    ...(telephone === undefined ? {} : { telephone }),
    role,
    locale: requiredChoiceOf(data, 'locale', languagesOf.everybody),
    // The form of a coordinator has boxes of districts only if she is given districts.
    districts: role === 'caseworker' || role === 'coordinator' ? textsIn(data, 'districts') : [],
    collectives: role === 'leader' ? textsIn(data, 'collectives') : [],
    ...(role === 'leader' && memberId !== undefined ? { memberId } : {}),
  };
}

/** Reads a person's changed access from the administrator's form. An empty `memberId` unlinks her own member record. */
export const changedAccessOf = (data: FormData) => ({
  // An empty field is sent as null, which removes the value. `accessOf` replaces the null if the field has a value.
  memberId: null,
  telephone: null,
  ...accessOf(data),
  // The field is in the form of `person-page.tsx`, above these fields.
  disabled: textOf(data, 'disabled') === 'true',
});

/**
 * What the form itself refuses: a caseworker without a district finds nobody, and an area coordinator without one would be the state
 * coordinator, who sees everything. A disabled person needs no district.
 */
export function checkAccess(data: FormData): Errors {
  const role = textOf(data, 'role');
  const needsDistricts =
    role === 'caseworker' || (role === 'coordinator' && textOf(data, 'area') === 'districts');
  const isRefused =
    needsDistricts && textOf(data, 'disabled') !== 'true' && textsIn(data, 'districts').length === 0;
  return isRefused ? { districts: t('person.district.none') } : {};
}

/** A second person must approve that somebody gets or loses one of these roles. */
const privilegedRoles: readonly string[] = ['administrator', 'coordinator', 'auditor'];

export const isPrivileged = (role: string | undefined): boolean =>
  role !== undefined && privilegedRoles.includes(role);

/** Whether a change gives somebody a privileged role, or takes it away. @param role undefined for a new person, and until one is chosen */
const changesPrivilege = (role: string | undefined, newRole: string | undefined): boolean =>
  newRole !== role && (isPrivileged(newRole) || isPrivileged(role));

/** The districts as a text for comparison, in which their order doesn't matter. */
const comparableDistricts = (districts: readonly string[]): string => districts.toSorted().join();

/**
 * What the button of the administrator's form does: saves at once, or asks a second person, as the server decides it.
 * @param person undefined for a new one
 */
export function submitOfAccess(data: FormData, person?: Person): MessageKey {
  const role = textOf(data, 'role');
  const isEnabledAgain = person?.disabled === true && textOf(data, 'disabled') === 'false';
  const hasOtherArea =
    role === 'coordinator' &&
    person?.role === 'coordinator' &&
    comparableDistricts(textsIn(data, 'districts')) !== comparableDistricts(person.districts);
  const needsSecondPerson =
    changesPrivilege(person?.role, role) || hasOtherArea || (isEnabledAgain && isPrivileged(role));
  return needsSecondPerson ? 'person.ask' : 'save';
}

/** The language that the form proposes: the person's own, or English if she reads Japanese and is to work here. None for a new person. */
function proposedLocale(person: Person | undefined, role: string | undefined): Language | undefined {
  if (person === undefined) return undefined;
  return role === 'funder' ? person.locale : workLanguage(person.locale);
}

type AccessFieldsProps = { readonly person?: Person; readonly groups: readonly Group[] };

/**
 * The administrator's form fields for a person's access: name, role and language; for a leader her groups, for a caseworker
 * and an area coordinator her districts.
 */
export function AccessFields({ person, groups }: AccessFieldsProps) {
  const [role, setRole] = useState<string | undefined>(person?.role);
  return (
    <>
      <TextField name="name" label={t('name')} value={person?.name} isWide />
      <TextField name="telephone" label={t('person.telephone')} value={person?.telephone} isOptional />
      <Choice
        name="role"
        label={t('role')}
        value={role}
        onChoose={setRole}
        options={roles.map((option) => [option, t(`role.${option}`)])}
      />
      <Choice
        name="locale"
        label={t('language')}
        value={proposedLocale(person, role)}
        options={languagesOf[role === 'funder' ? 'everybody' : 'work'].map((language) => [
          language,
          languageNames[language],
        ])}
      />
      {changesPrivilege(person?.role, role) && (
        <p class="soft field wide">
          {t('person.two')} {isPrivileged(person?.role) && t('person.disableFirst')}
        </p>
      )}
      {role === 'leader' && <Groups currentIds={person?.collectives ?? []} groups={groups} />}
      {role === 'leader' && (
        <TextField
          name="memberId"
          label={t('person.member')}
          hint={t('person.member.hint')}
          value={person?.memberId}
          isOptional
          isWide
        />
      )}
      {role === 'caseworker' && <Districts legend="person.districts" current={person?.districts ?? []} />}
      {role === 'coordinator' && <Area person={person} />}
    </>
  );
}

/** How far a coordinator reaches. Nothing is chosen for a new one: forgetting to choose must not give her everything. */
function Area({ person }: { readonly person: Person | undefined }) {
  const current = person?.role === 'coordinator' ? person.districts : undefined;
  const areaOf = (districts: readonly string[] | undefined): string | undefined => {
    if (districts === undefined) return undefined;
    return districts.length === 0 ? 'state' : 'districts';
  };
  const [area, setArea] = useState(areaOf(current));
  return (
    <>
      <Choice
        name="area"
        label={t('person.area')}
        hint={t('person.area.hint')}
        value={area}
        onChoose={setArea}
        options={[
          ['state', t('person.area.state')],
          ['districts', t('person.area.districts')],
        ]}
      />
      {area === 'districts' && <Districts legend="person.area.which" current={current ?? []} />}
    </>
  );
}

type DistrictsProps = { readonly legend: MessageKey; readonly current: readonly string[] };

/** The boxes of districts. What is wrong with them is said once, above them. */
function Districts({ legend, current }: DistrictsProps) {
  const errors = useContext(FieldErrors);
  return (
    <fieldset class={`field wide${errors.districts === undefined ? '' : ' wrong'}`}>
      <legend>{t(legend)}</legend>
      {errors.districts !== undefined && <p class="field-error">{errors.districts}</p>}
      <FieldErrors.Provider value={{}}>
        <div class="fields">
          {districtOptions(offeredDistricts(current)).map(([district, text]) => (
            <Tick
              key={district}
              name="districts"
              value={district}
              label={text}
              isTicked={current.includes(district)}
            />
          ))}
        </div>
      </FieldErrors.Provider>
    </fieldset>
  );
}

type GroupsProps = {
  /** The ids of the groups that the leader has already. */
  readonly currentIds: readonly string[];
  readonly groups: readonly Group[];
};

/** With at least this many groups, the choice has a filter. */
const minGroupsForFilter = 9;

/** The choice of a leader's groups by name, with a filter. Closed groups are left out, unless she has them already. */
function Groups({ currentIds, groups }: GroupsProps) {
  const [filter, setFilter] = useState('');
  const offeredGroups = groups.filter(
    ({ id, closedOn }) => closedOn === undefined || currentIds.includes(id),
  );
  const isFound = ({ name, district }: Group): boolean =>
    `${name} ${district} ${nameDistrict(district)}`.toLowerCase().includes(filter.trim().toLowerCase());
  return (
    <fieldset class="field wide">
      <legend>{t('person.collectives')}</legend>
      {offeredGroups.length >= minGroupsForFilter && (
        <label class="find">
          {t('person.findGroup')}
          <input
            type="search"
            autocomplete="off"
            value={filter}
            onInput={({ currentTarget }) => setFilter(currentTarget.value)}
          />
        </label>
      )}
      <div class="fields">
        {offeredGroups
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map((group) => (
            // Hidden and not removed: a ticked group that the filter hides must be sent with the form.
            <div key={group.id} hidden={!isFound(group)}>
              <Tick
                name="collectives"
                value={group.id}
                label={`${group.name} (${nameDistrict(group.district)})`}
                isTicked={currentIds.includes(group.id)}
              />
            </div>
          ))}
      </div>
    </fieldset>
  );
}
