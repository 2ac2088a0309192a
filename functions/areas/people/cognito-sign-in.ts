import {
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  InvalidParameterException,
  ResourceNotFoundException,
  UserNotConfirmedException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

/**
 * Lets a person sign in with a one-time password; a second call replaces the first password. The person may have lost the phone with the
 * authenticator, so she sets up another one, and her other sessions end with their access token, within an hour.
 * @param options.replacesUser whether the provider's user of that name is removed first, with everything that belongs to that user
 * @returns the id (`sub`) of the provider's user if one was created; undefined if the person had one
 */
export type AllowSignIn = (
  signInName: string,
  password: string,
  options?: { readonly replacesUser: boolean },
) => Promise<string | undefined>;

/**
 * Whether Cognito refused to delete an authenticator because the person never set one up. An error of these classes that has another cause makes the next
 * command fail too.
 */
const isNothingToDelete = (error: unknown): boolean =>
  error instanceof ResourceNotFoundException ||
  error instanceof InvalidParameterException ||
  error instanceof UserNotConfirmedException;

/** Lets a person sign in through a Cognito user pool, with a one-time password. */
export const createSignIn =
  (cognito: CognitoIdentityProviderClient, userPoolId: string): AllowSignIn =>
  async (signInName, password, { replacesUser } = { replacesUser: false }) => {
    const user = { UserPoolId: userPoolId, Username: signInName };
    if (replacesUser) {
      await cognito.send(new AdminDeleteUserCommand(user)).catch((failure: unknown) => {
        if (!(failure instanceof UserNotFoundException)) {
          throw failure;
        }
      });
    }
    try {
      const { User: created } = await cognito.send(
        new AdminCreateUserCommand({ ...user, TemporaryPassword: password, MessageAction: 'SUPPRESS' }),
      );
      return created?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) {
        throw error;
      }
      // The person could sign in before, so her authenticator, password and sessions are replaced.
      await cognito.send(new AdminDeleteSoftwareTokenCommand(user)).catch((failure: unknown) => {
        if (!isNothingToDelete(failure)) {
          throw failure;
        }
      });
      await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: false }));
      await cognito.send(new AdminUserGlobalSignOutCommand(user));
      return undefined;
    }
  };
