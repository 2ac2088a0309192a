import { afterEach, describe, expect, test } from 'vitest';
import { createSignIn } from '../../functions/areas/people/cognito-sign-in.ts';
import { makeOneTimePassword } from '../../functions/areas/people/random-names-and-passwords.ts';
import { startUserPool } from '../support/user-pool.ts';

const stop: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(stop.splice(0).map((close) => close())));

/** A user pool that knows the person already, and answers an operation with an error where one is given. */
const poolThatKnowsHer = async (errors: Readonly<Record<string, string>> = {}) => {
  const { asked, client, close } = await startUserPool(
    ['users:create', 'users:block'],
    (operation) => ({ AdminCreateUser: 'UsernameExistsException', ...errors })[operation],
  );
  stop.push(close);
  return { asked, allow: createSignIn(client, 'ap-south-1_pool') };
};

describe('a person who is let in again', () => {
  test('sets up another authenticator: hers may have gone with the phone', async () => {
    const { asked, allow } = await poolThatKnowsHer();
    await allow('her-id', makeOneTimePassword());
    expect(asked.slice(0, 3)).toEqual([
      'AdminCreateUser',
      'AdminDeleteSoftwareToken',
      'AdminSetUserPassword',
    ]);
  });

  test('is signed out wherever she was signed in, once the old password is gone', async () => {
    const { asked, allow } = await poolThatKnowsHer();
    await allow('her-id', makeOneTimePassword());
    expect(asked.slice(2)).toEqual(['AdminSetUserPassword', 'AdminUserGlobalSignOut']);
  });

  test.each(['ResourceNotFoundException', 'InvalidParameterException', 'UserNotConfirmedException'])(
    'gets her password also where she never had one (%s)',
    async (error) => {
      const { asked, allow } = await poolThatKnowsHer({ AdminDeleteSoftwareToken: error });
      await allow('her-id', makeOneTimePassword());
      expect(asked).toContain('AdminSetUserPassword');
    },
  );

  test('is another user where her way in was ended: nothing of the old one is left', async () => {
    const { asked, client, close } = await startUserPool(['users:create', 'users:block'], (operation) =>
      operation === 'AdminDeleteUser' ? 'UserNotFoundException' : undefined,
    );
    stop.push(close);
    await createSignIn(client, 'ap-south-1_pool')('her-id', makeOneTimePassword(), { replacesUser: true });
    expect(asked).toEqual(['AdminDeleteUser', 'AdminCreateUser']);
  });

  test('gets none where the old user stays', async () => {
    const { asked, allow } = await poolThatKnowsHer({ AdminDeleteUser: 'TooManyRequestsException' });
    const letIn = allow('her-id', makeOneTimePassword(), { replacesUser: true });
    await expect(letIn).rejects.toThrow('As told.');
    expect(asked).toEqual(['AdminDeleteUser']);
  });

  test('gets none where the old authenticator stays: it would let nobody in', async () => {
    const { asked, allow } = await poolThatKnowsHer({ AdminDeleteSoftwareToken: 'TooManyRequestsException' });
    await expect(allow('her-id', makeOneTimePassword())).rejects.toThrow('As told.');
    expect(asked).not.toContain('AdminSetUserPassword');
  });
});
