import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Right } from '../../lib/access.ts';
import { startJsonService } from '../../local/wire/json-service.ts';
import { ServiceError } from '../../local/wire/signed-request.ts';

const credentials = { accessKeyId: 'PEOPLE', secretAccessKey: 'people-secret' };

/**
 * A user pool that answers every operation with nothing, or with the error that is given for it.
 * @param rights what its caller may do
 * @param errorOf the name of Cognito's exception for an operation
 * @returns `asked` lists the operations, in order
 */
export const startUserPool = async (
  rights: readonly Right[],
  errorOf: (operation: string) => string | undefined,
) => {
  const asked: string[] = [];
  const service = await startJsonService({
    service: 'cognito-idp',
    prefix: 'AWSCognitoIdentityProviderService.',
    contentType: 'application/x-amz-json-1.1',
    principals: [{ ...credentials, rights }],
    now: Date.now,
    async run(operation) {
      asked.push(operation);
      const error = errorOf(operation);
      if (error !== undefined) throw new ServiceError(400, error, 'As told.');
      return {};
    },
  });
  const client = new CognitoIdentityProviderClient({
    endpoint: service.endpoint,
    region: 'ap-south-1',
    credentials,
    maxAttempts: 1,
  });
  return { asked, client, close: service.close };
};
