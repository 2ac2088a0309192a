import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { createDevicesRoutes } from '../../functions/areas/devices/routes.ts';
import { createAuthorizer } from '../../functions/gateway/authorizer/authorizer.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { hashDeviceSecret } from '../../functions/shared/http/device-token.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { createSignIns } from '../../functions/shared/sign-ins/sync-sign-ins.ts';
import { wayInOf } from '../../functions/shared/sign-ins/way-in.ts';
import {
  deviceKey,
  personKey,
  personListIndexKeys,
  settingCountsKey,
} from '../../functions/shared/table/keys/people.ts';
import { createCaller, createSend } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;

beforeAll(async () => {
  records = await openRecords();
  send = createSend(createDevicesRoutes({ ...records, newId }));
});
afterAll(() => records.close());

const leader = createCaller('leader', { signedInAt: '2026-10-15T06:00:00Z' });
const random256 = () => randomBytes(32).toString('base64url');

test('a phone is registered so often in a month and no more, by one person', async () => {
  const worn = createCaller('leader', { signedInAt: '2026-10-15T06:00:00Z' });
  await records.table.put({
    ...settingCountsKey(worn.personId, '2026-10'),
    phones: maxSettingsOfMonth.phones - 1,
  });
  const add = (caller = worn) =>
    send({ route: 'POST /api/me/devices', caller, body: { id: newId(), secret: random256() } });
  expect(await add()).toMatchObject({ status: 201 });
  expect(await add()).toMatchObject({ status: 422, body: { code: 'too_many' } });
  expect(await add(createCaller('leader', { signedInAt: '2026-10-15T06:00:00Z' }))).toMatchObject({
    status: 201,
  });
});

describe("a device's key", () => {
  const encrypt = (id: string, key: string) =>
    send({ route: 'POST /api/me/device-keys', caller: leader, body: { id, key } });
  const open = (id: string, sealed: unknown, caller = leader) =>
    send({ route: 'POST /api/me/device-keys/open', caller, body: { id, sealed } });

  test('opens again for its owner on its device, and for nobody and nowhere else', async () => {
    const id = newId();
    const key = random256();
    const reply = await encrypt(id, key);
    expect(reply.status).toBe(200);
    const { sealed } = z.object({ sealed: z.string() }).parse(reply.body);
    expect(sealed).not.toContain(key);
    expect(await open(id, sealed)).toMatchObject({ status: 200, body: { key } });
    const refusal = { status: 422, body: { code: 'not_yours' } };
    expect(await open(id, sealed, createCaller('leader'))).toMatchObject(refusal);
    expect(await open(newId(), sealed)).toMatchObject(refusal);
    expect(await open(id, `${sealed.slice(0, -2)}AA`)).toMatchObject(refusal);
    expect(await open(id, 'nonsense')).toMatchObject(refusal);
  });

  test('is kept nowhere here', async () => {
    const before = (await records.scan()).length;
    await encrypt(newId(), random256());
    expect(await records.scan()).toHaveLength(before);
  });

  test.each(['short', 'ü'.repeat(43)])('is refused where it is none: %s', async (key) => {
    expect(await encrypt(newId(), key)).toMatchObject({ status: 400, body: { errors: [{ path: 'key' }] } });
  });
});

type Registered = { readonly id: string; readonly secret: string };
const pin = { proof: random256(), share: random256() };

const register = (body: object, caller = leader) => send({ route: 'POST /api/me/devices', caller, body });
const addDevice = async (more: object = { pin }, caller = leader): Promise<Registered> => {
  const device = { id: newId(), secret: random256() };
  expect(await register({ ...device, ...more }, caller)).toMatchObject({ status: 201 });
  return device;
};
const authorize = (token: string) =>
  createAuthorizer({
    table: records.table,
    verify: async () => {
      throw new Error('No person’s token.');
    },
    noteSignIn: async () => {},
  })({
    type: 'TOKEN',
    authorizationToken: `Bearer ${token}`,
    methodArn: 'arn:aws:execute-api:ap-south-1:1:api/live/POST/api/device/contact',
  });
const asDevice = async (
  route: 'POST /api/device/contact' | 'POST /api/device/unlock',
  { id, secret }: Registered,
  body: object,
  now?: string,
) => {
  const { context } = await authorize(`device.${id}.${secret}`);
  const device = z.object({ deviceId: z.string(), secretHash: z.string() }).parse(context);
  return send({ route, caller: null, device, body, ...(now === undefined ? {} : { now }) });
};
const contact = (device: Registered, waiting = 0, now?: string, client?: string) =>
  asDevice('POST /api/device/contact', device, { waiting, client }, now);
