import * as z from 'zod';
import { notFound } from '../../shared/errors/errors.ts';
import type { Table } from '../../shared/table/client.ts';
import { latestRevocationKey, personKey } from '../../shared/table/keys/people.ts';
import { readDevices } from './phone-owners.ts';
import { type OwnerStatus, ownerStatus, type StoredDevice } from './schema.ts';
import { findDevice } from './stored-device.ts';

/** Finds the registrations of phones, and their owners. */

/** The newest registration of a phone. @param id that of any registration of it */
export const findNewest = async (table: Table, id: string): Promise<StoredDevice | undefined> => {
  const device = await findDevice(table, id);
  if (device?.replacedBy === undefined) {
    return device;
  }
  return (await findNewest(table, device.replacedBy)) ?? device;
};

/** @throws AppError `not_found` */
export const getDevice = async (table: Table, id: string): Promise<StoredDevice> => {
  const found = await findDevice(table, id);
  if (found === undefined) {
    throw notFound();
  }
  return found;
};

/**
 * The device that calls, as revoked if a later registration of the same phone was revoked: a phone that was switched off while it changed its
 * key still calls under its former id.
 * @throws AppError `not_found`
 */
export const findCallingDevice = async (table: Table, id: string): Promise<StoredDevice> => {
  const device = await findDevice(table, id);
  if (device === undefined) {
    throw notFound();
  }
  // Follows the registrations until one was revoked, or to the newest.
  let registration = device;
  while (registration.replacedBy !== undefined && registration.revokedAt === undefined) {
    const next = await findDevice(table, registration.replacedBy);
    if (next === undefined) break;
    registration = next;
  }
  const { revokedAt } = registration;
  return revokedAt === undefined ? device : { ...device, revokedAt };
};

/** Whether a device, or the newest registration of the same phone, was revoked or has ended. */
export const isShut = async (table: Table, id: string): Promise<boolean> => {
  const [device, newest] = await Promise.all([findDevice(table, id), findNewest(table, id)]);
  return [device, newest].some((one) => one?.revokedAt !== undefined || one?.endedAt !== undefined);
};

const revocation = z.object({ revokedAt: z.string() });

/** The time at which a device of a person was last revoked (RFC 3339 UTC, in seconds); undefined if none ever was. */
export const latestRevocationOf = async (
  table: Pick<Table, 'get'>,
  personId: string,
): Promise<string | undefined> => {
  const item = await table.get(latestRevocationKey(personId));
  return item === undefined ? undefined : revocation.parse(item).revokedAt;
};

/** The status of a device's owner; undefined if she no longer exists. */
export const findOwnerStatus = async (
  table: Table,
  { createdBy }: StoredDevice,
): Promise<OwnerStatus | undefined> => {
  const person = await table.get(personKey(createdBy));
  return person === undefined ? undefined : ownerStatus.parse(person);
};

/** A person's devices, as `readDevices` gives them. @throws AppError `not_found` if there is no such person */
export const listDevices = async (table: Table, personId: string): Promise<StoredDevice[]> => {
  if ((await table.get(personKey(personId))) === undefined) {
    throw notFound();
  }
  return readDevices(table, personId);
};
