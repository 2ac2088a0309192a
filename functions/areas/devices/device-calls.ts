import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { AppError, refused } from '../../shared/errors/errors.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import { hashDeviceSecret } from '../../shared/http/device-token.ts';
import { isSameText } from '../../shared/http/same-text.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { logWork } from '../../shared/logging/log.ts';
import type { CallingDevice } from '../../shared/reach/caller.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { acceptSecret } from './accept-secret.ts';
import { tryProof } from './check-pin.ts';
import type { devicesContract } from './contract.ts';
import { isEnded } from './device-status.ts';
import { findCallingDevice, findOwnerStatus } from './find-devices.ts';
import { endDevice, recordContact } from './repository.ts';
import type { StoredDevice } from './schema.ts';

/** The routes that a device itself calls, with its own token, while nobody is signed in on it. */

export type Deps = Records & { readonly accessLog: AccessLog; readonly newId: Ids };

export type Handler<Key extends keyof typeof devicesContract> = Handlers<typeof devicesContract>[Key];

export const deviceEnded = () => refused('ended', 'This device may keep nothing any more.');

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

export const contactRoute =
  (deps: Deps): Handler<'POST /api/device/contact'> =>
  async ({ callingDevice, body, now }) => {
    const calling = await acceptCall(deps, callingDevice, body.client, now);
    const hasEnded = await checkEnded(deps, calling, body.waiting, now);
    return { status: 200, body: { standing: hasEnded ? 'ended' : 'active' } };
  };

export const unlockRoute =
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