/** The present secrets of the phones that `unlock` has opened, by their first. */
const secretsNow = new Map<string, string>();
/** What a phone offers as its next secret: the same each time, until it is accepted. */
const nextOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');
/** Sends a proof as a phone does: it goes on with the secret that it offered once the server has accepted it. */
const unlock = async (device: Registered, proof: string, waiting = 0, now?: string) => {
  const secret = secretsNow.get(device.secret) ?? device.secret;
  const body = { proof, waiting, nextSecret: nextOf(secret) };
  const reply = await asDevice('POST /api/device/unlock', { ...device, secret }, body, now);
  if (reply.status === 200) secretsNow.set(device.secret, body.nextSecret);
  return reply;
};

const putPerson = (personId: string, more: object = {}) =>
  records.table.transact([
    {
      put: {
        ...personKey(personId),
        ...personListIndexKeys(personId),
        id: personId,
        signInName: personId,
        role: 'leader',
        disabled: false,
        ...more,
      },
    },
    {
      put: wayInOf({
        id: personId,
        signInName: personId,
        role: 'leader',
        collectives: [],
        districts: [],
        locale: 'te',
        disabled: false,
        ...more,
      }),
    },
  ]);
const linesOf = async (device: Registered) =>
  (await records.readJournal()).filter((line) => 'deviceId' in line && line.deviceId === device.id);

beforeEach(() => putPerson(leader.personId));

describe('the phones of all leaders', () => {
  test('are told by their number and the latest contact, also of a leader who has none', async () => {
    const [without, disabled, caseworker] = [newId(), newId(), newId()];
    await putPerson(without);
    await putPerson(disabled, { disabled: true });
    await putPerson(caseworker, { role: 'caseworker' });
    const device = await addDevice();
    await addDevice();
    const list = async () => {
      const reply = await send({
        route: 'GET /api/phones',
        caller: createCaller('administrator'),
        query: { limit: '100' },
      });
      const { items } = z
        .object({ items: z.array(z.looseObject({ personId: z.string() })) })
        .parse(reply.body);
      return new Map(items.map((one) => [one.personId, one]));
    };
    const before = await list();
    expect(before.get(without)).toEqual({ personId: without, phones: 0, ended: 0 });
    expect([before.has(disabled), before.has(caseworker)]).toEqual([false, false]);
    const hers = z.object({ phones: z.int(), ended: z.int() }).parse(before.get(leader.personId));
    await contact(device, 0, '2031-01-05T06:00:00Z');
    expect((await list()).get(leader.personId)).toMatchObject({ phones: hers.phones, seenOn: '2031-01-05' });
    await send({
      route: 'POST /api/users/{id}/devices/{deviceId}/revocation',
      path: { id: leader.personId, deviceId: device.id },
      caller: createCaller('administrator'),
      body: { id: newId() },
      // Before she signed in, so that she registers others.
      now: '2026-10-15T05:00:00Z',
    });
    const after = z
      .object({ phones: z.int(), ended: z.int(), seenOn: z.string() })
      .parse((await list()).get(leader.personId));
    expect(after.phones).toBe(hers.phones - 1);
    expect(after.ended).toBe(hers.ended + 1);
    expect(after.seenOn).not.toBe('2031-01-05');
  });

  test('are shown to administrators alone', async () => {
    expect(await send({ route: 'GET /api/phones', caller: createCaller('coordinator') })).toMatchObject({
      status: 403,
    });
  });
});

