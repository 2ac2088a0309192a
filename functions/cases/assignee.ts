import type { Caller } from '../domain/caller.ts';
import { type AppError, outOfReach } from '../domain/errors.ts';
import type { Reach, Role } from '../domain/roles.ts';
import type { Write } from '../table/client.ts';
import { personKey } from '../table/keys.ts';

/** Checks the assignee of a case: she must exist, not be disabled, and have one of the roles. */
export const checkAssignee = (personId: string, roles: readonly Role[], refusal: () => AppError): Write => ({
  check: personKey(personId),
  condition: `disabled = :false AND #role IN (${roles.map((_, index) => `:role${index}`).join(', ')})`,
  names: { '#role': 'role' },
  values: { ':false': false, ...Object.fromEntries(roles.map((role, index) => [`:role${index}`, role])) },
  refusal,
});

/**
 * Whether the caller may make an assignment. The coordinator may hand any case over. A caseworker may take a
 * case that she opens and release one that she has. A leader may name somebody for an unassigned case. Nobody
 * else may release a case.
 * @returns the error, or undefined
 */
export const validateAssignment = (
  caller: Caller,
  reach: Reach,
  assigned: { readonly before: string | undefined; readonly after: string | undefined },
): AppError | undefined => {
  if (reach === 'all' || assigned.before === assigned.after) {
    return undefined;
  }
  const isAllowed =
    reach === 'own'
      ? assigned.before === undefined
      : assigned.after === undefined
        ? assigned.before === caller.personId
        : assigned.before === undefined && assigned.after === caller.personId;
  return isAllowed ? undefined : outOfReach('assignedTo');
};

/** The roles that the caller may assign: a leader only caseworkers, the others coordinators too. */
export const assigneeRolesOf = (reach: Reach): readonly Role[] =>
  reach === 'own' ? ['caseworker'] : ['caseworker', 'coordinator'];
