import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Owner, Place } from './authenticated-context.ts';
import { VaultError } from './vault-error.ts';

/**
 * A sealed text is base64url of: one byte of version, a random nonce (12 bytes), the authentication tag (16), and
 * AES-256-GCM over the text. The text is filled up to a multiple of 32 bytes, so that a name's length tells little.
 */
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength + tagLength;
const blockLength = 32;

/** Marks the end of the text; what follows fills up the last block. */
const endMark = 0x80;

/** By data key and purpose. What is derived is forgotten with the data key that it was derived from. */
const derivedKeys = new WeakMap<KeyObject, Map<string, KeyObject>>();

/**
 * A key for one purpose alone (HKDF-SHA-256): a data key itself encrypts and signs nothing. Derived once, and held outside of
 * JavaScript's memory as the data key is; Node.js takes such a key five times as fast as bytes.
 */
export const deriveKey = (dataKey: KeyObject, purpose: string): KeyObject => {
  const derived = derivedKeys.get(dataKey) ?? new Map<string, KeyObject>();
  derivedKeys.set(dataKey, derived);
  const known = derived.get(purpose);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(hkdfSync('sha256', dataKey, '', `leadership-next/${purpose}`, 32));
  const key = createSecretKey(bytes);
  bytes.fill(0);
  derived.set(purpose, key);
  return key;
};

const sealingKey = (dataKey: KeyObject): KeyObject => deriveKey(dataKey, 'seal');

/** What the text is bound to. A JSON array, so that no two places are written alike. */
const boundTo = (owner: Owner, { table, item, field }: Place): Buffer =>
  Buffer.from(JSON.stringify([version, owner, table, item.pk, item.sk, field]));

const fill = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  const filled = Buffer.alloc(Math.ceil((bytes.length + 1) / blockLength) * blockLength);
  bytes.copy(filled);
  filled[bytes.length] = endMark;
  return filled;
};

/** Encrypts a text under an owner's key, for one place. Half a surrogate pair becomes U+FFFD, as in all of UTF-8. */
export const sealText = (dataKey: KeyObject, owner: Owner, place: Place, text: string): string => {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(dataKey), nonce, { authTagLength: tagLength });
  cipher.setAAD(boundTo(owner, place));
  const body = Buffer.concat([cipher.update(fill(text)), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]).toString('base64url');
};

/** Decrypts what `sealText` made for the same owner and place; throws a VaultError for anything else. */
export const openText = (dataKey: KeyObject, owner: Owner, place: Place, sealed: string): string => {
  const bytes = Buffer.from(sealed, 'base64url');
  // Reading base64url is lenient: what is not written exactly as we write it was not written by us.
  if (bytes.toString('base64url') !== sealed || bytes.length < headLength || bytes[0] !== version) {
    throw new VaultError('not_sealed', owner, place);
  }
  const nonce = bytes.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(dataKey), nonce, { authTagLength: tagLength });
  decipher.setAAD(boundTo(owner, place));
  decipher.setAuthTag(bytes.subarray(1 + nonceLength, headLength));
  const filled = decipher.update(bytes.subarray(headLength));
  try {
    decipher.final();
  } catch {
    throw new VaultError('not_authentic', owner, place);
  }
  return filled.subarray(0, filled.lastIndexOf(endMark)).toString('utf8');
};