describe('a registered device', () => {
  test('is recorded once, with one line and without anything by which it could be opened', async () => {
    const device = { id: newId(), secret: random256(), pin };
    expect(await register(device)).toMatchObject({ status: 201, body: { id: device.id, version: 1 } });
    expect(await register(device)).toMatchObject({ status: 200, body: { id: device.id, version: 1 } });
    expect(await register({ ...device, secret: random256() })).toMatchObject({
      status: 409,
      body: { code: 'id_reused' },
    });
    expect(await linesOf(device)).toMatchObject([{ type: 'device_added', opensBy: 'server' }]);
    const stored = JSON.stringify(await records.scan());
    for (const secret of [device.secret, pin.proof, pin.share]) expect(stored).not.toContain(secret);
  });

  test('is let in by its own token, to its own calls and to no other', async () => {
    const device = await addDevice();
    const good = `device.${device.id}.${device.secret}`;
    expect(await authorize(good)).toMatchObject({
      principalId: device.id,
      context: { deviceId: device.id, secretHash: hashDeviceSecret(device.secret) },
      policyDocument: {
        Statement: [{ Resource: ['arn:aws:execute-api:ap-south-1:1:api/live/POST/api/device/*'] }],
      },
    });
    for (const token of [
      `device.${device.id}.${random256()}`,
      `device.${newId()}.${device.secret}`,
      `device.${device.id}.short`,
    ]) {
      await expect(authorize(token), token).rejects.toThrow(/^Unauthorized$/);
    }
    // Were the policy wider, the functions would still take it for nobody.
    const body = { id: newId(), secret: random256() };
    expect(
      await send({
        route: 'POST /api/me/devices',
        caller: null,
        device: { deviceId: device.id, secretHash: hashDeviceSecret(device.secret) },
        body,
      }),
    ).toMatchObject({ status: 401 });
  });

  test('has calls that are no person’s, whatever she may do, and nobody’s without a token', async () => {
    for (const route of ['POST /api/device/contact', 'POST /api/device/unlock'] as const) {
      expect(await send({ route, caller: leader, body: 'no JSON' })).toMatchObject({ status: 403 });
      expect(await send({ route, caller: null, body: 'no JSON' })).toMatchObject({ status: 401 });
    }
  });

  test('gives its share for the right proof, and says how many were wrong before', async () => {
    const device = await addDevice();
    expect(await unlock(device, pin.proof)).toMatchObject({
      status: 200,
      body: { share: pin.share, wrongTries: 0, since: '2026-10-15', wrongTriesInAll: 0 },
    });
    expect(await unlock(device, random256())).toMatchObject({
      status: 422,
      body: { code: 'wrong_pin', triesLeft: 4 },
    });
    expect(await unlock(device, pin.proof)).toMatchObject({ status: 200, body: { wrongTries: 1 } });
    expect(await unlock(device, random256())).toMatchObject({ status: 422, body: { triesLeft: 4 } });
  });

  test('gives nothing more after five wrong proofs, the right one neither, and leaves a line', async () => {
    const device = await addDevice();
    for (let left = 4; left > 0; left -= 1) {
      expect(await unlock(device, random256())).toMatchObject({ body: { triesLeft: left } });
    }
    const refusal = { status: 422, body: { code: 'locked' } };
    for (const proof of [random256(), pin.proof, pin.proof]) {
      expect(await unlock(device, proof)).toMatchObject(refusal);
    }
    expect(await linesOf(device)).toMatchObject([
      { type: 'device_added', actor: leader.personId },
      { type: 'device_locked', actor: 'system', personId: leader.personId },
    ]);
  });

  test('counts fifty guesses that race each other one by one: five are looked at', async () => {
    const device = await addDevice();
    const guesses = await Promise.all(Array.from({ length: 50 }, () => unlock(device, random256())));
    const codes = guesses.map(
      ({ status, body }) => `${status} ${z.looseObject({ code: z.string() }).parse(body).code}`,
    );
    expect(codes.filter((code) => code === '422 wrong_pin')).toHaveLength(4);
    expect(new Set(codes)).toEqual(
      new Set(['422 wrong_pin', '422 locked', ...(codes.includes('503 busy') ? ['503 busy'] : [])]),
    );
    expect((await linesOf(device)).filter(({ type }) => type === 'device_locked')).toHaveLength(1);
    expect(await unlock(device, pin.proof)).toMatchObject({ status: 422, body: { code: 'locked' } });
  });

  test('counts no try twice where the right one races wrong ones', async () => {
    const device = await addDevice();
    const proofs = [random256(), random256(), pin.proof, random256(), random256()];
    const replies = await Promise.all(proofs.map((proof) => unlock(device, proof)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
    expect(replies[2]).toMatchObject({ status: 200, body: { share: pin.share } });
  });

  test('that opens by itself has nothing here to give', async () => {
    const device = await addDevice({});
    expect(await unlock(device, pin.proof)).toMatchObject({ status: 422, body: { code: 'locked' } });
    expect(await contact(device)).toMatchObject({ status: 200, body: { standing: 'active' } });
  });
});

describe('a device under a new key', () => {
  test('takes what was kept for the old one with it, and lets that go on asking', async () => {
    const old = await addDevice();
    const next = await addDevice({ pin: { proof: random256(), share: random256() }, replaces: old.id });
    expect(await unlock(old, pin.proof)).toMatchObject({ status: 422, body: { code: 'locked' } });
    // Where the phone was switched off in between, it still has the old one: nothing is lost.
    expect(await contact(old)).toMatchObject({ status: 200, body: { standing: 'active' } });
    expect(await contact(next)).toMatchObject({ status: 200, body: { standing: 'active' } });
  });

  test('does not replace itself', async () => {
    const id = newId();
    expect(await register({ id, secret: random256(), pin, replaces: id })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'replaces' }] },
    });
    expect((await records.scan()).some(({ pk }) => pk === `DEVICE#${id}`)).toBe(false);
  });

  test('replaces none of another’s, and none that is not there', async () => {
    const other = createCaller('leader');
    await putPerson(other.personId);
    const hers = await addDevice({ pin }, other);
    for (const replaces of [hers.id, newId()]) {
      expect(await register({ id: newId(), secret: random256(), replaces })).toMatchObject({
        status: 422,
        body: { code: 'unknown_device', errors: [{ path: 'replaces' }] },
      });
    }
    expect(await unlock(hers, pin.proof)).toMatchObject({ status: 200 });
  });
});

