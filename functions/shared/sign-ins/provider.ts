import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

/** A person's sign-in at the identity provider. Every call is repeatable and works for somebody who never signed in. */
export type SignInProvider = {
  /** She can sign in, and has to: her earlier refresh tokens stop working. */
  readonly enable: (signInName: string) => Promise<void>;
  /** She cannot sign in any more, and her refresh tokens stop working. */
  readonly disable: (signInName: string) => Promise<void>;
  readonly remove: (signInName: string) => Promise<void>;
};

/** Makes a call and ignores that the user is unknown: somebody who never got a password does not exist at Cognito. */
const ignoreUnknownUser = async (call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) {
      throw error;
    }
  }
};

/** Cognito's user pool as the provider of sign-ins: enables, disables and deletes a person's sign-in. */
export const createSignInProvider = (
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): SignInProvider => {
  const userOf = (signInName: string) => ({ UserPoolId: userPoolId, Username: signInName });
  return {
    enable: (signInName) =>
      ignoreUnknownUser(async () => {
        await cognito.send(new AdminEnableUserCommand(userOf(signInName)));
        await cognito.send(new AdminUserGlobalSignOutCommand(userOf(signInName)));
      }),
    disable: (signInName) =>
      ignoreUnknownUser(async () => {
        await cognito.send(new AdminDisableUserCommand(userOf(signInName)));
        await cognito.send(new AdminUserGlobalSignOutCommand(userOf(signInName)));
      }),
    remove: (signInName) =>
      ignoreUnknownUser(() => cognito.send(new AdminDeleteUserCommand(userOf(signInName)))),
  };
};
