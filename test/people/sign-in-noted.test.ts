import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { makeSignInName } from '../../functions/areas/people/random-names-and-passwords.ts';
import { createPeopleRoutes } from '../../functions/areas/people/routes.ts';
import { createAuthorizer } from '../../functions/gateway/authorizer/authorizer.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { createSignInNote } from '../../functions/shared/sign-ins/newest-sign-in.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { approvalKey, approvalListIndexKeys } from '../../functions/shared/table/keys/people.ts';
import { putApproval } from '../../functions/shared/two-person/put-approval.ts';
import { createCaller, createSend } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;
const administrator = createCaller('administrator');
const now = '2026-12-10T06:30:00Z';
beforeAll(async () => {
  records = await openRecords();
  send = createSend(
    createPeopleRoutes({
      table: records.table,
      vault: records.vault,
      chooseName: makeSignInName,
      allowSignIn: async () => newId(),
      signIns: createSignIns(records.table, {
        enable: async () => {},
        disable: async () => {},
        remove: async () => {},
      }),
      accessLog: records.accessLog,
      newId,
    }),
  );
});
afterAll(() => records.close());

const added = z.object({ id: z.string(), signInName: z.string() });
const addCaseworker = async () => {
  const body = {
    id: newId(),
    name: 'వెన్నెల కల్పన',
    role: 'caseworker',
    locale: 'te',
    districts: ['Guntur'],
  };
  return added.parse((await send({ route: 'POST /api/users', caller: administrator, now, body })).body);
};
const listed = z.object({ items: z.array(z.object({ id: z.string(), signIn: z.unknown().optional() })) });
/** How it stands with her signing in, as the list says and as her own page does. */
const statusOf = async (id: string): Promise<unknown> => {
  const [list, page] = await Promise.all([
    send({ route: 'GET /api/users', caller: administrator, now, query: { limit: '100' } }),
    send({ route: 'GET /api/users/{id}', path: { id }, caller: administrator, now }),
  ]);
  const inList = listed.parse(list.body).items.find((one) => one.id === id)?.signIn;
  expect(z.object({ signIn: z.unknown().optional() }).parse(page.body).signIn).toEqual(inList);
  return inList;
};
/** Calls with a token of hers, whose session began at an instant, through one instance of the authorizer. */
const openAuthorizer = (table: Pick<Table, 'transact'> = records.table) => {
  const noteSignIn = createSignInNote(table);
  return (signInName: string, signedInAt: string) =>
    createAuthorizer({
      table: records.table,
      verify: async () => ({ userId: 'u', signInName, signedInAt }),
      noteSignIn,
    })({
      type: 'TOKEN',
      authorizationToken: 'Bearer a.b.c',
      methodArn: 'arn:x/prod/GET/api/me',
    });
};

test('who was added has no password, then one that waits, and has signed in once she calls with it', async () => {
  const { id, signInName } = await addCaseworker();
  expect(await statusOf(id)).toEqual({ state: 'no_password' });
  const route = 'POST /api/users/{id}/one-time-password';
  expect(await send({ route, path: { id }, caller: administrator, now, body: {} })).toMatchObject({
    status: 201,
  });
  expect(await statusOf(id)).toEqual({ state: 'password_waits', passwordUntil: '2026-12-13T06:30:00Z' });
  const signedInAt = '2026-12-10T07:00:00Z';
  await openAuthorizer()(signInName, signedInAt);
  expect(await statusOf(id)).toEqual({ state: 'signed_in', signedInAt });
});

test('the newest sign-in is kept, also if an older session calls after it, and each is written once', async () => {
  const { id, signInName } = await addCaseworker();
  const [first, second] = ['2026-12-10T07:00:00Z', '2026-12-11T07:00:00Z'];
  let writes = 0;
  const call = openAuthorizer({
    transact: (all) => {
      writes += 1;
      return records.table.transact(all);
    },
  });
  for (const at of [first, first, second, second, first]) await call(signInName, at);
  expect(writes).toBe(2);
  // Another instance has written nothing yet.
  await openAuthorizer()(signInName, first);
  expect(await statusOf(id)).toEqual({ state: 'signed_in', signedInAt: second });
});

test('a sign-in that cannot be noted keeps nobody out, and is noted at the next request', async () => {
  const { id, signInName } = await addCaseworker();
  let isBroken = true;
  const call = openAuthorizer({
    transact: async (writes) => {
      if (isBroken) throw new Error('The table is away.');
      return records.table.transact(writes);
    },
  });
  const signedInAt = '2026-12-10T07:00:00Z';
  expect(await call(signInName, signedInAt)).toMatchObject({ principalId: id });
  expect(await statusOf(id)).toEqual({ state: 'no_password' });
  isBroken = false;
  await call(signInName, signedInAt);
  expect(await statusOf(id)).toEqual({ state: 'signed_in', signedInAt });
});

test('of a person who is disabled nothing is said', async () => {
  const { id } = await addCaseworker();
  await send({
    route: 'PATCH /api/users/{id}',
    path: { id },
    caller: administrator,
    now,
    ifMatch: 1,
    body: { disabled: true },
  });
  expect(await statusOf(id)).toBeUndefined();
});

test('who asked for a password that needs two is told once it is approved, and nobody else', async () => {
  const { id } = await addCaseworker();
  const approval = {
    id: newId(),
    matter: 'sign_in',
    subject: id,
    askedBy: administrator.personId,
    askedAt: '2026-12-09T06:30:00Z',
    state: 'waiting',
    facts: { role: 'coordinator' },
  } as const;
  const store = async (more: object): Promise<void> => {
    await records.table.transact(putApproval({ ...approval, ...more }));
  };
  await store({});
  expect(await statusOf(id)).toEqual({ state: 'no_password' });
  await records.table.put({
    ...approvalKey(approval.id),
    ...approval,
    ...approvalListIndexKeys(approval.askedAt, approval.id),
    state: 'approved',
    decidedAt: '2026-12-10T06:00:00Z',
  });
  expect(await statusOf(id)).toEqual({
    state: 'no_password',
    passwordApprovedUntil: '2026-12-17T06:00:00Z',
  });
  const other = createCaller('administrator');
  const page = await send({ route: 'GET /api/users/{id}', path: { id }, caller: other, now });
  expect(page.body).toMatchObject({ signIn: { state: 'no_password' } });
  expect(page.body).not.toMatchObject({ signIn: { passwordApprovedUntil: expect.anything() } });
});