describe('a device whose owner', () => {
  test.each([
    ['was disabled', { disabled: true }],
    ['has a role without phones', { role: 'coordinator' }],
  ])('%s ends at its next contact, for good, with a line that says what is lost', async (_, change) => {
    const owner = createCaller('leader');
    await putPerson(owner.personId);
    const [device, other] = [await addDevice({ pin }, owner), await addDevice({ pin }, owner)];
    expect(await contact(device)).toMatchObject({ body: { standing: 'active' } });
    await putPerson(owner.personId, change);
    expect(await contact(device, 3)).toMatchObject({ status: 200, body: { standing: 'ended' } });
    expect(await contact(device, 3)).toMatchObject({ status: 200, body: { standing: 'ended' } });
    expect(await unlock(other, pin.proof, 2)).toMatchObject({ status: 422, body: { code: 'ended' } });
    await putPerson(owner.personId);
    expect(await contact(device)).toMatchObject({ body: { standing: 'ended' } });
    expect(await unlock(device, pin.proof)).toMatchObject({ status: 422, body: { code: 'ended' } });
    expect(await linesOf(device)).toMatchObject([
      { type: 'device_added' },
      { type: 'device_ended', actor: 'system', personId: owner.personId, waiting: 3 },
    ]);
    expect(await linesOf(other)).toMatchObject([
      { type: 'device_added' },
      { type: 'device_ended', waiting: 2 },
    ]);
  });

  test('is told once where two contacts race', async () => {
    const owner = createCaller('leader');
    await putPerson(owner.personId);
    const device = await addDevice({ pin }, owner);
    await putPerson(owner.personId, { disabled: true });
    const replies = await Promise.all(Array.from({ length: 5 }, () => contact(device, 1)));
    for (const reply of replies) expect(reply).toMatchObject({ body: { standing: 'ended' } });
    expect((await linesOf(device)).filter(({ type }) => type === 'device_ended')).toHaveLength(1);
  });
});

