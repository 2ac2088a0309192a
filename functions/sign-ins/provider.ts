import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

/** What becomes of a person's sign-in at the identity provider. Each may be done again, and for somebody who never signed in. */
export type SignInProvider = {
  readonly enable: (personId: string) => Promise<void>;
  /** She cannot sign in any more, and no refresh token of hers gives another token. */
  readonly disable: (personId: string) => Promise<void>;
  readonly remove: (personId: string) => Promise<void>;
};

/** Who was never given a password is not known there. */
const unlessUnknown = async (call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) {
      throw error;
    }
  }
};

/** A Cognito user pool, whose user names are the people's ids. */
export const createSignInProvider = (
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): SignInProvider => {
  const userOf = (personId: string) => ({ UserPoolId: userPoolId, Username: personId });
  return {
    enable: (personId) => unlessUnknown(() => cognito.send(new AdminEnableUserCommand(userOf(personId)))),
    disable: (personId) =>
      unlessUnknown(async () => {
        await cognito.send(new AdminDisableUserCommand(userOf(personId)));
        await cognito.send(new AdminUserGlobalSignOutCommand(userOf(personId)));
      }),
    remove: (personId) => unlessUnknown(() => cognito.send(new AdminDeleteUserCommand(userOf(personId)))),
  };
};
