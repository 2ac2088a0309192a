import { districtsOn } from '../../../../functions/shared/reach/districts.ts';
import type { ItemOf } from '../../api/routes.ts';

type Assignee = ItemOf<'GET /api/assignees'>;

/** Whether a person has every district that is in force today, and so the whole state: naming each would say less. */
export const hasWholeState = ({ districts }: Pick<Assignee, 'districts'>, today: string): boolean =>
  districtsOn(today).every((district) => districts.includes(district));

const compare = new Intl.Collator('en').compare;

/**
 * Whom a desk offers to give a case to, by district, then by name; who has no district, and so reaches all, last. An area coordinator's cases lie in her
 * districts: a coordinator who has none of these would be given what she can't open. A caseworker reaches what is assigned to her wherever it is.
 * @param isOwn whether a district is one of her who gives
 */
export const offeredAssignees = <Person extends Pick<Assignee, 'name' | 'role' | 'districts'>>(
  people: readonly Person[],
  isOwn: (district: string) => boolean,
): Person[] =>
  people
    .filter(
      ({ role, districts }) => role !== 'coordinator' || districts.length === 0 || districts.some(isOwn),
    )
    .toSorted(
      (a, b) =>
        Number(a.districts.length === 0) - Number(b.districts.length === 0) ||
        compare(a.districts[0] ?? '', b.districts[0] ?? '') ||
        compare(a.name, b.name),
    );
