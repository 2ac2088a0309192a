import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../local/people.ts';
import { type Stack, startStack } from '../../local/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ empty: true });
}, 300_000);
afterAll(() => stack.close());

const versioned = z.object({ version: z.number() });
const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});
const setDisabled = async (id: string, disabled: boolean): Promise<void> => {
  const headers = headersOf(await stack.tokenFor('administrator'));
  const path = `${stack.url}/api/users/${id}`;
  const { version } = versioned.parse(await (await fetch(path, { headers })).json());
  const changed = await fetch(path, {
    method: 'PATCH',
    headers: { ...headers, 'if-match': `"${version}"` },
    body: JSON.stringify({ disabled }),
  });
  expect(changed.status).toBe(200);
};

it('ends with her access whatever she was signed in with, and lets her sign in again once she is enabled', async () => {
  const token = await stack.tokenFor('leader2');
  const me = () => fetch(`${stack.url}/api/me`, { headers: headersOf(token) });
  expect((await me()).status).toBe(200);
  await setDisabled(demoPeople.leader2.id, true);
  expect((await me()).status).toBe(401);
  await expect(stack.tokenFor('leader2')).rejects.toThrow('the sign-in failed');
  await setDisabled(demoPeople.leader2.id, false);
  expect(await stack.tokenFor('leader2')).toEqual(expect.any(String));
});
