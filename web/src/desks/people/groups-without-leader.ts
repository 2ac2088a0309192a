import type { ItemOf } from '../../api/routes.ts';

type Person = Pick<ItemOf<'GET /api/users'>, 'id' | 'role' | 'disabled' | 'collectives'>;

/** Those of the groups that nobody with access leads. @param leaving the id of somebody who is about to lead none any more */
export function groupsWithoutLeader<Group extends { readonly id: string }>(
  groups: readonly Group[],
  people: readonly Person[],
  leaving?: string,
): Group[] {
  const led = new Set(
    people.flatMap(({ id, role, disabled, collectives }) =>
      role === 'leader' && !disabled && id !== leaving ? collectives : [],
    ),
  );
  return groups.filter(({ id }) => !led.has(id));
}
