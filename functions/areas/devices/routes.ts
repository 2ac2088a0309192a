import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { AppError, refused } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { hashDeviceSecret } from '../../shared/http/device-token.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { isSameText } from '../../shared/http/same-text.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { logWork } from '../../shared/logging/log.ts';
import type { CallingDevice } from '../../shared/reach/caller.ts';
import { isSessionEnded } from '../../shared/sign-ins/way-in.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { AuthenticatedContext } from '../../shared/vault/authenticated-context.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';
import { VaultError } from '../../shared/vault/vault-error.ts';
import { acceptSecret } from './accept-secret.ts';
import { tryProof } from './check-pin.ts';
import { devicesContract } from './contract.ts';
import { isEnded, summarizeDevices, toRegisteredDevice } from './device-status.ts';
import { listPhoneOwners } from './phone-owners.ts';
import {
  addDevice,
  endDevice,
  findCallingDevice,
  findOwnerStatus,
  getDevice,
  isShut,
  latestRevocationOf,
  listDevices,
  recordContact,
  signInAgain,
} from './repository.ts';
import { revokeDevice } from './revoke-device.ts';
import { type Device, device, type StoredDevice } from './schema.ts';

/** Binds an encrypted key to its person and device. The device keeps the ciphertext, so `table` and `item` name no item of the table. */
const deviceContext = (personId: string, deviceId: string): AuthenticatedContext => ({
  table: 'device',
  item: { pk: personId, sk: deviceId },
  field: 'key',
});

const deviceEnded = () => refused('ended', 'This device may keep nothing any more.');
const notYours = () => refused('not_yours', 'This key was not sealed for you on this device.');

type Deps = Records & { readonly accessLog: AccessLog; readonly newId: Ids };

type Handler<Key extends keyof typeof devicesContract> = Handlers<typeof devicesContract>[Key];

/** Fields of a journal line about a device on which nobody is signed in, so that the system is the actor. */
const systemLineOf = (
  deps: Deps,
  { id, createdBy }: StoredDevice,
  now: Date,
): Omit<JournalLineOf<'device_locked'>, 'type'> => ({
  id: deps.newId(),
  recordedAt: now.toISOString(),
  actor: 'system',
  deviceId: id,
  personId: createdBy,
});

/**
 * Whether the calling device is ended. At the first call after its end, also records that the device has learned of it.
 * @param waiting the number of unsent records that are lost with the device's data
 */
const checkEnded = async (deps: Deps, device: StoredDevice, waiting: number, now: Date): Promise<boolean> => {
  if (!isEnded(device, await findOwnerStatus(deps.table, device))) {
    return false;
  }
  if (device.endedAt === undefined) {
    await endDevice(deps.table, device, {
      type: 'device_ended',
      ...systemLineOf(deps, device, now),
      waiting,
    });
  }
  return true;
};

const copiedLine = (deps: Deps, device: StoredDevice, now: Date): JournalLineOf<'device_copied'> => ({
  type: 'device_copied',
  ...systemLineOf(deps, device, now),
});

/** Raises the alarm that a device was copied: an alarm watches for this log message (lib/constructs/misuse-alarms.ts). */
const raiseCopyAlarm = ({ id }: StoredDevice): void =>
  logWork('device misused', { device: id, sign: 'copied' });

/** Finds the calling device, records the contact, and notes which of its secrets the device used, which may show that it was copied. */
const acceptCall = async (
  deps: Deps,
  { deviceId, secretHash }: CallingDevice,
  client: string | undefined,
  now: Date,
): Promise<StoredDevice> => {
  const calling = await findCallingDevice(deps.table, deviceId);
  await recordContact(deps.table, calling, dateInIndia(now), client);
  const isCopied = await acceptSecret(deps.table, calling, secretHash, now, () =>
    copiedLine(deps, calling, now),
  );
  if (isCopied) {
    raiseCopyAlarm(calling);
  }
  return calling;
};

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

const contactRoute =
  (deps: Deps): Handler<'POST /api/device/contact'> =>
  async ({ callingDevice, body, now }) => {
    const calling = await acceptCall(deps, callingDevice, body.client, now);
    const hasEnded = await checkEnded(deps, calling, body.waiting, now);
    return { status: 200, body: { standing: hasEnded ? 'ended' : 'active' } };
  };

const unlockRoute =
  (deps: Deps): Handler<'POST /api/device/unlock'> =>
  async ({ callingDevice, body, now, today }) => {
    const nextSecretHash = hashDeviceSecret(body.nextSecret);
    if (isSameText(nextSecretHash, callingDevice.secretHash)) {
      const message = 'Offer another secret than the present one.';
      throw new AppError('invalid', 'invalid_body', message, { errors: [{ path: 'nextSecret', message }] });
    }
    const calling = await acceptCall(deps, callingDevice, body.client, now);
    if (await checkEnded(deps, calling, body.waiting, now)) {
      throw deviceEnded();
    }
    const secrets = { secretHash: callingDevice.secretHash, nextSecretHash };
    const result = await tryProof(deps, calling.id, body.proof, secrets, today, {
      locked: () => ({ type: 'device_locked', ...systemLineOf(deps, calling, now) }),
      tried: (wrongTries) => ({ type: 'device_tried', ...systemLineOf(deps, calling, now), wrongTries }),
      copied: () => copiedLine(deps, calling, now),
    });
    switch (result.outcome) {
      case 'opened': {
        const { outcome: _, ...opened } = result;
        return { status: 200, body: opened };
      }
      case 'copied': {
        if (result.isNew) {
          raiseCopyAlarm(calling);
        }
        const { wrongTries, since } = result;
        throw new AppError('refused', 'copied', 'A copy of this device was used. Sign in.', {
          extra: { wrongTries, since },
        });
      }
      case 'wrong':
        if (result.isNoted) {
          logWork('device misused', { device: calling.id, sign: 'tried' });
        }
        throw new AppError('refused', 'wrong_pin', 'The PIN is wrong.', {
          extra: { triesLeft: result.triesLeft },
        });
      case 'locked':
        throw refused('locked', 'No PIN opens this device any more. Sign in.');
    }
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
