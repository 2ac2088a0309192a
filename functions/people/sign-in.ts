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
 * Lets a person sign in with the password, once; a second call replaces the first password. Who asks for it may have lost her phone,
 * and the authenticator with it: she sets up another when she signs in, and whatever was signed in as her is so no longer than its token
 * of an hour.
 */
export type AllowSignIn = (personId: string, password: string) => Promise<void>;

/** Letters and digits that are not taken for one another when they are read from paper. */
const alphabets = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '#$%+=?'] as const;

const pick = (alphabet: string): string => alphabet.charAt(randomInt(alphabet.length));

/** A password of sixteen characters with some of each kind, 90 bits of chance. */
export const makeOneTimePassword = (): string => {
  const all = alphabets.join('');
  const characters = [...alphabets.map(pick), ...Array.from({ length: 12 }, () => pick(all))];
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
};

/** Where somebody never set one up, Cognito has nothing to delete; what else these errors may mean, the next call meets too. */
const meansNone = (error: unknown): boolean =>
  error instanceof ResourceNotFoundException ||
  error instanceof InvalidParameterException ||
  error instanceof UserNotConfirmedException;

/** Signs people in through a Cognito user pool, whose user names are the people's ids. */
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
        if (!meansNone(failure)) {
          throw failure;
        }
      });
      await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: false }));
      await cognito.send(new AdminUserGlobalSignOutCommand(user));
    }
  };
