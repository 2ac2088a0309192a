import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevicesRoutes } from '../../functions/devices/routes.ts';
import { newId } from '../../functions/platform/ids.ts';
import { createCaller, createSend } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

let records: TestRecords;
let send: ReturnType<typeof createSend>;

beforeAll(async () => {
  records = await openRecords();
  send = createSend(createDevicesRoutes(records));
});
afterAll(() => records.close());

const leader = createCaller('leader');
const seal = (id: string, key: string) =>
  send({ route: 'POST /api/me/device-keys', caller: leader, body: { id, key } });
const open = (id: string, sealed: unknown, caller = leader) =>
  send({ route: 'POST /api/me/device-keys/open', caller, body: { id, sealed } });

describe("a device's key", () => {
  it('opens again for its owner on its device, and for nobody and nowhere else', async () => {
    const id = newId();
    const key = randomBytes(32).toString('base64url');
    const reply = await seal(id, key);
    expect(reply.status).toBe(200);
    const { sealed } = reply.body as { sealed: string };
    expect(sealed).not.toContain(key);
    expect(await open(id, sealed)).toMatchObject({ status: 200, body: { key } });
    const refusal = { status: 422, body: { code: 'not_yours' } };
    expect(await open(id, sealed, createCaller('leader'))).toMatchObject(refusal);
    expect(await open(newId(), sealed)).toMatchObject(refusal);
    expect(await open(id, `${sealed.slice(0, -2)}AA`)).toMatchObject(refusal);
    expect(await open(id, 'nonsense')).toMatchObject(refusal);
  });

  it('is kept nowhere here', async () => {
    const before = (await records.scan()).length;
    await seal(newId(), randomBytes(32).toString('base64url'));
    expect(await records.scan()).toHaveLength(before);
  });

  it.each(['short', 'ü'.repeat(43)])('is refused where it is none: %s', async (key) => {
    expect(await seal(newId(), key)).toMatchObject({ status: 400, body: { errors: [{ path: 'key' }] } });
  });
});
