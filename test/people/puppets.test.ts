import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { Role } from '../../functions/shared/reach/roles.ts';
import type { PersonKey } from '../../local/identity/demo-people.ts';
import type { Stack } from '../../local/stack.ts';
import { signIn } from '../../local/token.ts';
import { recipientKey } from '../security/authorisation/records.ts';
import { openSharedStack } from '../support/stack.ts';

/**
 * One administrator who means ill, and an auditor who approves in good faith: what she can make of an account whose password she has seen.
 * Everything goes through the real routes, with tokens of the real provider.
 */

let stack: Stack;
beforeAll(async () => {
  stack = await openSharedStack();
}, 300_000);

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
const call = async (
  token: string,
  method: string,
  path: string,
  body?: object,
  version?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${String(version)}"` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : Object(JSON.parse(text)) };
};
const as = async (person: PersonKey, method: string, path: string, body?: object, version?: unknown) =>
  call(await stack.tokenFor(person), method, path, body, version);

const text = (value: unknown): string => z.string().parse(value);

/** Somebody whom the administrator has let in alone. */
type Puppet = { readonly id: string; readonly signInName: string };
const addPuppet = async (name = 'వెన్నెల కల్పన'): Promise<Puppet> => {
  const id = newId();
  const { status, body } = await as('administrator', 'POST', '/api/users', {
    id,
    name,
    role: 'caseworker',
    locale: 'en',
  });
  expect(status).toBe(201);
  return { id, signInName: text(body.signInName) };
};

const passwordPath = ({ id }: Puppet): string => `/api/users/${id}/one-time-password`;
/** Uses a first password, and gives the token that it leads to and the password that she chose. */
const enter = async ({ signInName: userName }: Puppet, oneTimePassword: unknown) => {
  const chosen = `Chosen-${newId()}`;
  const forms = [{ userName, password: text(oneTimePassword) }, { newPassword: chosen }];
  const { access_token: token, refresh_token: refresh } = await signIn(stack.url, forms);
  return { token, refresh, chosen };
};
/** Gives her a password, which takes nobody else, and signs in as her with it. */
const enterAlone = async (puppet: Puppet) => {
  const { status, body } = await as('administrator', 'POST', passwordPath(puppet), {});
  expect(status).toBe(201);
  return enter(puppet, body.password);
};

const approve = (person: PersonKey, approvalId: unknown) =>
  as(person, 'POST', `/api/approvals/${text(approvalId)}`, { decision: 'approved' });
const changeOf = async (id: string, body: object): Promise<Answer> => {
  const { version } = (await as('administrator', 'GET', `/api/users/${id}`)).body;
  return as('administrator', 'PATCH', `/api/users/${id}`, body, version);
};
/** Asks for a role for her, and has the auditor approve it. */
const promote = async ({ id }: Puppet, role: Role): Promise<void> => {
  const asked = await changeOf(id, { role });
  expect(asked.status).toBe(202);
  expect((await approve('auditor', asked.body.approvalId)).status).toBe(200);
};
/** Asks for a new password for a person of a trusted role, has the auditor approve it, and signs in with it. */
const enterByTwo = async (puppet: Puppet) => {
  const asked = await as('administrator', 'POST', passwordPath(puppet), {});
  expect(asked.status).toBe(202);
  const { approvalId } = asked.body;
  const early = await as('administrator', 'POST', passwordPath(puppet), { approvalId });
  expect([early.status, early.body.code]).toEqual([409, 'waiting']);
  await approve('auditor', approvalId);
  const given = await as('administrator', 'POST', passwordPath(puppet), { approvalId });
  expect(given.status).toBe(201);
  return enter(puppet, given.body.password);
};

