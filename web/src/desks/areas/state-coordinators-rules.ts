import type { ItemOf } from '../../api/routes.ts';

type Person = Pick<ItemOf<'GET /api/assignees'>, 'role' | 'districts'>;

/** Of those who can be given a case, the coordinators of the whole state: they have no districts of their own. */
export const stateCoordinatorsOf = <One extends Person>(people: readonly One[]): readonly One[] =>
  people.filter(({ role, districts }) => role === 'coordinator' && districts.length === 0);
