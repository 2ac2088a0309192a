import type { AppError } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';
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
