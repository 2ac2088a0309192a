import * as z from 'zod';
import { locales } from '../reach/caller.ts';
import { roles } from '../reach/roles.ts';
import type { Table, Write } from '../table/client.ts';
import { wayInKey } from '../table/keys/people.ts';

/**
 * A person's way in: what the authorizer has to know of whoever signs in with her name, in one item. It repeats fields of her record, so each
 * transaction that writes her record writes this item too (test/people/trust-routes.test.ts compares them).
 *
 * Whoever becomes an administrator, coordinator or auditor loses her way in (`endWayIn`): no session and no password of hers counts until a
 * second person has approved a new one. The provider follows later; until then the authorizer refuses.
 */

/** The fields of a person's record that say what she may do. */
const access = z.object({
  role: z.enum(roles),
  collectives: z.array(z.string()),
  districts: z.array(z.string()),
  locale: z.enum(locales),
  disabled: z.boolean(),
  /** The member that a leader is herself. */
  memberId: z.string().optional(),
});

const wayIn = z.object({
  personId: z.uuid(),
  access,
  /** True until a new password is made: nobody may act as her. */
  isVoid: z.boolean().default(false),
  /** The id (`sub`) of the provider's only user that may act as her; without it, any with her sign-in name. */
  userId: z.string().optional(),
  /** When a phone of hers was last revoked (RFC 3339 UTC, in seconds): no session that she began before counts. */
  sessionsEndedAt: z.string().optional(),
});
export type WayIn = z.infer<typeof wayIn>;
const endedWayIn = z.object({ isVoid: z.literal(true) });

type Person = Omit<z.infer<typeof access>, 'collectives' | 'districts'> & {
  readonly id: string;
  readonly signInName: string;
  readonly collectives: readonly string[];
  readonly districts: readonly string[];
};

/** The way in of whoever has a sign-in name; undefined if nobody has it now. */
export const findWayIn = async (
  table: Pick<Table, 'get'>,
  signInName: string,
): Promise<WayIn | undefined> => {
  const item = await table.get(wayInKey(signInName));
  // What was written to a way in after her erasure removed it makes none.
  return item?.access === undefined ? undefined : wayIn.parse(item);
};

/** Those of some sign-in names whose way in has ended: each needs a new password. */
export const findEndedWaysIn = async (
  table: Pick<Table, 'getMany'>,
  signInNames: readonly string[],
): Promise<ReadonlySet<string>> => {
  const items = await table.getMany(signInNames.map(wayInKey));
  const ended = new Set(items.flatMap((item) => (endedWayIn.safeParse(item).success ? [item.pk] : [])));
  return new Set(signInNames.filter((name) => ended.has(wayInKey(name).pk)));
};

/** Whether a token of the provider's user may act as the person. */
export const isWayIn = (
  {
    access: { disabled },
    isVoid,
    userId,
  }: Pick<WayIn, 'isVoid' | 'userId'> & { access: { disabled: boolean } },
  tokensUserId: string,
): boolean => !disabled && !isVoid && (userId === undefined || userId === tokensUserId);

/**
 * Whether a session was ended: it began before a phone of hers was last revoked, so that whoever has the phone may hold it.
 * @param sessionsEndedAt of her way in
 * @param signedInAt when she typed her password for it (RFC 3339 UTC, in seconds); undefined if her token does not say so
 */
export const isSessionEnded = (
  sessionsEndedAt: string | undefined,
  signedInAt: string | undefined,
): boolean => sessionsEndedAt !== undefined && (signedInAt ?? '') <= sessionsEndedAt;

/** The write that ends the sessions which she has begun. @param at RFC 3339 UTC, in seconds */
export const endSessions = (signInName: string, at: string): Write => ({
  update: wayInKey(signInName),
  set: 'SET sessionsEndedAt = :at',
  values: { ':at': at },
});

/** A new person's item. Any user of the provider with her sign-in name may act as her. */
export const wayInOf = (person: Person) => ({
  ...wayInKey(person.signInName),
  personId: person.id,
  access: access.parse(person),
});

/** The write that goes with every change of her record. */
export const changeWayIn = (person: Person): Write => ({
  update: wayInKey(person.signInName),
  set: 'SET access = :access',
  values: { ':access': access.parse(person) },
});

/** The write that changes what she may do and ends her way in. The provider must also remove her user (`markSignInPending`). */
export const endWayIn = (person: Person): Write => ({
  update: wayInKey(person.signInName),
  set: 'SET access = :access, isVoid = :true REMOVE userId',
  values: { ':access': access.parse(person), ':true': true },
});

/** The write that makes the provider's user, who has a new password, her only way in. */
export const renewWayIn = (signInName: string, userId: string): Write => ({
  update: wayInKey(signInName),
  set: 'SET userId = :id REMOVE isVoid',
  values: { ':id': userId },
});

/** The write that makes the provider's user the only way in of one of the first two people. */
export const bindUser = (signInName: string, userId: string): Write => ({
  update: wayInKey(signInName),
  set: 'SET userId = :id',
  values: { ':id': userId },
});
