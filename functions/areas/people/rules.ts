import { type AppError, refused } from '../../shared/errors/errors.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { gainsTrust, isTrusted, type Standing } from '../../shared/two-person/two-person-rules.ts';
import type { Person } from './schema.ts';

/** The districts decide how far a coordinator reaches. A coordinator without districts reaches all. */
type Reaching = Standing & Pick<Person, 'districts'>;

/** Whether a change gives other districts to somebody who was a coordinator and stays a coordinator. */
export const changesArea = (after: Reaching, before: Reaching): boolean =>
  after.role === 'coordinator' &&
  before.role === 'coordinator' &&
  after.districts.toSorted().join() !== before.districts.toSorted().join();

/**
 * Whether a change of a person's access needs a second person: it gives a trusted role or takes one away, or changes a coordinator's districts. Disabling
 * needs nobody else, since it must be possible at once, such as when a laptop was stolen; all other trusted people are told of it.
 * @param before undefined for a new person
 */
export const needsTwoPersons = (after: Reaching, before?: Reaching): boolean => {
  if (gainsTrust(after, before)) return true;
  if (before === undefined) return false;
  const losesTrustedRole = isTrusted(before.role) && before.role !== after.role;
  return losesTrustedRole || changesArea(after, before);
};

/** The collectives that a person is given: only a leader has any, so that no coordinator reaches beyond her districts by them. */
export const collectivesOf = <Id extends string>({
  role,
  collectives,
}: {
  readonly role: Person['role'];
  readonly collectives: readonly Id[];
}): Id[] => (role === 'leader' ? [...collectives] : []);

/** Refuses to link anybody but a leader to a member. */
export const validateLink = ({ role, memberId }: Pick<Person, 'role' | 'memberId'>): AppError | undefined =>
  memberId !== undefined && role !== 'leader'
    ? refused('not_a_leader', 'Only a leader is linked to a member.', 'memberId')
    : undefined;

/** Whether a person with access can be listed as an assignee of cases: a caseworker or coordinator who is not disabled. */
export const mayBeAssigned = ({ role, disabled }: Pick<Person, 'role' | 'disabled'>): boolean =>
  !disabled && (role === 'caseworker' || role === 'coordinator');

/**
 * Refuses an administrator a new password of her own. She knows her present password, or she could not ask. Whoever else knows it would get the new one,
 * with the administrator's own name as its maker (docs/decisions/0068-one-hand.md).
 */
export const validateOwnPassword = (caller: Pick<Caller, 'personId'>, id: string): AppError | undefined =>
  caller.personId === id
    ? refused('own_access', 'You cannot make yourself a password. Ask another administrator.')
    : undefined;

/** Refuses a change by which a person disables herself or changes her own role. */
export const validateOwnAccess = (
  caller: Caller,
  id: string,
  fields: readonly string[],
): AppError | undefined =>
  caller.personId === id && fields.some((field) => field === 'disabled' || field === 'role')
    ? refused('own_access', 'You cannot change your own role or disable yourself. Ask another administrator.')
    : undefined;
