import { type AppError, outOfReach } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { oversees } from '../../shared/reach/reach.ts';
import type { Reach, Role } from '../../shared/reach/roles.ts';
import type { Write } from '../../shared/table/client.ts';
import { personKey } from '../../shared/table/keys/people.ts';

/** Who may be the assignee of a case. */
export type Assignees = {
  readonly roles: readonly Role[];
  /** Where the case's member lives: an area coordinator of other districts would be given a case that she can't reach. Only asked where she may be one. */
  readonly district?: string | undefined;
};

/** The write that checks the assignee of a case: she must exist, not be disabled, have one of the roles, and reach it. */
export const checkAssignee = (
  personId: string,
  { roles, district }: Assignees,
  errorIfFailed: () => AppError,
): Write => ({
  check: personKey(personId),
  condition:
    `disabled = :false AND #role IN (${roles.map((_, index) => `:role${index}`).join(', ')})` +
    (district === undefined
      ? ''
      : ' AND (#role <> :area OR attribute_not_exists(districts) OR size(districts) = :none OR contains(districts, :district))'),
  names: { '#role': 'role' },
  values: {
    ':false': false,
    ...Object.fromEntries(roles.map((role, index) => [`:role${index}`, role])),
    ...(district === undefined ? {} : { ':area': 'coordinator', ':none': 0, ':district': district }),
  },
  errorIfFailed,
});

/**
 * The rule of who may change a case's assignee, with the refusal if the caller may not. A coordinator (reach `all` or `area`) may make any change. A
 * leader (`own`) may assign an unassigned case. A caseworker may assign an unassigned case to herself, and unassign her own.
 * @param assignee her id before and after the change; undefined if nobody
 */
export const validateAssignment = (
  caller: Caller,
  reach: Reach,
  assignee: { readonly before: string | undefined; readonly after: string | undefined },
): AppError | undefined => {
  const { before, after } = assignee;
  if (oversees(reach) || before === after) {
    return undefined;
  }
  const isUnassigned = before === undefined;
  const takesForHerself = isUnassigned && after === caller.personId;
  const releasesHerOwn = before === caller.personId && after === undefined;
  const isAllowed = reach === 'own' ? isUnassigned : takesForHerself || releasesHerOwn;
  return isAllowed ? undefined : outOfReach('assignedTo');
};

/** The roles that the assignee of a case may have: only caseworker if a leader (reach `own`) assigns her, else coordinator too. */
export const assigneeRolesOf = (reach: Reach): readonly Role[] =>
  reach === 'own' ? ['caseworker'] : ['caseworker', 'coordinator'];
