import { dateInIndia, formatInstant } from '../../shared/calendar/calendar.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { readPasswordTimes } from '../../shared/sign-ins/credentials.ts';
import { firstPasswordDays } from '../../shared/sign-ins/first-password-days.ts';
import { readNewestSignIns, signInsNotedFrom } from '../../shared/sign-ins/newest-sign-in.ts';
import { findEndedWaysIn } from '../../shared/sign-ins/way-in.ts';
import type { Table } from '../../shared/table/client.ts';
import { readApprovedPasswords } from './password-approval.ts';
import type { Person, SignInStatus } from './schema.ts';

/** Tells an administrator who has never come, and whose first password waits or has run out. */

const dayMs = 86_400_000;

/** What is stored about a person's signing in. Instants are RFC 3339 in UTC. */
type Known = {
  readonly createdAt: string;
  /** Whether her way in has ended, so that she needs a new password. */
  readonly hasNoWayIn: boolean;
  /** When her newest password was made; undefined if none was made through the API. */
  readonly passwordMadeAt: string | undefined;
  /** When she last signed in; undefined if that was not noted. */
  readonly signedInAt: string | undefined;
};

/** Whether a sign-in after this instant would have been noted. */
const isNotedSince = (instant: string): boolean => dateInIndia(new Date(instant)) >= signInsNotedFrom;

export const signInStatusOf = (
  { createdAt, hasNoWayIn, passwordMadeAt, signedInAt }: Known,
  now: Date,
): SignInStatus => {
  const last = signedInAt === undefined ? {} : { signedInAt };
  if (hasNoWayIn) return { state: 'no_password', ...last };
  const isUnused = passwordMadeAt !== undefined && (signedInAt ?? '') < passwordMadeAt;
  if (isUnused && isNotedSince(passwordMadeAt)) {
    const until = new Date(Date.parse(passwordMadeAt) + firstPasswordDays * dayMs);
    const state = now < until ? 'password_waits' : 'password_ended';
    return { state, passwordUntil: formatInstant(until), ...last };
  }
  if (signedInAt !== undefined) return { state: 'signed_in', signedInAt };
  const wasNeverGivenOne = passwordMadeAt === undefined && isNotedSince(createdAt);
  return { state: wasNeverGivenOne ? 'no_password' : 'not_noted' };
};

/** The people, each who is not disabled with the status of her signing in. @param request that asks for them */
export const withSignIns = async (
  table: Pick<Table, 'getMany' | 'query'>,
  people: readonly Person[],
  { caller, now }: { readonly caller: Pick<Caller, 'personId'>; readonly now: Date },
): Promise<(Person & { signIn?: SignInStatus })[]> => {
  const ids = people.map(({ id }) => id);
  const [signIns, passwordTimes, endedNames, approvedPasswords] = await Promise.all([
    readNewestSignIns(table, ids),
    readPasswordTimes(table, ids),
    findEndedWaysIn(
      table,
      people.map(({ signInName }) => signInName),
    ),
    readApprovedPasswords(table, caller, now),
  ]);
  return people.map((person) => {
    if (person.disabled) return person;
    const known = {
      createdAt: person.createdAt,
      hasNoWayIn: endedNames.has(person.signInName),
      passwordMadeAt: passwordTimes.get(person.id),
      signedInAt: signIns.get(person.id),
    };
    const approvedUntil = approvedPasswords.get(person.id);
    return {
      ...person,
      signIn: {
        ...signInStatusOf(known, now),
        ...(approvedUntil === undefined ? {} : { passwordApprovedUntil: formatInstant(approvedUntil) }),
      },
    };
  });
};
