import { refused } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { isSessionEnded } from '../../shared/sign-ins/way-in.ts';
import type { AuthenticatedContext } from '../../shared/vault/authenticated-context.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import { VaultError } from '../../shared/vault/vault-error.ts';
import { devicesContract } from './contract.ts';
import { contactRoute, type Deps, deviceEnded, type Handler, unlockRoute } from './device-calls.ts';
import { summarizeDevices, toRegisteredDevice } from './device-status.ts';
import { getDevice, isShut, latestRevocationOf, listDevices } from './find-devices.ts';
import { listPhoneOwners } from './phone-owners.ts';
import { addDevice, signInAgain } from './repository.ts';
import { revokeDevice } from './revoke-device.ts';
import { type Device, device } from './schema.ts';

/** The routes by which people register, list and end devices. device-calls.ts has the routes that a device itself calls. */

/** Binds an encrypted key to its person and device. The device keeps the ciphertext, so `table` and `item` name no item of the table. */
const deviceContext = (personId: string, deviceId: string): AuthenticatedContext => ({
  table: 'device',
  item: { pk: personId, sk: deviceId },
  field: 'key',
});

const notYours = () => refused('not_yours', 'This key was not sealed for you on this device.');

const sealKeyRoute =
  (deps: Deps): Handler<'POST /api/me/device-keys'> =>
  async ({ body, caller }) => {
    const sealed = await deps.vault.encrypt(
      'organisation',
      deviceContext(caller.personId, body.id),
      body.key,
    );
    return { status: 200, body: { sealed: String(sealed) } };
  };

const openKeyRoute =
  (deps: Deps): Handler<'POST /api/me/device-keys/open'> =>
  async ({ body, caller }) => {
    if (await isShut(deps.table, body.id)) {
      throw deviceEnded();
    }
    // Whoever was signed in before a phone of hers was revoked may be the finder of that phone.
    if (isSessionEnded(await latestRevocationOf(deps.table, caller.personId), caller.signedInAt)) {
      throw signInAgain();
    }
    try {
      const key = await deps.vault.decrypt(
        'organisation',
        deviceContext(caller.personId, body.id),
        encryptedText.parse(body.sealed),
      );
      // For the types only: null means that the owner's key was destroyed, and the organisation's key never is.
      if (key === null) throw notYours();
      return { status: 200, body: { key } };
    } catch (error) {
      // The vault refuses a key that was encrypted for another person or device.
      throw error instanceof VaultError ? notYours() : error;
    }
  };

const addRoute =
  (deps: Deps): Handler<'POST /api/me/devices'> =>
  async ({ body, caller, now }) => {
    const stamp = stampOf(caller, now);
    const outcome = await addDevice(deps, body, stamp, caller.signedInAt, {
      type: 'device_added',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      deviceId: body.id,
      personId: caller.personId,
      opensBy: body.pin === undefined ? 'device' : 'server',
    });
    if (outcome === 'created') {
      const added: Device = { id: body.id, ...stamp };
      return withVersion(201, added);
    }
    return withVersion(200, device.parse(await getDevice(deps.table, body.id)));
  };

const listPhonesRoute =
  (deps: Deps): Handler<'GET /api/phones'> =>
  async (request) => {
    const { query } = request;
    const { items, owners, next } = await readPage(query.limit, async (limit) => {
      const page = await listPhoneOwners(deps.table, limit, decodeCursor(query.cursor));
      const summaries = page.items.map(({ id, devices: ownDevices }) => summarizeDevices(id, ownDevices));
      return { items: summaries, owners: page.items, next: page.next };
    });
    const rows = owners.map(({ id }) => ({ ids: [id] }));
    await deps.accessLog(request, { lists: [{ rows, fields: ['devices'] }] });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const listOfPersonRoute =
  (deps: Deps): Handler<'GET /api/users/{id}/devices'> =>
  async (request) => {
    const { id } = request.path;
    const ownDevices = await listDevices(deps.table, id);
    await deps.accessLog(request, { subject: id, fields: ['devices'] });
    return { status: 200, body: { items: ownDevices.map(toRegisteredDevice) } };
  };

const revokeRoute =
  (deps: Deps): Handler<'POST /api/users/{id}/devices/{deviceId}/revocation'> =>
  async ({ path, body, caller, now }) => {
    const outcome = await revokeDevice(deps, path.id, path.deviceId, {
      type: 'device_revoked',
      id: body.id,
      recordedAt: now.toISOString(),
      actor: caller.personId,
      deviceId: path.deviceId,
      personId: path.id,
    });
    const revoked = toRegisteredDevice(await getDevice(deps.table, path.deviceId));
    return { status: outcome === 'written' ? 201 : 200, body: revoked };
  };

export const createDevicesRoutes = (deps: Deps) =>
  createRoutes(devicesContract)({
    'POST /api/me/device-keys': sealKeyRoute(deps),
    'POST /api/me/device-keys/open': openKeyRoute(deps),
    'POST /api/me/devices': addRoute(deps),
    'GET /api/phones': listPhonesRoute(deps),
    'GET /api/users/{id}/devices': listOfPersonRoute(deps),
    'POST /api/users/{id}/devices/{deviceId}/revocation': revokeRoute(deps),
    'POST /api/device/contact': contactRoute(deps),
    'POST /api/device/unlock': unlockRoute(deps),
  });
