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
  readonly enable: (personId: string) => Promise<void>;
  /** She cannot sign in any more, and her refresh tokens stop working. */
  readonly disable: (personId: string) => Promise<void>;
  readonly remove: (personId: string) => Promise<void>;
};

/** Somebody who never got a password does not exist there. */
const ignoreUnknownUser = async (call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) {
      throw error;
    }
  }
};

/** A Cognito user pool whose user names are the people's ids. */
export const createSignInProvider = (
  cognito: CognitoIdentityProviderClient,
  userPoolId: string,
): SignInProvider => {
  const userOf = (personId: string) => ({ UserPoolId: userPoolId, Username: personId });
  return {
    enable: (personId) =>
      ignoreUnknownUser(async () => {
        await cognito.send(new AdminEnableUserCommand(userOf(personId)));
        await cognito.send(new AdminUserGlobalSignOutCommand(userOf(personId)));
      }),
    disable: (personId) =>
      ignoreUnknownUser(async () => {
        await cognito.send(new AdminDisableUserCommand(userOf(personId)));
        await cognito.send(new AdminUserGlobalSignOutCommand(userOf(personId)));
      }),
    remove: (personId) => ignoreUnknownUser(() => cognito.send(new AdminDeleteUserCommand(userOf(personId)))),
  };
};
