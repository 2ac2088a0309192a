import * as z from 'zod';
import { clientId, stamp } from '../domain/fields.ts';
import { roles } from '../domain/roles.ts';
import { encryptedText } from '../vault/encrypted-text.ts';

/** Schema of a phone's secret: 256 bits in base64url. */
export const secret256 = z.string().regex(/^[\w-]{43}$/, 'Send 256 bits in base64url.');

/** What unlocks a device with a PIN: the server stores one share of the key, the other comes from the PIN. */
const pinLock = z.strictObject({
  /** Derived from the PIN on the device to prove it; the PIN itself is never sent. */
  proof: secret256,
  /** Returned only for a right proof. */
  share: secret256,
});

export const deviceInput = z.strictObject({
  id: clientId,
  /** Identifies the device before anybody has signed in. */
  secret: secret256,
  /** For a device that unlocks with a PIN checked by the server. */
  pin: pinLock.optional(),
  /** The same device under its former key: its stored share is destroyed. */
  replaces: clientId.optional(),
});
export type DeviceInput = z.infer<typeof deviceInput>;

export const device = z.object({ id: clientId, ...stamp });
export type Device = z.infer<typeof device>;

export const storedDevice = z.object({
  id: z.string(),
  ...stamp,
  secretHash: z.string(),
  /** A keyed hash of the proof. */
  proof: z.string().optional(),
  share: encryptedText.optional(),
  /** Wrong proofs since the last right one. */
  wrongTries: z.int(),
  /** The Indian date of its last contact. */
  seenOn: z.string(),
  /** The id under which the same phone registered its next key. */
  replacedBy: z.string().optional(),
  replacedAt: z.string().optional(),
  /** When an administrator ended it; the device does not know before its next contact. */
  revokedAt: z.string().optional(),
  /** When the device learned of it and wiped its data. */
  endedAt: z.string().optional(),
});
export type StoredDevice = z.infer<typeof storedDevice>;

/** A leader's registered phone as administrators see it. */
export const registeredDevice = z.object({
  id: z.string(),
  registeredAt: z.iso.datetime(),
  /** The Indian date of its last contact. */
  seenOn: z.iso.date(),
  /** When an administrator ended it; from its next contact on it opens nothing. */
  revokedAt: z.iso.datetime().optional(),
  /** When it made that contact and wiped its data. */
  endedAt: z.iso.datetime().optional(),
});
export type RegisteredDevice = z.infer<typeof registeredDevice>;

/** Whether a leader has signed in on any phone, and when one of hers was last in contact. */
export const phonesOfLeader = z.object({
  personId: z.string(),
  phones: z.int().min(0),
  /** How many more she had, which were ended. */
  ended: z.int().min(0),
  /** The Indian date; without any phone there is none. */
  seenOn: z.iso.date().optional(),
});

export type PhonesOfLeader = z.infer<typeof phonesOfLeader>;

export const revocationInput = z.strictObject({ id: clientId });

/** The parts of the record of a phone's owner that decide whether the phone may continue. */
export const ownerStatus = z.object({ role: z.enum(roles), disabled: z.boolean() });
export type OwnerStatus = z.infer<typeof ownerStatus>;
