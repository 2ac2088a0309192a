import { checkStored, sealRecord } from '../../shared/definition/seal.ts';
import { updateFields } from '../../shared/definition/update-fields.ts';
import { AppError } from '../../shared/errors/errors.ts';
import type { Item, Table, Write } from '../../shared/table/client.ts';
import { deviceKey, deviceListIndexKeys } from '../../shared/table/keys/people.ts';
import { contextOf } from '../../shared/vault/authenticated-context.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import { deviceFields } from './definition.ts';
import { type StoredDevice, storedDevice } from './schema.ts';

/** @throws InternalError if the device has a field that is not declared, or its key share in plaintext */
export const toItem = (device: StoredDevice): Item => {
  checkStored(deviceFields, device);
  const { id, createdAt, createdBy } = device;
  return { ...device, ...deviceKey(id), ...deviceListIndexKeys(createdBy, createdAt, id) };
};

/** The context to which the ciphertext of a device's field is bound: the device's item, and the field. */
const contextOfField = (id: string, field: string) => contextOf(deviceKey(id), field);

/** A device with its key share, if it has one, encrypted with the organisation's key. */
export const sealDevice = (
  vault: Pick<Vault, 'encrypt'>,
  device: Omit<StoredDevice, 'share'> & { readonly share?: string },
): Promise<StoredDevice> =>
  sealRecord(deviceFields, device, (field, text) =>
    vault.encrypt('organisation', contextOfField(device.id, field), text),
  );

/** A device's key share in plaintext; null if the organisation's key was destroyed, which never happens. */
export const decryptShare = (
  vault: Pick<Vault, 'decrypt'>,
  id: string,
  share: NonNullable<StoredDevice['share']>,
): Promise<string | null> => vault.decrypt('organisation', contextOfField(id, 'share'), share);

type Changes = Parameters<typeof updateFields<typeof deviceFields>>[2];
type Limits = Parameters<typeof updateFields>[3];

/** A write that changes some attributes of a device; see `updateFields`. */
export const updateDevice = (id: string, changes: Changes, limits: Limits = {}): Write =>
  updateFields(deviceFields, deviceKey(id), changes, limits);

/**
 * A write that changes a device and deletes the proof of its PIN and its key share: from then on nothing but a new sign-in opens what the
 * phone keeps.
 */
export const shutDevice = (id: string, set: Changes['set'], limits: Limits): Write =>
  updateDevice(id, { set, remove: ['proof', 'share'] }, limits);

/** The error of a call that another call about the same device overtook. */
export const busyError = (): AppError =>
  new AppError('unavailable', 'busy', 'This device is being opened at this moment. Try again.');

export const findDevice = async (
  table: Pick<Table, 'get'>,
  id: string,
): Promise<StoredDevice | undefined> => {
  const item = await table.get(deviceKey(id));
  return item === undefined ? undefined : storedDevice.parse(item);
};
