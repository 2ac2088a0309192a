import { dateInIndia } from '../../shared/calendar/calendar.ts';
import type { Role } from '../../shared/reach/roles.ts';
import {
  type OwnerStatus,
  type PhonesOfPerson,
  type RegisteredDevice,
  registeredDevice,
  type StoredDevice,
} from './schema.ts';

/** Who has a workspace on a phone: the roles that register a device. */
const rolesWithPhones: readonly Role[] = ['leader', 'caseworker'];

/**
 * Whether a registered device is ended, so that it must destroy its data: an administrator revoked it (`revokedAt`), it has
 * learned that it is ended (`endedAt`), or its owner is disabled or has a role without phones.
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
  !rolesWithPhones.includes(owner.role);

/** A device as administrators see it, with its status. */
export const toRegisteredDevice = (stored: StoredDevice): RegisteredDevice =>
  registeredDevice.parse({ ...stored, registeredAt: stored.createdAt });

/**
 * Sums up the status of a person's devices for administrators: how many are in use, how many were ended, and the latest contact.
 * Only for who is not disabled: her own status, which `isEnded` checks too, is not looked at.
 */
export const summarizeDevices = (personId: string, devices: readonly StoredDevice[]): PhonesOfPerson => {
  const inUse = devices.filter(({ revokedAt, endedAt }) => revokedAt === undefined && endedAt === undefined);
  const latestContact = inUse
    .map(({ seenOn }) => seenOn)
    .toSorted()
    .at(-1);
  const latestEnd = devices
    .flatMap(({ revokedAt, endedAt }) => revokedAt ?? endedAt ?? [])
    .toSorted()
    .at(-1);
  return {
    personId,
    phones: inUse.length,
    ended: devices.length - inUse.length,
    ...(latestContact === undefined ? {} : { seenOn: latestContact }),
    ...(inUse.length > 0 || latestEnd === undefined ? {} : { endedOn: dateInIndia(new Date(latestEnd)) }),
  };
};
