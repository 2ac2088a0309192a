import * as z from 'zod';
import { inputOf, listedOf, openedOf, storedOf } from '../../shared/definition/schemas.ts';
import { clientId } from '../../shared/fields/fields.ts';
import { roles } from '../../shared/reach/roles.ts';
import { deviceFields } from './definition.ts';

export const deviceInput = inputOf(deviceFields).refine(({ id, replaces }) => replaces !== id, {
  path: ['replaces'],
  message: 'A device does not replace itself: its new key has a new id.',
});
export type DeviceInput = z.infer<typeof deviceInput>;

/** A device as its owner sees it when she registers it. */
export const device = openedOf(deviceFields).pick({
  id: true,
  createdAt: true,
  createdBy: true,
  version: true,
});
export type Device = z.infer<typeof device>;

/** A device as stored, its key share encrypted. */
export const storedDevice = storedOf(deviceFields);
export type StoredDevice = z.infer<typeof storedDevice>;

/** A person's registered phone as administrators see it. */
export const registeredDevice = listedOf(deviceFields);
export type RegisteredDevice = z.infer<typeof registeredDevice>;

/** A person's registered phones: how many are in use or ended, and when one in use was last in contact. */
export const phonesOfPerson = z.object({
  personId: z.string(),
  phones: z.int().min(0),
  /** The number of her other phones, which were ended. */
  ended: z.int().min(0),
  /** The Indian date of the latest contact; absent if no phone is in use. */
  seenOn: z.iso.date().optional(),
  /** The Indian date on which the last of her phones was ended; absent while one is in use, and if she never had one. */
  endedOn: z.iso
    .date()
    .optional()
    .describe('The Indian date on which the last of her phones was ended, if none is in use.'),
});

export type PhonesOfPerson = z.infer<typeof phonesOfPerson>;

export const revocationInput = z.strictObject({ id: clientId });

/** The fields of a device owner's record on which it depends whether the device is ended. */
export const ownerStatus = z.object({ role: z.enum(roles), disabled: z.boolean() });
export type OwnerStatus = z.infer<typeof ownerStatus>;