describe('a lost device', () => {
  const administrator = createCaller('administrator');
  const list = (id: string) =>
    send({ route: 'GET /api/users/{id}/devices', path: { id }, caller: administrator });
  const revoke = (owner: string, device: Registered, id = newId()) =>
    send({
      route: 'POST /api/users/{id}/devices/{deviceId}/revocation',
      path: { id: owner, deviceId: device.id },
      caller: administrator,
      body: { id },
    });
  const newOwner = async () => {
    const owner = createCaller('leader');
    await putPerson(owner.personId);
    return owner;
  };

  test('is found among those of its owner by when it was registered and last seen; it is noted who looked', async () => {
    const owner = await newOwner();
    const [first, second] = [await addDevice({ pin }, owner), await addDevice({ pin }, owner)];
    await addDevice({ pin }, await newOwner());
    await contact(first, 0, '2026-11-02T19:00:00.000Z');
    await unlock(second, pin.proof);
    expect(await list(owner.personId)).toMatchObject({
      status: 200,
      body: {
        items: [
          { id: second.id, registeredAt: '2026-10-15T06:30:00Z', seenOn: '2026-10-15' },
          { id: first.id, registeredAt: '2026-10-15T06:30:00Z', seenOn: '2026-11-03' },
        ],
      },
    });
    expect(await records.accessesOf(owner.personId)).toMatchObject([
      { route: 'GET /api/users/{id}/devices', actor: administrator.personId },
    ]);
    expect(await list(newId())).toMatchObject({ status: 404 });
  });

  test('keeps the version of the client that it told last', async () => {
    const owner = await newOwner();
    const device = await addDevice({ pin }, owner);
    const told = async () =>
      z
        .object({ items: z.array(z.looseObject({ client: z.string().optional() })) })
        .parse((await list(owner.personId)).body).items[0]?.client;
    expect(await told()).toBeUndefined();
    await contact(device, 0, undefined, 'aaaaaaaaaaaa');
    expect(await told()).toBe('aaaaaaaaaaaa');
    await contact(device);
    expect(await told()).toBe('aaaaaaaaaaaa');
    await contact(device, 0, undefined, 'bbbbbbbbbbbb');
    expect(await told()).toBe('bbbbbbbbbbbb');
    expect(await contact(device, 0, undefined, 'not a version')).toMatchObject({ status: 400 });
  });

  test('opens nothing from its next contact on, while a new one of the same owner does', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    const id = newId();
    const revoked = { id: lost.id, revokedAt: '2026-10-15T06:30:00Z' };
    expect(await revoke(owner.personId, lost, id)).toMatchObject({ status: 201, body: revoked });
    expect(await revoke(owner.personId, lost, id)).toMatchObject({ status: 200, body: revoked });
    expect(await unlock(lost, pin.proof, 2)).toMatchObject({ status: 422, body: { code: 'ended' } });
    expect(await contact(lost, 2)).toMatchObject({ status: 200, body: { standing: 'ended' } });
    expect(await linesOf(lost)).toMatchObject([
      { type: 'device_added' },
      { type: 'device_revoked', id, actor: administrator.personId, personId: owner.personId },
      { type: 'device_ended', actor: 'system', waiting: 2 },
    ]);
    const found = await addDevice({ pin }, { ...owner, signedInAt: '2026-10-15T06:30:01Z' });
    expect(await contact(found)).toMatchObject({ body: { standing: 'active' } });
    expect(await unlock(found, pin.proof)).toMatchObject({ status: 200, body: { share: pin.share } });
  });

  test('loses what was kept here to open it at once', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    const stored = async () => (await records.scan()).find(({ pk }) => pk === `DEVICE#${lost.id}`);
    expect(await stored()).toMatchObject({ share: expect.any(String), proof: expect.any(String) });
    await revoke(owner.personId, lost);
    expect(Object.keys((await stored()) ?? {})).not.toEqual(expect.arrayContaining(['share']));
    expect(Object.keys((await stored()) ?? {})).not.toEqual(expect.arrayContaining(['proof']));
  });

  test('ends also where it still has the key before its newest', async () => {
    const owner = await newOwner();
    const first = await addDevice({ pin }, owner);
    const second = await addDevice({ pin, replaces: first.id }, owner);
    const third = await addDevice({ pin, replaces: second.id }, owner);
    expect(await list(owner.personId)).toMatchObject({ body: { items: [{ id: third.id }] } });
    await revoke(owner.personId, third);
    for (const key of [first, second, third]) {
      expect(await contact(key)).toMatchObject({ body: { standing: 'ended' } });
    }
  });

  test('signs its owner out: her sign-in is settled, and she has to sign in again', async () => {
    const owner = await newOwner();
    await records.table.put(
      wayInOf({ ...owner, id: owner.personId, signInName: owner.personId, disabled: false }),
    );
    const lost = await addDevice({ pin }, owner);
    await revoke(owner.personId, lost);
    const settled: string[] = [];
    await createSignIns(records.table, {
      enable: async (personId) => void settled.push(personId),
      disable: async () => {},
      remove: async () => {},
    }).syncAll();
    expect(settled).toContain(owner.personId);
  });

  test('is ended once, and only as one of its owner', async () => {
    const [owner, other] = [await newOwner(), await newOwner()];
    const lost = await addDevice({ pin }, owner);
    for (const [person, device] of [
      [other.personId, lost],
      [newId(), lost],
      [owner.personId, { ...lost, id: newId() }],
    ] as const) {
      expect(await revoke(person, device)).toMatchObject({ status: 404 });
    }
    expect(await contact(lost)).toMatchObject({ body: { standing: 'active' } });
    const replies = await Promise.all([revoke(owner.personId, lost), revoke(owner.personId, lost)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await revoke(owner.personId, lost)).toMatchObject({
      status: 422,
      body: { code: 'already_revoked' },
    });
    const ended = await addDevice({ pin }, other);
    await putPerson(other.personId, { disabled: true });
    await contact(ended);
    expect(await revoke(other.personId, ended)).toMatchObject({
      status: 422,
      body: { code: 'already_revoked' },
    });
  });
});