const refreshed = (refresh: string) =>
  fetch(`${stack.url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'web', grant_type: 'refresh_token', refresh_token: refresh }),
  });
const roleOf = async (token: string) => {
  const { status, body } = await call(token, 'GET', '/api/me');
  return status === 200 ? body.role : status;
};

describe('an account whose password the administrator has seen', () => {
  test.each(['administrator', 'coordinator', 'auditor'] as const)(
    'is nobody’s way in once it becomes: %s',
    async (role) => {
      const puppet = await addPuppet();
      const before = await enterAlone(puppet);
      expect(await roleOf(before.token)).toBe('caseworker');
      await promote(puppet, role);
      expect(await roleOf(before.token)).toBe(401);
      expect((await refreshed(before.refresh)).status).toBe(400);
      const again = signIn(stack.url, [{ userName: puppet.signInName, password: before.chosen }]);
      await expect(again).rejects.toThrow();

      // The approval of a password leads back in: a new session alone, and none of the old.
      const after = await enterByTwo(puppet);
      expect(await roleOf(after.token)).toBe(role);
      expect(await roleOf(before.token)).toBe(401);
      expect((await refreshed(before.refresh)).status).toBe(400);
    },
  );

  test('does not keep a password that was approved before', async () => {
    const puppet = await addPuppet();
    await promote(puppet, 'coordinator');
    const asked = await as('administrator', 'POST', passwordPath(puppet), {});
    await approve('auditor', asked.body.approvalId);
    await promote(puppet, 'administrator');
    const { approvalId } = asked.body;
    const late = await as('administrator', 'POST', passwordPath(puppet), { approvalId });
    expect([late.status, late.body.code]).toEqual([409, 'decided']);
  });

  test('is not paired with another: two of them hand nothing over to her own key', async () => {
    const [asker, decider] = [await addPuppet(), await addPuppet()];
    await promote(asker, 'administrator');
    await promote(decider, 'auditor');
    const askers = await enterByTwo(asker);
    const deciders = await enterByTwo(decider);
    const asked = await call(askers.token, 'POST', '/api/data-handovers', { id: newId(), recipientKey });
    expect(asked.status).toBe(202);
    const path = `/api/approvals/${text(asked.body.approvalId)}`;
    expect((await call(deciders.token, 'POST', path, { decision: 'approved' })).status).toBe(403);
    // Nor with the administrator who saw its password, either way round.
    const hers = await as('administrator', 'POST', '/api/data-handovers', { id: newId(), recipientKey });
    const herPath = `/api/approvals/${text(hers.body.approvalId)}`;
    expect((await call(deciders.token, 'POST', herPath, { decision: 'approved' })).status).toBe(403);
    const added = { id: newId(), name: 'మేఘన సితార', role: 'auditor', locale: 'en' };
    const person = await call(askers.token, 'POST', '/api/users', added);
    expect((await approve('administrator', person.body.approvalId)).status).toBe(403);
    for (const [token, { body }] of [
      [askers.token, asked],
      [await stack.tokenFor('administrator'), hers],
    ] as const) {
      await call(token, 'POST', `/api/approvals/${text(body.approvalId)}/withdrawal`, {});
    }
    // An auditor whose password neither has seen is free to decide.
    expect((await approve('auditor', person.body.approvalId)).status).toBe(200);
  });
});

describe('a puppet of a trusted role', () => {
  const personAsked = { name: 'మేఘన సితార', role: 'coordinator', locale: 'en' };

  test('makes itself no password, by which it would be forgotten who knew the one before', async () => {
    const puppet = await addPuppet();
    await promote(puppet, 'administrator');
    const { token } = await enterByTwo(puppet);
    const own = await call(token, 'POST', passwordPath(puppet), {});
    expect([own.status, own.body.code]).toEqual([422, 'own_access']);
    const open = (await as('auditor', 'GET', '/api/approvals')).body;
    expect(JSON.stringify(open)).not.toContain(puppet.id);
  });

  test('makes no second person of another by a password of its own making', async () => {
    const [first, second] = [await addPuppet(), await addPuppet()];
    await promote(first, 'administrator');
    await promote(second, 'auditor');
    const { token: firsts } = await enterByTwo(first);
    const asked = await call(firsts, 'POST', passwordPath(second), {});
    const { approvalId } = asked.body;
    expect((await approve('auditor', approvalId)).status).toBe(200);
    const given = await call(firsts, 'POST', passwordPath(second), { approvalId });
    const { token: seconds } = await enter(second, given.body.password);
    const person = await as('administrator', 'POST', '/api/users', { id: newId(), ...personAsked });
    const path = `/api/approvals/${text(person.body.approvalId)}`;
    expect((await call(seconds, 'POST', path, { decision: 'approved' })).status).toBe(403);
    await as('administrator', 'POST', `${path}/withdrawal`, {});
  });
});

describe('a person of a trusted role', () => {
  test('is not demoted by one, so that one cannot reset her and ask her back', async () => {
    const puppet = await addPuppet();
    await promote(puppet, 'auditor');
    await enterByTwo(puppet);
    const demoted = await changeOf(puppet.id, { role: 'caseworker' });
    expect(demoted.status).toBe(202);
    expect((await as('administrator', 'POST', passwordPath(puppet), {})).status).toBe(202);
    await approve('auditor', demoted.body.approvalId);
    // With a second person’s agreement she is reset; asked back, that way in is worth nothing.
    const reset = await enterAlone(puppet);
    expect(await roleOf(reset.token)).toBe('caseworker');
    await promote(puppet, 'auditor');
    expect(await roleOf(reset.token)).toBe(401);
  });

  test('who was disabled and is enabled again comes back by a new password alone', async () => {
    const puppet = await addPuppet();
    await promote(puppet, 'coordinator');
    const before = await enterByTwo(puppet);
    expect((await changeOf(puppet.id, { disabled: true })).status).toBe(200);
    expect(await roleOf(before.token)).toBe(401);
    const enabled = await changeOf(puppet.id, { disabled: false });
    await approve('auditor', enabled.body.approvalId);
    expect(await roleOf(before.token)).toBe(401);
    expect(await roleOf((await enterByTwo(puppet)).token)).toBe('coordinator');
  });
});
