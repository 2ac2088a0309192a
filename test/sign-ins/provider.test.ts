import { afterEach, describe, expect, test } from 'vitest';
import { createSignInProvider } from '../../functions/shared/sign-ins/provider.ts';
import { startUserPool } from '../support/user-pool.ts';

const stop: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(stop.splice(0).map((close) => close())));

/** A user pool that answers every operation, with an error where one is given. */
const startPool = async (error?: string) => {
  const { asked, client, close } = await startUserPool(['users:block'], () => error);
  stop.push(close);
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
