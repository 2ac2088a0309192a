import type { Caller } from '../domain/caller.ts';
import { type AppError, refused } from '../domain/errors.ts';
import type { JournalLineOf } from '../journal/line.ts';
import type { ApprovalFacts } from '../two-person/approval-schema.ts';
import { isTrusted } from '../two-person/decision-rules.ts';
import type { Person, PersonChange } from './schema.ts';

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * A person with access after a change, and the names of the changed fields. Who is no longer a leader is no longer
 * linked to a member.
 */
export const applyChange = (
  current: Person,
  { memberId, ...change }: PersonChange,
): { readonly changed: Person; readonly fields: string[] } => {
  const { memberId: linkedBefore, ...rest } = current;
  const before = new Map<string, unknown>(Object.entries(rest));
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const fields = given.filter(([field, value]) => !isSame(before.get(field), value)).map(([field]) => field);
  const isNoMore = change.role !== undefined && change.role !== 'leader' && memberId === undefined;
  const linked = memberId === undefined && !isNoMore ? linkedBefore : (memberId ?? undefined);
  return {
    changed: {
      ...rest,
      ...Object.fromEntries(given),
      ...(linked === undefined ? {} : { memberId: linked }),
      version: current.version + 1,
    },
    fields: linked === linkedBefore ? fields : [...fields, 'memberId'],
  };
};

/** Refuses to link anybody but a leader to a member. */
export const validateLink = ({ role, memberId }: Pick<Person, 'role' | 'memberId'>): AppError | undefined =>
  memberId !== undefined && role !== 'leader'
    ? refused('not_a_leader', 'Only a leader is linked to a member.', 'memberId')
    : undefined;

/** The journal line of a new person. @param actor who added her: a person's id, or `system` */
export const lineOfAdding = (
  { id, role, collectives, districts, disabled }: Omit<Person, 'name' | 'signInName'>,
  actor: string,
  now: Date,
): JournalLineOf<'person_added'> => ({
  type: 'person_added',
  id,
  recordedAt: now.toISOString(),
  actor,
  personId: id,
  role,
  collectives,
  districts,
  disabled,
});

/** Whether adding or changing a person takes two people: it gives her a trusted role, or enables her again in one. */
export const needsTwoPersons = (
  { role, disabled }: Pick<Person, 'role' | 'disabled'>,
  before?: Pick<Person, 'role' | 'disabled'>,
): boolean => isTrusted(role) && (before?.role !== role || (before.disabled && !disabled));

/** The facts of a change of access, for the second person who decides. */
export const factsOfChange = ({ role }: Pick<Person, 'role'>, before: Pick<Person, 'role'>): ApprovalFacts =>
  before.role === role ? { role, change: 'enabled' } : { role, formerRole: before.role, change: 'role' };

/** Whether a person can be assigned a case. */
export const mayBeAssigned = ({ role, disabled }: Pick<Person, 'role' | 'disabled'>): boolean =>
  !disabled && (role === 'caseworker' || role === 'coordinator');

/** An administrator cannot lock herself out or change her own role; somebody else must. */
export const validateOwnAccess = (
  caller: Caller,
  id: string,
  fields: readonly string[],
): AppError | undefined =>
  caller.personId === id && fields.some((field) => field === 'disabled' || field === 'role')
    ? refused('own_access', 'You cannot change your own role or disable yourself. Ask another administrator.')
    : undefined;
