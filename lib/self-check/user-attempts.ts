import {
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Attempt } from './attempt.ts';
import { nobody } from './table-attempts.ts';

const noSuchUser = ['UserNotFoundException'];

/** The attempts on the user pool: changes of a user who isn't there. */
export const userAttempts = (users: CognitoIdentityProviderClient, UserPoolId: string | undefined) => {
  const user = { UserPoolId, Username: nobody };
  const attempt = (name: string, call: () => Promise<unknown>): Attempt => ({
    action: `cognito-idp:${name}`,
    on: 'the user pool',
    answers: noSuchUser,
    call,
  });
  const signOut = attempt('AdminUserGlobalSignOut', () =>
    users.send(new AdminUserGlobalSignOutCommand(user)),
  );
  return {
    create: [
      attempt('AdminDeleteSoftwareToken', () => users.send(new AdminDeleteSoftwareTokenCommand(user))),
      attempt('AdminSetUserPassword', () =>
        // Nobody gets this password, since there is no such user.
        users.send(
          new AdminSetUserPasswordCommand({
            ...user,
            Password: `${crypto.randomUUID()}-Aa`,
            Permanent: false,
          }),
        ),
      ),
      signOut,
    ],
    block: [
      attempt('AdminDeleteUser', () => users.send(new AdminDeleteUserCommand(user))),
      attempt('AdminDisableUser', () => users.send(new AdminDisableUserCommand(user))),
      attempt('AdminEnableUser', () => users.send(new AdminEnableUserCommand(user))),
      signOut,
    ],
  };
};
