import * as z from 'zod';
import { formatInstant } from '../calendar/calendar.ts';
import type { Table, Write } from '../table/client.ts';
import { credentialsKey } from '../table/keys.ts';

/**
 * What is kept of a person's way in, beside her record: which user of the identity provider may act as her, and who last made her a
 * password. Whoever becomes an administrator, coordinator or auditor loses her way in (`voidCredentials`): no session and no password of
 * hers counts until a second person has approved a new one. The provider follows later; until then the authorizer refuses.
 */
const credentials = z.object({
  /** True until a new password is made: nobody may act as her. */
  isVoid: z.boolean().default(false),
  /** The id (`sub`) of the provider's only user that may act as her; without it, any with her sign-in name. */
  userId: z.string().optional(),
  /** When her newest password was made (RFC 3339), and by whom: whoever made it has seen it. */
  passwordMadeAt: z.iso.datetime().optional(),
  passwordMadeBy: z.string().optional(),
  /** Who could have known a password that was made for her in the last thirty days, with the time of the newest. */
  passwordKnownBy: z.record(z.string(), z.iso.datetime()).optional(),
});
export type Credentials = z.infer<typeof credentials>;

/** A person's credentials; empty if no password was made through the API. */
export const findCredentials = async (table: Pick<Table, 'get'>, personId: string): Promise<Credentials> =>
  credentials.parse((await table.get(credentialsKey(personId))) ?? {});

/** Whether a token of the provider's user may act as the person. */
export const isWayIn = ({ isVoid, userId }: Credentials, tokensUserId: string): boolean =>
  !isVoid && (userId === undefined || userId === tokensUserId);

/** The write that ends a person's way in. The provider must also remove her user (`markSignInPending`). */
export const voidCredentials = (personId: string): Write => ({
  update: credentialsKey(personId),
  set: 'SET isVoid = :true REMOVE userId',
  values: { ':true': true },
});

/**
 * The write that makes the provider's user the person's only way in, for the first two people. It names no maker of their passwords: both
 * come from one run, and two people of one maker could not decide for each other.
 */
export const bindUser = (personId: string, userId: string): Write => ({
  update: credentialsKey(personId),
  set: 'SET userId = :id',
  values: { ':id': userId },
});

/** Who makes a password, and when. */
export type PasswordMaker = { readonly by: string; readonly now: Date };

/** The condition that nobody has made her a password since her credentials were read. */
const unchanged = ({
  passwordKnownBy,
}: Credentials): { condition: string; values: Record<string, unknown> } =>
  passwordKnownBy === undefined
    ? { condition: 'attribute_not_exists(passwordKnownBy)', values: {} }
    : { condition: 'passwordKnownBy = :seen', values: { ':seen': passwordKnownBy } };

/**
 * The write that notes who makes her a password, and who could have known it. It fails if another password is made at this moment.
 * @param before her credentials; `knownBy` follows from them (`knownByAfter`)
 * @param userId the provider's user who becomes her only way in; undefined if it stays as it is
 */
export const notePassword = (
  personId: string,
  { by, now }: PasswordMaker,
  { before, knownBy }: { readonly before: Credentials; readonly knownBy: Readonly<Record<string, string>> },
  userId: string | undefined,
): Write => {
  const { condition, values } = unchanged(before);
  const set = 'SET passwordMadeAt = :at, passwordMadeBy = :by, passwordKnownBy = :known';
  return {
    update: credentialsKey(personId),
    set: userId === undefined ? set : `${set}, userId = :id REMOVE isVoid`,
    condition,
    values: {
      ...values,
      ':at': formatInstant(now),
      ':by': by,
      ':known': knownBy,
      ...(userId === undefined ? {} : { ':id': userId }),
    },
  };
};
