import {
  type OwnerStatus,
  type PhonesOfLeader,
  type RegisteredDevice,
  registeredDevice,
  type StoredDevice,
} from './schema.ts';

/**
 * Whether a registered device is ended, so that it must destroy its data: an administrator revoked it (`revokedAt`), it has
 * learned that it is ended (`endedAt`), or its owner is no longer an active leader.
 * @param owner undefined if she no longer exists
 */
export const isEnded = (
  { revokedAt, endedAt }: Pick<StoredDevice, 'revokedAt' | 'endedAt'>,
  owner: OwnerStatus | undefined,
): boolean =>
  revokedAt !== undefined ||
  endedAt !== undefined ||
  owner === undefined ||
  owner.disabled ||
  owner.role !== 'leader';

/** A device as administrators see it, with its status. */
export const toRegisteredDevice = (stored: StoredDevice): RegisteredDevice =>
  registeredDevice.parse({ ...stored, registeredAt: stored.createdAt });

/**
 * Sums up the status of a leader's devices for administrators: how many are in use, how many were ended, and the latest contact.
 * Only for an active leader: her own status, which `isEnded` checks too, is not looked at.
 */
export const summarizeDevices = (personId: string, devices: readonly StoredDevice[]): PhonesOfLeader => {
  const inUse = devices.filter(({ revokedAt, endedAt }) => revokedAt === undefined && endedAt === undefined);
  const latestContact = inUse
    .map(({ seenOn }) => seenOn)
    .toSorted()
    .at(-1);
  return {
    personId,
    phones: inUse.length,
    ended: devices.length - inUse.length,
    ...(latestContact === undefined ? {} : { seenOn: latestContact }),
  };
};
