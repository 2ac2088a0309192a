import * as z from 'zod';
import {
  type Fields,
  madeByServer,
  onlySent,
  sentOnce,
  stampOf,
  untold,
} from '../../shared/definition/define.ts';
import { clientId } from '../../shared/fields/fields.ts';

/** Schema of a secret or key of a device: 256 bits in base64url. */
export const secret256 = z.string().regex(/^[\w-]{43}$/, 'Send 256 bits in base64url.');

/** What a device with a PIN stores at the server. Its key is made of two shares: one is stored here, the other is derived from the PIN. */
const pinLock = z.strictObject({
  /** Derived from the PIN on the device, to prove that the PIN is right. The PIN itself is never sent. */
  proof: secret256,
  /** The server's share of the key, returned only for the right proof. */
  share: secret256,
});

/** The version of the client, as its build names it. */
export const clientVersion = z.string().regex(/^[0-9a-f]{12}$/, 'Send the version as the build names it.');

const day = z.iso.date();
const instant = z.iso.datetime();
const count = z.int().min(0);

/** A leader's or caseworker's registered phone. The organisation's key encrypts its key share. Instants are in UTC, days are Indian dates. */
export const deviceFields = {
  id: { is: clientId, ...sentOnce },

  // What the device sends when it is registered. What the server stores of it stands below.
  /** Authenticates the device while nobody is signed in. */
  secret: { is: secret256, ...onlySent },
  /** Given if the device is unlocked with a PIN that the server checks. */
  pin: { is: pinLock, ...onlySent, optional: true },
  /** The id of the same device under its former key, whose stored share is then deleted; not if it was revoked or ended. */
  replaces: { is: clientId, ...onlySent, optional: true },

  // What administrators see.
  /** The same as `createdAt`. */
  registeredAt: { is: instant, kept: 'computed', told: 'listed' },
  /** The day of the device's last contact. */
  seenOn: { is: day, ...madeByServer },
  /** The version of the client that it told last. */
  client: { is: clientVersion, ...madeByServer, optional: true },
  /** When an administrator revoked the device, which learns of that at its next contact. */
  revokedAt: { is: instant, ...madeByServer, optional: true },
  /** When a former secret was used, so that there is a copy of what the device stores. No PIN opens the device any more: its owner signs in on it. */
  copiedAt: { is: instant, ...madeByServer, optional: true },
  /** When the device learned that it is ended, and wiped its data. */
  endedAt: { is: instant, ...madeByServer, optional: true },
  /** `createdBy` is its owner. */
  ...stampOf('opened'),

  // By which it is recognised.
  /** The hash of the secret in the device's token. */
  secretHash: { is: z.string(), ...untold },
  /** The hash of the next secret, which takes the place of the present one when the device first uses it. */
  nextSecretHash: { is: z.string(), ...untold, optional: true },
  /** The hashes of its latest former secrets, the newest last. Only a copy of the device still has one. */
  formerSecretHashes: { is: z.array(z.string()), ...untold },
  /** When the secret changed last. */
  secretChangedAt: { is: instant, ...untold, optional: true },
  /** The id under which the same phone registered its next key. */
  replacedBy: { is: clientId, ...untold, optional: true },
  replacedAt: { is: instant, ...untold, optional: true },

  // Its PIN. Proof and share are absent if the device has no PIN, and deleted when it is copied, replaced, revoked or ended.
  /** A keyed hash of the proof. */
  proof: { is: z.string(), ...untold, optional: true },
  share: { is: secret256, told: 'nobody', optional: true },
  /** The number of wrong proofs since the last right one. */
  wrongTries: { is: count, ...untold },
  /**
   * How many wrong proofs the answer to the last right one told of, and since which day. The answer may be lost, so they are told
   * again until the device uses its next secret.
   */
  toldTries: { is: count, ...untold, optional: true },
  toldSince: { is: day, ...untold, optional: true },
  /** The number of wrong proofs since the device was registered. A right proof does not reset it, since the wrong ones may be somebody else's. */
  wrongTriesInAll: { is: count, ...untold },
  /** The day of the last wrong proof, and how many there were on that day. */
  triedOn: { is: day, ...untold, optional: true },
  wrongTriesThatDay: { is: count, ...untold },
  /** The day of the last right proof. */
  openedOn: { is: day, ...untold, optional: true },
} as const satisfies Fields;
