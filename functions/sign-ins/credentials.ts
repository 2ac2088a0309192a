import * as z from 'zod';
import { formatInstant } from '../domain/calendar.ts';
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

/**
 * The write that notes who makes her a password.
 * @param userId the provider's user who becomes her only way in; undefined if it stays as it is
 */
export const notePassword = (
  personId: string,
  { by, now }: PasswordMaker,
  userId: string | undefined,
): Write => ({
  update: credentialsKey(personId),
  set:
    userId === undefined
      ? 'SET passwordMadeAt = :at, passwordMadeBy = :by'
      : 'SET passwordMadeAt = :at, passwordMadeBy = :by, userId = :id REMOVE isVoid',
  values: {
    ':at': formatInstant(now),
    ':by': by,
    ...(userId === undefined ? {} : { ':id': userId }),
  },
});
