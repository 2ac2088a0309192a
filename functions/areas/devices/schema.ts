import * as z from 'zod';
import { clientId, stamp } from '../../shared/fields/fields.ts';
import { roles } from '../../shared/reach/roles.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';

/** Schema of a secret or key of a device: 256 bits in base64url. */
export const secret256 = z.string().regex(/^[\w-]{43}$/, 'Send 256 bits in base64url.');

/** What a device with a PIN stores at the server. Its key is made of two shares: one is stored here, the other is derived from the PIN. */
const pinLock = z.strictObject({
  /** Derived from the PIN on the device, to prove that the PIN is right. The PIN itself is never sent. */
  proof: secret256,
  /** The server's share of the key, returned only for the right proof. */
  share: secret256,
});

export const deviceInput = z
  .strictObject({
    id: clientId,
    /** Authenticates the device while nobody is signed in. */
    secret: secret256,
    /** Given if the device is unlocked with a PIN that the server checks. */
    pin: pinLock.optional(),
    /** The id of the same device under its former key, whose stored share is then deleted; not if it was revoked or ended. */
    replaces: clientId.optional(),
  })
  .refine(({ id, replaces }) => replaces !== id, {
    path: ['replaces'],
    message: 'A device does not replace itself: its new key has a new id.',
  });
export type DeviceInput = z.infer<typeof deviceInput>;

export const device = z.object({ id: clientId, ...stamp });
export type Device = z.infer<typeof device>;

/** A device as stored. */
export const storedDevice = z.object({
  id: z.string(),
  ...stamp,
  /** The hash of the secret in its token. */
  secretHash: z.string(),
  /** The hash of the secret that takes its place when the device first uses it. */
  nextSecretHash: z.string().optional(),
  /** The hashes of its latest former secrets, the newest last. Only a copy of the device still has one. */
  formerSecretHashes: z.array(z.string()),
  /** When the secret changed last, RFC 3339. */
  secretChangedAt: z.string().optional(),
  /** A keyed hash of the proof. Proof and share are absent if the device has no PIN, and deleted when it is replaced, revoked or ended. */
  proof: z.string().optional(),
  share: encryptedText.optional(),
  /** The number of wrong proofs since the last right one. */
  wrongTries: z.int(),
  /**
   * How many wrong proofs the answer to the last right one told of, and since which Indian date. The answer may be lost, so they are told
   * again until the device uses its next secret.
   */
  toldTries: z.int().optional(),
  toldSince: z.string().optional(),
  /** The number of wrong proofs since it was registered. A right one does not clear it: it may be somebody else's. */
  wrongTriesInAll: z.int(),
  /** The Indian date of the last wrong proof, and how many there were on that day. */
  triedOn: z.string().optional(),
  wrongTriesThatDay: z.int(),
  /** The Indian date of the last right proof. */
  openedOn: z.string().optional(),
  /** The Indian date of its last contact. */
  seenOn: z.string(),
  /** When a former secret was used, so that there is a copy. No PIN opens the device any more: its owner signs in. */
  copiedAt: z.string().optional(),
  /** The id under which the same phone registered its next key. */
  replacedBy: z.string().optional(),
  replacedAt: z.string().optional(),
  /** When an administrator revoked it. The device learns of it at its next contact. */
  revokedAt: z.string().optional(),
  /** When the device learned that it is ended, and wiped its data. */
  endedAt: z.string().optional(),
});
export type StoredDevice = z.infer<typeof storedDevice>;

/** A leader's registered phone as administrators see it. */
export const registeredDevice = z.object({
  id: z.string(),
  registeredAt: z.iso.datetime(),
  /** The Indian date of its last contact. */
  seenOn: z.iso.date(),
  /** When an administrator revoked it. */
  revokedAt: z.iso.datetime().optional(),
  /** When a copy of what it stores was used; its owner then has to sign in on it again. */
  copiedAt: z.iso.datetime().optional(),
  /** When the device learned that it is ended, and wiped its data. */
  endedAt: z.iso.datetime().optional(),
});
export type RegisteredDevice = z.infer<typeof registeredDevice>;

/** A leader's registered phones: how many are in use or ended, and when one in use was last in contact. */
export const phonesOfLeader = z.object({
  personId: z.string(),
  phones: z.int().min(0),
  /** The number of her other phones, which were ended. */
  ended: z.int().min(0),
  /** The Indian date of the latest contact; absent if no phone is in use. */
  seenOn: z.iso.date().optional(),
});

export type PhonesOfLeader = z.infer<typeof phonesOfLeader>;

export const revocationInput = z.strictObject({ id: clientId });

/** The fields of a device owner's record on which it depends whether the device is ended. */
export const ownerStatus = z.object({ role: z.enum(roles), disabled: z.boolean() });
export type OwnerStatus = z.infer<typeof ownerStatus>;
