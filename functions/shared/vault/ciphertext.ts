import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { AuthenticatedContext, Owner } from './authenticated-context.ts';
import { deriveKey } from './derive-key.ts';
import { type EncryptedText, encryptedText } from './encrypted-text.ts';
import { VaultError } from './vault-error.ts';

/**
 * A ciphertext is base64url of: a version byte, a random nonce (12 bytes), the authentication tag (16), and the
 * AES-256-GCM output. The text is padded to a multiple of 32 bytes, so that its length reveals little.
 */
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 1 + nonceLength + tagLength;
const blockLength = 32;

/** The byte directly after the text; the rest of the block is zeros. Text may contain this byte too, so the last one marks the end. */
const paddingMark = 0x80;

const encryptionKey = (dataKey: KeyObject): KeyObject => deriveKey(dataKey, 'encrypt');

/** The additional authenticated data. A JSON array, so that no two contexts are written alike. */
const additionalData = (owner: Owner, { table, item, field }: AuthenticatedContext): Buffer =>
  Buffer.from(JSON.stringify([version, owner, table, item.pk, item.sk, field]));

const pad = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  const paddedText = Buffer.alloc(Math.ceil((bytes.length + 1) / blockLength) * blockLength);
  bytes.copy(paddedText);
  paddedText[bytes.length] = paddingMark;
  return paddedText;
};

/** Makes the ciphertext of a text with its owner's data key, bound to one context. A lone surrogate becomes U+FFFD, as in all of UTF-8. */
export const encryptText = (
  dataKey: KeyObject,
  owner: Owner,
  context: AuthenticatedContext,
  text: string,
): EncryptedText => {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', encryptionKey(dataKey), nonce, { authTagLength: tagLength });
  cipher.setAAD(additionalData(owner, context));
  const body = Buffer.concat([cipher.update(pad(text)), cipher.final()]);
  const bytes = Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
  return encryptedText.parse(bytes.toString('base64url'));
};

/** The text of a ciphertext made for the same owner and context. @throws VaultError for anything else */
export const decryptText = (
  dataKey: KeyObject,
  owner: Owner,
  context: AuthenticatedContext,
  encrypted: EncryptedText,
): string => {
  const ciphertext = String(encrypted);
  const bytes = Buffer.from(ciphertext, 'base64url');
  // Decoding base64url is lenient: text that is encoded in another way was not written by us.
  const isOurEncoding = bytes.toString('base64url') === ciphertext;
  if (!isOurEncoding || bytes.length < headerLength || bytes[0] !== version) {
    throw new VaultError('not_ciphertext', owner, context);
  }
  const nonce = bytes.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', encryptionKey(dataKey), nonce, {
    authTagLength: tagLength,
  });
  decipher.setAAD(additionalData(owner, context));
  decipher.setAuthTag(bytes.subarray(1 + nonceLength, headerLength));
  const paddedText = decipher.update(bytes.subarray(headerLength));
  try {
    decipher.final();
  } catch {
    throw new VaultError('not_authentic', owner, context);
  }
  return paddedText.subarray(0, paddedText.lastIndexOf(paddingMark)).toString('utf8');
};

/** Whether a value looks like a ciphertext: base64url of the version byte, nonce and tag, and whole blocks. */
export const isCiphertext = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^[\w-]+$/.test(value)) return false;
  const bytes = Buffer.from(value, 'base64url');
  const bodyLength = bytes.length - headerLength;
  return bytes[0] === version && bodyLength > 0 && bodyLength % blockLength === 0;
};
