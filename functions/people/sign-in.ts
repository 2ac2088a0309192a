import { randomInt } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  InvalidParameterException,
  ResourceNotFoundException,
  UserNotConfirmedException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

/**
 * Lets a person sign in with a one-time password; a second call replaces the first. She may have lost her phone
 * with the authenticator, so she sets up another one, and her other sessions end with their access token, within
 * an hour.
 */
export type AllowSignIn = (personId: string, password: string) => Promise<void>;

/** Letters and digits that are not confused when read from paper. */
const alphabets = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '#$%+=?'] as const;

const pick = (alphabet: string): string => alphabet.charAt(randomInt(alphabet.length));

/** A password of sixteen characters of every kind, with 90 bits of entropy. */
export const makeOneTimePassword = (): string => {
  const all = alphabets.join('');
  const characters = [...alphabets.map(pick), ...Array.from({ length: 12 }, () => pick(all))];
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
};

/**
 * Cognito has nothing to delete if she never set one up. If these errors mean something else, the next call
 * meets it too.
 */
const isNothingToDelete = (error: unknown): boolean =>
  error instanceof ResourceNotFoundException ||
  error instanceof InvalidParameterException ||
  error instanceof UserNotConfirmedException;

/** Sign-in through a Cognito user pool whose user names are the people's ids. */
export const createSignIn =
  (cognito: CognitoIdentityProviderClient, userPoolId: string): AllowSignIn =>
  async (personId, password) => {
    const user = { UserPoolId: userPoolId, Username: personId };
    try {
      await cognito.send(
        new AdminCreateUserCommand({ ...user, TemporaryPassword: password, MessageAction: 'SUPPRESS' }),
      );
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) {
        throw error;
      }
      await cognito.send(new AdminDeleteSoftwareTokenCommand(user)).catch((failure: unknown) => {
        if (!isNothingToDelete(failure)) {
          throw failure;
        }
      });
      await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: false }));
      await cognito.send(new AdminUserGlobalSignOutCommand(user));
    }
  };