describe('the tries of a phone with a PIN', () => {
  test('are told to her since she opened it last, whoever made them', async () => {
    const device = await addDevice();
    await unlock(device, pin.proof, 0, '2026-10-20T06:30:00Z');
    for (const now of ['2026-10-21T06:30:00Z', '2026-10-22T06:30:00Z']) {
      await unlock(device, random256(), 0, now);
    }
    const opened = { wrongTries: 2, since: '2026-10-20', wrongTriesInAll: 2 };
    expect(await unlock(device, pin.proof, 0, '2026-10-24T06:30:00Z')).toMatchObject({ body: opened });
    expect(await unlock(device, pin.proof, 0, '2026-10-25T06:30:00Z')).toMatchObject({
      body: { wrongTries: 0, since: '2026-10-24', wrongTriesInAll: 2 },
    });
  });

  test('forty-eight guesses, four before each time that she opens it, leave lines and raise the alarm', async () => {
    const device = await addDevice();
    const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    onTestFinished(() => written.mockRestore());
    for (let round = 0; round < 12; round += 1) {
      for (let guess = 0; guess < 4; guess += 1) await unlock(device, random256());
      expect(await unlock(device, pin.proof)).toMatchObject({ status: 200, body: { wrongTries: 4 } });
    }
    expect((await linesOf(device)).slice(1)).toMatchObject(
      [10, 20, 30, 40].map((wrongTries) => ({ type: 'device_tried', actor: 'system', wrongTries })),
    );
    const alarms = written.mock.calls.filter(([text]) => String(text).includes('"device misused"'));
    expect(alarms).toHaveLength(4);
  });

  test('end after three hundred in its life, with lines before, however often she opens it', async () => {
    const device = await addDevice();
    const setTries = (tries: number) =>
      records.table.transact([
        { update: deviceKey(device.id), set: 'SET wrongTriesInAll = :tries', values: { ':tries': tries } },
      ]);
    await setTries(199);
    expect(await unlock(device, random256())).toMatchObject({ body: { triesLeft: 4 } });
    expect(await unlock(device, pin.proof)).toMatchObject({ status: 200 });
    await setTries(298);
    expect(await unlock(device, random256())).toMatchObject({ body: { triesLeft: 1 } });
    expect(await unlock(device, pin.proof)).toMatchObject({ status: 200 });
    expect(await unlock(device, random256())).toMatchObject({ body: { code: 'locked' } });
    expect(await unlock(device, pin.proof)).toMatchObject({ body: { code: 'locked' } });
    expect((await linesOf(device)).slice(1)).toMatchObject([
      { type: 'device_tried', wrongTries: 200 },
      { type: 'device_locked' },
    ]);
  });
});

