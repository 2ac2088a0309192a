import type { Caller } from '../domain/caller.ts';
import { type AppError, refused } from '../domain/errors.ts';
import type { Person } from './schema.ts';

/** Refuses to link anybody but a leader to a member. */
export const validateLink = ({ role, memberId }: Pick<Person, 'role' | 'memberId'>): AppError | undefined =>
  memberId !== undefined && role !== 'leader'
    ? refused('not_a_leader', 'Only a leader is linked to a member.', 'memberId')
    : undefined;

/** Whether a person with access can be listed as an assignee of cases: a caseworker or coordinator who is not disabled. */
export const mayBeAssigned = ({ role, disabled }: Pick<Person, 'role' | 'disabled'>): boolean =>
  !disabled && (role === 'caseworker' || role === 'coordinator');

/** Refuses a change by which a person disables herself or changes her own role. */
export const validateOwnAccess = (
  caller: Caller,
  id: string,
  fields: readonly string[],
): AppError | undefined =>
  caller.personId === id && fields.some((field) => field === 'disabled' || field === 'role')
    ? refused('own_access', 'You cannot change your own role or disable yourself. Ask another administrator.')
    : undefined;
