import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

/**
 * Reads the id (`sub`) of the user with a sign-in name in a Cognito user pool.
 * @throws UserNotFoundException if there is no such user; Error if Cognito does not say the id
 */
export const createUserIdReader =
  (cognito: CognitoIdentityProviderClient, userPoolId: string) =>
  async (signInName: string): Promise<string> => {
    const { UserAttributes: attributes = [] } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: signInName }),
    );
    const userId = attributes.find(({ Name }) => Name === 'sub')?.Value;
    if (userId === undefined) throw new Error('Cognito did not say the id of a user.');
    return userId;
  };
