import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { ItemOf } from '../../api/routes.ts';
import { Choice } from '../../design/fields/field.tsx';
import { nameDistrict } from '../../districts/text.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { stateCoordinatorsOf } from '../areas/state-coordinators-rules.ts';
import { useIsOwnDistrict } from '../frame/forms/own-districts.ts';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { hasWholeState, offeredAssignees } from './assignee-rules.ts';

type AssigneeChoiceProps = {
  readonly api: Api;
  /** The id of the current assignee; undefined if the case is unassigned. */
  readonly value: string | undefined;
};

/** Where she works: her districts, or the whole state in a word. A coordinator without districts has it too. */
const placesOf = (person: ItemOf<'GET /api/assignees'>): string => {
  const isOfState = stateCoordinatorsOf([person]).length > 0 || hasWholeState(person, todayInIndia());
  return isOfState ? t('case.wholeState') : person.districts.map(nameDistrict).join(', ');
};

/** A person's name, with her role and where she works: people of several districts stand in one list. */
export const assigneeText = (person: ItemOf<'GET /api/assignees'>): string =>
  [person.name, t(`role.${person.role}`), placesOf(person)].filter(Boolean).join(' · ');

/** The field of the desk's forms that chooses, by name, the person to whom a case is assigned. */
export function AssigneeChoice({ api, value }: AssigneeChoiceProps) {
  const isOwn = useIsOwnDistrict();
  const people = useRead(['assignees'], () => readList(api, 'GET /api/assignees', {}));
  return (
    <Reading of={people}>
      {({ items }) => {
        // She may have left since she was assigned the case.
        const isThere = value === undefined || items.some(({ id }) => id === value);
        const reaching = offeredAssignees(items, isOwn);
        // Whoever has it stays in the list, though she may no longer reach it.
        const holder = items.filter(({ id }) => id === value && !reaching.some((person) => person.id === id));
        const offered = [...reaching, ...holder];
        return (
          <Choice
            name="assignedTo"
            label={t('assignedTo')}
            value={value ?? ''}
            options={[
              ['', t('nobody')],
              ...offered.map((person) => [person.id, assigneeText(person)] as const),
              ...(isThere ? [] : [[value, t('assignee.gone')] as const]),
            ]}
          />
        );
      }}
    </Reading>
  );
}
