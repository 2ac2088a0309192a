import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { demoPeople } from '../../local/identity/demo-people.ts';
import { webClientId } from '../../local/identity/provider-configuration.ts';
import type { Stack } from '../../local/stack.ts';
import { fetchTokens } from '../../local/token.ts';
import { openSharedStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openSharedStack();
}, 300_000);

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

const refreshed = z.object({ refresh_token: z.string() });
const refresh = (token: string) =>
  fetch(`${stack.url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: webClientId,
      grant_type: 'refresh_token',
      refresh_token: token,
    }),
  });

test('ends with her access what would give her another token, also once she is enabled again', async () => {
  const first = await fetchTokens(stack.url, 'leader2');
  const me = () => fetch(`${stack.url}/api/me`, { headers: headersOf(first.access_token) });
  const tokens = refreshed.parse(await (await refresh(first.refresh_token)).json());
  expect((await me()).status).toBe(200);
  await setDisabled(demoPeople.leader2.id, true);
  expect([(await me()).status, (await refresh(tokens.refresh_token)).status]).toEqual([401, 400]);
  await setDisabled(demoPeople.leader2.id, false);
  expect([(await me()).status, (await refresh(tokens.refresh_token)).status]).toEqual([200, 400]);
});
