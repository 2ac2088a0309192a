/** The roles, and the words for how far a role reaches. reach.ts applies them. */

export const roles = ['leader', 'caseworker', 'coordinator', 'administrator', 'auditor', 'funder'] as const;
export type Role = (typeof roles)[number];

/**
 * How far a caller reaches on a route. The area of the records enforces it, and answers 404 for anything beyond:
 * - `all`: every record
 * - `area`: what lies in her districts, of an area coordinator
 * - `own`: her collectives, their members and what she opened herself
 * - `assigned`: cases assigned to her
 * - `district`: members of her districts, of a caseworker
 */
export type Reach = 'all' | 'area' | 'own' | 'assigned' | 'district';

/**
 * How far coordinators reach on a route (docs/decisions/0097-areas.md). One with districts is an area coordinator, one without is the state coordinator.
 * There is no word that means all for both without saying why:
 * - `area`: what lies in her districts; the state coordinator reaches all
 * - `state`: the state coordinator alone; an area coordinator is refused
 * - `no_district`: what is told lies in no district, such as a published month: both reach all
 * - `own`: what is the caller's own
 */
export type CoordinatorReach = 'area' | 'state' | 'no_district' | 'own';

/** Whether a coordinator is an area coordinator, whom her districts limit. */
export const isAreaCoordinator = ({
  role,
  districts,
}: {
  readonly role: Role;
  readonly districts: readonly string[];
}): boolean => role === 'coordinator' && districts.length > 0;
