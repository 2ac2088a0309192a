import * as z from 'zod';
import { clientId, stamp } from '../domain/fields.ts';
import { roles } from '../domain/roles.ts';

/** 256 bits in base64url. */
export const secret256 = z.string().regex(/^[\w-]{43}$/, 'Send 256 bits in base64url.');

/** What opens the key of a device with a PIN: half of it lies here, the other half comes from the PIN. */
const pinLock = z.strictObject({
  /** What the device makes of the PIN to show that it was right; the PIN itself is never sent. */
  proof: secret256,
  /** Given back for a right proof alone. */
  share: secret256,
});

export const deviceInput = z.strictObject({
  id: clientId,
  /** By which the device is known before anybody has signed in. */
  secret: secret256,
  /** Where the device opens by a PIN that is checked here. */
  pin: pinLock.optional(),
  /** The device under its former key: what was kept here for that is destroyed. */
  replaces: clientId.optional(),
});
export type DeviceInput = z.infer<typeof deviceInput>;

export const device = z.object({ id: clientId, ...stamp });
export type Device = z.infer<typeof device>;

export const storedDevice = z.object({
  id: z.string(),
  ...stamp,
  secretHash: z.string(),
  /** A keyed hash. */
  proof: z.string().optional(),
  /** Encrypted. */
  share: z.string().optional(),
  /** Wrong proofs since the last right one. */
  wrongTries: z.int(),
  replacedAt: z.string().optional(),
  endedAt: z.string().optional(),
});
export type StoredDevice = z.infer<typeof storedDevice>;

/** What decides whether a device goes on. */
export const ownerStanding = z.object({ role: z.enum(roles), disabled: z.boolean() });
export type OwnerStanding = z.infer<typeof ownerStanding>;