describe('the secret of a phone with a PIN', () => {
  /** A phone opens with the right PIN and offers its next secret. */
  const open = (device: Registered, nextSecret: string, now?: string) =>
    asDevice('POST /api/device/unlock', device, { proof: pin.proof, waiting: 0, nextSecret }, now);
  const later = '2026-10-16T06:30:00Z';
  const copied = { status: 422, body: { code: 'copied' } };

  test('changes with each opening, and the former one shows a copy: neither opens any more', async () => {
    const device = await addDevice();
    const next = { ...device, secret: random256() };
    expect(await open(device, next.secret)).toMatchObject({ status: 200 });
    expect(await open(next, random256())).toMatchObject({ status: 200 });
    expect(await open(device, random256(), later)).toMatchObject(copied);
    expect(await open(next, random256(), later)).toMatchObject(copied);
    expect(await open(device, random256(), later)).toMatchObject(copied);
    expect((await linesOf(device)).slice(1)).toMatchObject([{ type: 'device_copied', actor: 'system' }]);
    const stored = (await records.scan()).find(({ pk }) => pk === `DEVICE#${device.id}`);
    expect(Object.keys(stored ?? {})).not.toContain('share');
    // Nothing is wiped: she signs in, and the same phone is hers again under a new key.
    expect(await contact(next, 0, later)).toMatchObject({ body: { standing: 'active' } });
    expect(await addDevice({ pin, replaces: device.id })).toMatchObject({ id: expect.any(String) });
  });

  test('shows a copy also where it only asks whether it may open', async () => {
    const device = await addDevice();
    const next = { ...device, secret: random256() };
    await open(device, next.secret);
    expect(await contact(next)).toMatchObject({ body: { standing: 'active' } });
    await contact(device, 0, later);
    expect(await open(next, random256(), later)).toMatchObject(copied);
  });

  test('works on until the next one is used, so that lost answers cost nothing', async () => {
    const device = await addDevice();
    const next = { ...device, secret: random256() };
    for (let lost = 0; lost < 3; lost += 1) {
      expect(await open(device, next.secret, later)).toMatchObject({ status: 200 });
    }
    expect(await contact(device, 0, later)).toMatchObject({ body: { standing: 'active' } });
    expect(await open(next, random256(), later)).toMatchObject({ status: 200 });
    expect(await linesOf(device)).toHaveLength(1);
  });

  test('is busy, and no copy, where the former one arrives late', async () => {
    const device = await addDevice();
    const next = { ...device, secret: random256() };
    await open(device, next.secret);
    await contact(next, 0, '2026-10-15T06:31:00Z');
    expect(await open(device, next.secret, '2026-10-15T06:31:20Z')).toMatchObject({ status: 503 });
    expect(await open(next, random256(), '2026-10-15T06:31:30Z')).toMatchObject({ status: 200 });
    expect(await linesOf(device)).toHaveLength(1);
  });

  test('is not given for a wrong PIN', async () => {
    const device = await addDevice();
    const next = { ...device, secret: random256() };
    const body = { proof: random256(), waiting: 0, nextSecret: next.secret };
    expect(await asDevice('POST /api/device/unlock', device, body)).toMatchObject({ status: 422 });
    await expect(contact(next)).rejects.toThrow('Unauthorized');
  });

  test('of two tabs that open at once is the same', async () => {
    const device = await addDevice();
    const next = { ...device, secret: random256() };
    const replies = await Promise.all(Array.from({ length: 4 }, () => open(device, next.secret)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const contacts = await Promise.all(Array.from({ length: 4 }, () => contact(next)));
    for (const reply of contacts) expect(reply).toMatchObject({ body: { standing: 'active' } });
    expect(await open(next, random256())).toMatchObject({ status: 200 });
  });

  test.each([
    ['never comes back', false],
    ['uses what he offered', true],
  ])(
    'shows a copy whose holder knows the PIN and opens it before she does, even if he %s',
    async (_, isUsed) => {
      const device = await addDevice();
      const [hers, his] = [random256(), random256()];
      expect(await open(device, his)).toMatchObject({ status: 200, body: { share: pin.share } });
      if (isUsed) expect(await open({ ...device, secret: his }, random256())).toMatchObject({ status: 200 });
      expect(await open(device, hers, later)).toMatchObject(copied);
      expect(await open({ ...device, secret: his }, random256(), later)).toMatchObject(copied);
      expect((await linesOf(device)).slice(1)).toMatchObject([{ type: 'device_copied', actor: 'system' }]);
      const stored = (await records.scan()).find(({ pk }) => pk === `DEVICE#${device.id}`);
      expect(Object.keys(stored ?? {})).not.toContain('share');
    },
  );

  test('shows a copy that comes after her first opening, before she has used her next secret', async () => {
    const device = await addDevice();
    const hers = random256();
    expect(await open(device, hers)).toMatchObject({ status: 200 });
    expect(await open(device, random256())).toMatchObject(copied);
    expect(await open({ ...device, secret: hers }, random256(), later)).toMatchObject(copied);
  });

  test('shows a copy that offers another next secret, though its PIN is wrong', async () => {
    const device = await addDevice();
    await open(device, random256());
    const wrong = { proof: random256(), waiting: 0, nextSecret: random256() };
    expect(await asDevice('POST /api/device/unlock', device, wrong)).toMatchObject(copied);
  });

  test('shows one copy, with one line, where the two open at once', async () => {
    const device = await addDevice();
    const replies = await Promise.all(Array.from({ length: 4 }, () => open(device, random256())));
    expect(replies.filter(({ status }) => status === 200).length).toBeLessThan(2);
    for (const reply of replies.filter(({ status }) => status !== 200)) expect(reply).toMatchObject(copied);
    expect((await linesOf(device)).map(({ type }) => type)).toEqual(['device_added', 'device_copied']);
  });

  test.each([
    ['no next secret', () => ({})],
    ['the present one as the next', ({ secret }: Registered) => ({ nextSecret: secret })],
  ])('opens nothing with %s', async (_, next) => {
    const device = await addDevice();
    const body = { proof: pin.proof, waiting: 0, ...next(device) };
    expect(await asDevice('POST /api/device/unlock', device, body)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'nextSecret' }] },
    });
  });

  test('keeps the wrong tries to be told until an answer has reached her', async () => {
    const device = await addDevice();
    const wrong = (nextSecret: string) =>
      asDevice('POST /api/device/unlock', device, { proof: random256(), waiting: 0, nextSecret });
    const next = random256();
    for (let guess = 0; guess < 2; guess += 1) await wrong(next);
    const told = { wrongTries: 2, since: '2026-10-15' };
    expect(await open(device, next, later)).toMatchObject({ status: 200, body: told });
    // That answer was lost: she tries again, mistyping once.
    await wrong(next);
    expect(await open(device, next, later)).toMatchObject({ status: 200, body: { ...told, wrongTries: 3 } });
    expect(await open({ ...device, secret: next }, random256(), later)).toMatchObject({
      body: { wrongTries: 0, since: '2026-10-16' },
    });
  });

  test('tells her with the copy how many wrong tries there were, whatever its holder opened meanwhile', async () => {
    const device = await addDevice();
    const his = random256();
    const body = { proof: random256(), waiting: 0, nextSecret: his };
    for (let guess = 0; guess < 2; guess += 1) await asDevice('POST /api/device/unlock', device, body);
    await open(device, his);
    const told = { code: 'copied', wrongTries: 2, since: '2026-10-15' };
    for (const _ of [1, 2]) {
      expect(await open(device, random256(), later)).toMatchObject({ status: 422, body: told });
    }
  });
});

