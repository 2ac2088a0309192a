import type { ItemOf } from '../../api/routes.ts';

type Person = ItemOf<'GET /api/users'>;
type PhoneSummary = ItemOf<'GET /api/phones'>;

/**
 * What an administrator does next for a person.
 * - `fetch`: makes the first password that a second person has approved
 * - `renew`: makes another first password, since the one before ended unused
 * - `make`: makes a first password, since there is none that works
 * - `remind`: reminds her of the first password that she hasn't used yet
 * - `replacePhone`: gets her a new phone in place of one that was ended
 * - `setUpPhone`: has her set up a phone, since she has none and none was ended
 */
type Step = 'fetch' | 'renew' | 'make' | 'remind' | 'replacePhone' | 'setUpPhone';

export type NextStep = {
  readonly step: Step;
  /** Since when it waits: a date in India or an instant; undefined if that isn't known. */
  readonly since?: string | undefined;
  /** Until when the password can be made or works. */
  readonly until?: string | undefined;
};

/** The next step for a person; undefined if nothing is to do. @param phones undefined for people who need no phone */
export function nextStepOf(
  { disabled, createdAt, signIn }: Person,
  phones: PhoneSummary | undefined,
): NextStep | undefined {
  if (disabled) return undefined;
  if (signIn?.passwordApprovedUntil !== undefined) {
    return { step: 'fetch', until: signIn.passwordApprovedUntil };
  }
  switch (signIn?.state) {
    case 'password_ended':
      return { step: 'renew', since: signIn.passwordUntil };
    case 'no_password':
      // Who has signed in before was given a trusted role since, and when isn't told.
      return { step: 'make', since: signIn.signedInAt === undefined ? createdAt : undefined };
    case 'password_waits':
      return { step: 'remind', until: signIn.passwordUntil };
    default:
  }
  if (phones === undefined || phones.phones > 0) return undefined;
  return phones.ended > 0
    ? { step: 'replacePhone', since: phones.endedOn }
    : // She may have had one that nobody knows of any more.
      { step: 'setUpPhone' };
}

const order: readonly Step[] = ['fetch', 'renew', 'make', 'remind', 'replacePhone', 'setUpPhone'];

/** The people for whom something is to do, the most urgent first, and among equals who has waited longest. */
export const peopleToSee = (
  people: readonly Person[],
  phonesByPerson: ReadonlyMap<string, PhoneSummary>,
): (NextStep & { readonly person: Person })[] =>
  people
    .flatMap((person) => {
      const next = nextStepOf(person, phonesByPerson.get(person.id));
      return next === undefined ? [] : [{ ...next, person }];
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.step) - order.indexOf(b.step) ||
        (a.since ?? a.until ?? '').localeCompare(b.since ?? b.until ?? ''),
    );
