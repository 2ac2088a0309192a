import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, test } from 'vitest';
import { createSignInProvider } from '../../functions/sign-ins/provider.ts';
import { startJsonService } from '../../local/wire/json-service.ts';
import { ServiceError } from '../../local/wire/signature.ts';

const credentials = { accessKeyId: 'PEOPLE', secretAccessKey: 'people-secret' };
const stop: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(stop.splice(0).map((close) => close())));

/** A user pool that answers every operation, with an error where one is given. */
const startPool = async (error?: string) => {
  const asked: string[] = [];
  const service = await startJsonService({
    service: 'cognito-idp',
    prefix: 'AWSCognitoIdentityProviderService.',
    contentType: 'application/x-amz-json-1.1',
    principals: [{ ...credentials, rights: ['users:block'] }],
    now: Date.now,
    async run(operation) {
      asked.push(operation);
      if (error !== undefined) throw new ServiceError(400, error, 'As told.');
      return {};
    },
  });
  stop.push(service.close);
  const client = new CognitoIdentityProviderClient({
    endpoint: service.endpoint,
    region: 'ap-south-1',
    credentials,
    maxAttempts: 1,
  });
  return { asked, provider: createSignInProvider(client, 'ap-south-1_pool') };
};

const calls = {
  disable: ['AdminDisableUser', 'AdminUserGlobalSignOut'],
  enable: ['AdminEnableUser', 'AdminUserGlobalSignOut'],
  remove: ['AdminDeleteUser'],
} as const;
const all = Object.entries(calls).map(([what, asked]) => ({ what: what as keyof typeof calls, asked }));

describe('a sign-in at the provider', () => {
  test.each(all)('is changed by $asked', async ({ what, asked }) => {
    const pool = await startPool();
    await pool.provider[what]('her-id');
    expect(pool.asked).toEqual(asked);
  });

  test.each(all)('need not be there ($what)', async ({ what }) => {
    const pool = await startPool('UserNotFoundException');
    await expect(pool.provider[what]('her-id')).resolves.toBeUndefined();
  });

  test.each(all)('is not taken for changed where the provider fails ($what)', async ({ what }) => {
    const pool = await startPool('TooManyRequestsException');
    await expect(pool.provider[what]('her-id')).rejects.toThrow('As told.');
  });
});
