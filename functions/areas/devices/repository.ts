import { dateInIndia } from '../../shared/calendar/calendar.ts';
import { refused } from '../../shared/errors/errors.ts';
import { hashDeviceSecret } from '../../shared/http/device-token.ts';
import { record } from '../../shared/journal/append.ts';
import { fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import { deviceKey, latestRevocationKey } from '../../shared/table/keys/people.ts';
import type { DeviceInput, StoredDevice } from './schema.ts';
import { sealDevice, shutDevice, toItem, updateDevice } from './stored-device.ts';

/** Registers and ends phones. find-devices.ts finds them, check-pin.ts unlocks them, accept-secret.ts recognises copies. */

/** The error of a request whose session began before the latest revocation of one of the caller's devices. */
export const signInAgain = () =>
  refused('sign_in_again', 'A phone of yours was ended since you signed in. Sign in again.');

/**
 * Registers a device. If the device replaces an earlier registration, the key share of that registration is deleted.
 * @param stamp `createdBy` is the owner
 * @param signedInAt the time at which the owner typed her password for this session
 * @throws AppError `refused`: `unknown_device` if the replaced device is not the owner's, `revoked_device` if it was revoked or ended,
 * `sign_in_again` if a device of the owner was revoked since she signed in, `too_many`; `id_reused`
 */
export const addDevice = async (
  { table, vault }: Records,
  input: DeviceInput,
  stamp: { readonly createdAt: string; readonly createdBy: string; readonly version: number },
  signedInAt: string | undefined,
  line: JournalLineOf<'device_added'>,
): Promise<'created' | 'repeated'> => {
  const { secret, pin, replaces, ...stored } = input;
  const device = await sealDevice(vault, {
    ...stored,
    ...stamp,
    seenOn: dateInIndia(new Date(stamp.createdAt)),
    secretHash: hashDeviceSecret(secret),
    // The server keeps no key share of a phone without a PIN: what is on the phone unlocks it.
    ...(pin === undefined ? {} : { proof: await vault.fingerprint(pin.proof), share: pin.share }),
    formerSecretHashes: [],
    wrongTries: 0,
    wrongTriesInAll: 0,
    wrongTriesThatDay: 0,
  });
  const outcome = await record(table, {
    claim: {
      id: device.id,
      fingerprint: await fingerprintOf(vault, input),
      record: deviceKey(device.id),
      // The fingerprint is a hash of random values, so an erasure need not overwrite this claim.
      concernsOnly: null,
    },
    writes: [
      { put: toItem(device) },
      ...(replaces === undefined ? [] : [replaceDevice(replaces, device)]),
      countSetting(stamp.createdBy, 'phones', stamp.createdAt),
      {
        check: latestRevocationKey(stamp.createdBy),
        condition: 'attribute_not_exists(pk) OR revokedAt < :signedInAt',
        // '' sorts before every time: if it is unknown when she signed in, any revocation refuses the device.
        values: { ':signedInAt': signedInAt ?? '' },
        errorIfFailed: signInAgain,
      },
    ],
    line,
  });
  return outcome === 'written' ? 'created' : 'repeated';
};

/** The write that marks an earlier registration of a phone as replaced by a new one of the same owner. */
const replaceDevice = (replacedId: string, { id, createdAt, createdBy }: StoredDevice): Write =>
  shutDevice(
    replacedId,
    { replacedAt: createdAt, replacedBy: id },
    {
      condition: 'createdBy = :owner AND attribute_not_exists(revokedAt) AND attribute_not_exists(endedAt)',
      values: { ':owner': createdBy },
      errorIfFailed: (earlier) =>
        earlier?.createdBy === createdBy
          ? refused('revoked_device', 'This device was ended.', 'replaces')
          : refused('unknown_device', 'There is no such device of yours.', 'replaces'),
    },
  );

/** Records the Indian date of a contact, and the version of the client if the device told it. Writes nothing if both are recorded already. */
export const recordContact = async (
  table: Table,
  { id, seenOn, client: knownClient }: StoredDevice,
  today: string,
  client: string | undefined,
): Promise<void> => {
  const isNewClient = client !== undefined && client !== knownClient;
  if (seenOn !== today || isNewClient) {
    const set = { seenOn: today, ...(isNewClient ? { client } : {}) };
    await table.transact([updateDevice(id, { set })]);
  }
};

/** Ends a device and deletes its key share. Does nothing if it was ended before: then `record` returns `stale`. */
export const endDevice = async (
  table: Table,
  { id }: StoredDevice,
  line: JournalLineOf<'device_ended'>,
): Promise<void> => {
  await record(table, {
    staleIfFailed: [
      shutDevice(id, { endedAt: line.recordedAt }, { condition: 'attribute_not_exists(endedAt)' }),
    ],
    writes: [],
    line,
  });
};