describe('a revoked phone', () => {
  const revoke = (owner: string, device: Registered) =>
    send({
      route: 'POST /api/users/{id}/devices/{deviceId}/revocation',
      path: { id: owner, deviceId: device.id },
      caller: createCaller('administrator'),
      body: { id: newId() },
    });
  const list = (owner: string) =>
    send({
      route: 'GET /api/users/{id}/devices',
      path: { id: owner },
      caller: createCaller('administrator'),
    });
  const newOwner = async () => {
    const owner = createCaller('leader', { signedInAt: '2026-10-15T06:00:00Z' });
    await putPerson(owner.personId);
    return owner;
  };

  test('is not registered anew by its session, and stays listed', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    await revoke(owner.personId, lost);
    const again = { id: newId(), secret: random256(), pin };
    expect(await register({ ...again, replaces: lost.id }, owner)).toMatchObject({
      status: 422,
      body: { code: 'revoked_device' },
    });
    expect(await register(again, owner)).toMatchObject({ status: 422, body: { code: 'sign_in_again' } });
    const signedInAgain = { ...owner, signedInAt: '2026-10-15T06:31:00Z' };
    expect(await register({ ...again, replaces: lost.id }, signedInAgain)).toMatchObject({
      body: { code: 'revoked_device' },
    });
    expect(await register(again, signedInAgain)).toMatchObject({ status: 201 });
    expect(await list(owner.personId)).toMatchObject({
      body: { items: [{ id: again.id }, { id: lost.id, revokedAt: '2026-10-15T06:30:00Z' }] },
    });
  });

  test('that took another key meanwhile ends under that too', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    const next = await addDevice({ pin, replaces: lost.id }, owner);
    expect(await revoke(owner.personId, lost)).toMatchObject({ status: 201 });
    expect(await contact(next)).toMatchObject({ body: { standing: 'ended' } });
    expect(await unlock(next, pin.proof)).toMatchObject({ body: { code: 'ended' } });
    expect(await list(owner.personId)).toMatchObject({
      body: { items: [{ id: next.id, revokedAt: '2026-10-15T06:30:00Z' }, { id: lost.id }] },
    });
  });

  test('has its key decrypted for nobody', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    const key = random256();
    const encrypted = await send({
      route: 'POST /api/me/device-keys',
      caller: owner,
      body: { id: lost.id, key },
    });
    const { sealed } = z.object({ sealed: z.string() }).parse(encrypted.body);
    const decrypt = () =>
      send({ route: 'POST /api/me/device-keys/open', caller: owner, body: { id: lost.id, sealed } });
    expect(await decrypt()).toMatchObject({ status: 200, body: { key } });
    await revoke(owner.personId, lost);
    expect(await decrypt()).toMatchObject({ status: 422, body: { code: 'ended' } });
  });

  test('has no key decrypted by its session under another id either, and other sessions are as before', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    const neverRegistered = newId();
    const key = random256();
    const { body } = await send({
      route: 'POST /api/me/device-keys',
      caller: owner,
      body: { id: neverRegistered, key },
    });
    const { sealed } = z.object({ sealed: z.string() }).parse(body);
    const decrypt = (caller = owner) =>
      send({ route: 'POST /api/me/device-keys/open', caller, body: { id: neverRegistered, sealed } });
    expect(await decrypt()).toMatchObject({ status: 200, body: { key } });
    await revoke(owner.personId, lost);
    expect(await decrypt()).toMatchObject({ status: 422, body: { code: 'sign_in_again' } });
    const { signedInAt: _, ...withoutTime } = owner;
    expect(await decrypt(withoutTime)).toMatchObject({ body: { code: 'sign_in_again' } });
    const signedInAgain = { ...owner, signedInAt: '2026-10-15T06:31:00Z' };
    expect(await decrypt(signedInAgain)).toMatchObject({ status: 200, body: { key } });
  });

  test('ends the sessions that she began before, on every route', async () => {
    const owner = await newOwner();
    const lost = await addDevice({ pin }, owner);
    const enter = (signedInAt: string | undefined) =>
      createAuthorizer({
        table: records.table,
        noteSignIn: async () => {},
        verify: async () => ({
          userId: newId(),
          signInName: owner.personId,
          ...(signedInAt === undefined ? {} : { signedInAt }),
        }),
      })({
        type: 'TOKEN',
        authorizationToken: 'Bearer a.b.c',
        methodArn: 'arn:aws:execute-api:ap-south-1:1:api/live/GET/api/me/pack',
      });
    const before = '2026-10-15T06:00:00Z';
    expect(await enter(before)).toMatchObject({ principalId: owner.personId });
    await revoke(owner.personId, lost);
    for (const signedInAt of [before, '2026-10-15T06:30:00Z', undefined]) {
      await expect(enter(signedInAt)).rejects.toThrow('Unauthorized');
    }
    expect(await enter('2026-10-15T06:30:01Z')).toMatchObject({ principalId: owner.personId });
    // A second one that she lost earlier, revoked later, leaves the later time.
    const second = await addDevice({ pin }, { ...owner, signedInAt: '2026-10-15T06:30:01Z' });
    await revoke(owner.personId, second);
    await expect(enter(before)).rejects.toThrow('Unauthorized');
  });
});
